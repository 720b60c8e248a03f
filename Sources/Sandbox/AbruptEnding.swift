import FlyingFox
import FlyingSocks
import Foundation
import Glibc
import Synchronization

/// Closes the connection without an answer.
///
/// To the server it is a protocol that the connection changes to: only such a one may keep the head of the answer back,
/// and what it throws closes the connection.
struct AbruptEnding: WSHandler {
    /// What else is to happen then.
    var consequence: @Sendable () -> Void = {}

    func makeFrames(
        for client: AsyncThrowingStream<WSFrame, any Error>
    ) async throws -> AsyncStream<WSFrame> {
        consequence()
        throw SocketError.disconnected
    }
}

/// Answers nothing until the client goes away or the server ends.
struct Silence: WSHandler {
    func makeFrames(
        for client: AsyncThrowingStream<WSFrame, any Error>
    ) async throws -> AsyncStream<WSFrame> {
        for try await _ in client {}
        throw SocketError.disconnected
    }
}

/// Writes the beginning of an answer and resets the connection.
struct ConnectionReset: WSHandler {
    private let bytes: Data

    /// Prepares a reset.
    ///
    /// - Parameter bytes: What the client gets before.
    init(after bytes: Data) { self.bytes = bytes }

    /// The head of an answer, which promises the whole body, and the first half of the body.
    ///
    /// Of an answer without a body it is the first half of the head. It is never more than the system takes at once.
    static func beginning(of answer: SandboxAnswer) -> Data {
        var head = "HTTP/1.1 \(answer.status) OK\r\nContent-Length: \(answer.body.count)\r\n"
        for (name, value) in answer.headers.sorted(by: { $0.key < $1.key }) { head += "\(name): \(value)\r\n" }
        guard !answer.body.isEmpty else { return Data(head.utf8.prefix(head.utf8.count / 2)) }
        return Data((head + "\r\n").utf8) + answer.body.prefix(min(answer.body.count / 2, 16_384))
    }

    func makeFrames(
        for client: AsyncThrowingStream<WSFrame, any Error>
    ) async throws -> AsyncStream<WSFrame> {
        let snare = SocketSnare()
        // The server does not tell which socket a connection has, but reading from the client leads to it.
        try? await SocketSnare.$current.withValue(snare) { for try await _ in client {} }
        if let socket = snare.socket {
            var sent = bytes.startIndex
            while sent < bytes.endIndex, let next = try? socket.write(bytes, from: sent) { sent = next }
            // To linger for no time means to reset (socket(7)).
            var linger = linger(l_onoff: 1, l_linger: 0)
            setsockopt(
                socket.file.rawValue, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
        }
        throw SocketError.disconnected
    }
}

/// Catches the socket that the present task is about to wait for.
final class SocketSnare: Sendable {
    @TaskLocal static var current: SocketSnare?

    private let caught = Mutex<Socket?>(nil)

    var socket: Socket? { caught.withLock(\.self) }

    /// Keeps the socket, and ends the waiting.
    func take(_ socket: Socket) throws {
        caught.withLock { $0 = socket }
        throw SocketError.disconnected
    }
}
