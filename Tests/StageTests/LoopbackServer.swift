import Foundation
import Synchronization
import TestSupport

/// A server of a test on 127.0.0.1: each connection is served on a thread of its own.
final class LoopbackServer: Sendable {
    private struct State {
        var listener: LoopbackSocket?
        var connections: [Int32: LoopbackSocket] = [:]
    }

    /// Whether what comes through is swallowed, as by a line that is dead and does not know it.
    final class Valve: Sendable {
        private let isShut = Mutex(false)

        func swallows() -> Bool { isShut.withLock { $0 } }
        func set(shut: Bool) { isShut.withLock { $0 = shut } }
    }

    let port: UInt16
    private let serve: @Sendable (LoopbackSocket, Valve) -> Void
    private let valve = Valve()
    private let state = Mutex(State())

    /// Listens.
    ///
    /// - Parameter serve: Is given each connection, and is done with it when it returns.
    /// - Throws: `SystemFailure` where no port can be had.
    init(_ serve: @escaping @Sendable (LoopbackSocket, Valve) -> Void) throws {
        self.serve = serve
        let (listener, port) = try LoopbackSocket.listen()
        self.port = port
        begin(listener)
    }

    deinit { cut() }

    /// Takes no more connections, and breaks all that there are.
    func cut() {
        state.withLock { state in
            state.listener?.hangUp()
            state.listener = nil
            for connection in state.connections.values { connection.hangUp() }
        }
    }

    /// Listens again, on the same port.
    func mend() throws {
        valve.set(shut: false)
        begin(try LoopbackSocket.listen(on: port).socket)
    }

    /// Has a tunnel swallow what comes through, until it is mended.
    func hold() { valve.set(shut: true) }

    private func begin(_ listener: LoopbackSocket) {
        state.withLock { $0.listener = listener }
        Thread.detachNewThread { [weak self] in
            while let connection = listener.accept() {
                guard let self else { break }
                take(connection)
            }
        }
    }

    private func take(_ connection: LoopbackSocket) {
        state.withLock { $0.connections[connection.descriptor] = connection }
        Thread.detachNewThread { [weak self, serve, valve] in
            serve(connection, valve)
            connection.hangUp()
            self?.state.withLock { $0.connections[connection.descriptor] = nil }
        }
    }
}

extension LoopbackServer {
    /// A tunnel as `ssh -L` makes one: another port that leads to a port.
    static func tunnel(to port: UInt16) throws -> LoopbackServer {
        try LoopbackServer { near, valve in
            guard let far = try? LoopbackSocket(to: port) else { return }
            let isDone = DispatchSemaphore(value: 0)
            Thread.detachNewThread {
                while let part = far.receive(), near.send(part) {}
                near.hangUp()
                isDone.signal()
            }
            while let part = near.receive(), valve.swallows() || far.send(part) {}
            far.hangUp()
            isDone.wait()
        }
    }

    /// A server of small files, by path; what is not among them is not there.
    static func files(_ files: [String: (type: String, text: String)]) throws -> LoopbackServer {
        try LoopbackServer { connection, _ in
            var received: [UInt8] = []
            while received.firstRange(of: Array("\r\n\r\n".utf8)) == nil {
                guard let part = connection.receive() else { return }
                received += part
            }
            let path = String(decoding: received, as: UTF8.self).split(separator: " ").dropFirst().first.map(
                String.init)
            let file = path.flatMap { files[String($0.prefix { $0 != "?" })] }
            let text = file?.text ?? "not here"
            let head = """
                HTTP/1.1 \(file == nil ? "404 Not Found" : "200 OK")\r
                Content-Type: \(file?.type ?? "text/plain")\r
                Content-Length: \(text.utf8.count)\r
                Connection: close\r\n\r\n
                """
            connection.send((head + text).utf8)
        }
    }
}
