import Foundation
package import Meetings

/// A line to a browser: the Chrome DevTools Protocol over one socket, each message a JSON text that NUL ends.
///
/// Its sessions, one for each page and each frame with a process of its own, are told apart by the identifiers that the
/// browser gave them (protocol, `Target.attachToTarget` with `flatten`).
package final class DevToolsLine: Sendable {
    /// Takes what a session tells; called on the line's own thread, and may not wait.
    package typealias Listener = @Sendable (_ method: String, _ parameters: JSONValue) -> Void

    private struct State {
        var lastNumber = 0
        var answers: [Int: JSONValue] = [:]
        var listeners: [String: Listener] = [:]
        var isOver = false
    }

    private let state = Watched(State())
    private let descriptor: Int32
    /// Writing may have to wait for a browser that sleeps.
    private let writing = DispatchQueue(label: "gavel.tests.devtools")

    /// Takes the line over, and reads it until the browser has closed it.
    ///
    /// - Parameter descriptor: This end of a socket pair; the browser reads and writes at the other.
    package init(_ descriptor: Int32) {
        self.descriptor = descriptor
        Thread.detachNewThread { [weak self, state] in
            Self.read(descriptor) { self?.take($0) }
            state.update { $0.isOver = true }
        }
    }

    deinit {
        // What reads and what writes come to an end first: the number is somebody else's afterwards.
        shutdown(descriptor, Int32(SHUT_RDWR))
        let (descriptor, state, writing) = (descriptor, state, writing)
        Task {
            _ = await state.wait(seconds: 60) { $0.isOver ? true : nil }
            writing.async { close(descriptor) }
        }
    }

    /// Has the browser do something, and waits until it has.
    ///
    /// - Parameters:
    ///   - method: Its name in the protocol.
    ///   - parameters: What it is told.
    ///   - session: Where; nil for the browser as a whole.
    ///   - seconds: How long that may take.
    /// - Returns: What it answered.
    /// - Throws: ``SystemFailure`` where it refused, has ended, or did not answer in time.
    @discardableResult
    package func call(
        _ method: String, _ parameters: JSONValue = [:], session: String? = nil, seconds: Double = 60
    ) async throws -> JSONValue {
        let number = send(method, parameters, session: session)
        let answer = await state.wait(seconds: seconds) { state in
            state.answers[number] ?? (state.isOver ? .null : nil)
        }
        state.update { _ = $0.answers.removeValue(forKey: number) }
        guard let answer else { throw SystemFailure("\(method): no answer after \(seconds) s") }
        guard answer != .null else { throw SystemFailure("\(method): the browser has ended") }
        if let error = answer["error"] { throw SystemFailure("\(method): \(error["message"]?.text ?? error.pretty)") }
        return answer["result"] ?? [:]
    }

    /// Has the browser do something, and waits for nothing.
    @discardableResult
    package func send(_ method: String, _ parameters: JSONValue = [:], session: String? = nil) -> Int {
        let number = state.update { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        var message: [String: JSONValue] = [
            "id": .integer(Int64(number)), "method": .string(method), "params": parameters,
        ]
        message["sessionId"] = session.map(JSONValue.string)
        guard let bytes = try? JSONEncoder().encode(JSONValue.object(message)) else { return number }
        writing.async { [descriptor] in Self.write(bytes + [0], to: descriptor) }
        return number
    }

    /// Has somebody hear what a session tells from now on.
    package func listen(to session: String, _ listener: Listener?) {
        state.update { $0.listeners[session] = listener }
    }

    private func take(_ bytes: Data) {
        guard let message = try? JSONDecoder().decode(JSONValue.self, from: bytes) else { return }
        if case .integer(let number)? = message["id"] {
            state.update { $0.answers[Int(number)] = message }
        } else if let method = message["method"]?.text, let session = message["sessionId"]?.text {
            state.look { $0.listeners[session] }?(method, message["params"] ?? [:])
        }
    }

    private static func read(_ descriptor: Int32, _ take: (Data) -> Void) {
        var (rest, chunk) = (Data(), [UInt8](repeating: 0, count: 1 << 16))
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest += chunk[..<count]
            while let end = rest.firstIndex(of: 0) {
                take(rest[..<end])
                rest = Data(rest[rest.index(after: end)...])
            }
        }
    }

    private static func write(_ bytes: Data, to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
