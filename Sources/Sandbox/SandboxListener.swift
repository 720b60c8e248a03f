import FlyingFox
import FlyingSocks
import Foundation

/// One HTTP server on a port of 127.0.0.1, from the moment it listens until it is closed.
final class SandboxListener: Sendable {
    private let server: HTTPServer
    private let task: Task<Void, Never>
    private let adapter: SandboxAdapter

    private init(server: HTTPServer, task: Task<Void, Never>, adapter: SandboxAdapter) {
        self.server = server
        self.task = task
        self.adapter = adapter
    }

    /// Listens, and returns when connections are accepted.
    ///
    /// - Parameters:
    ///   - port: The port; a ``PortHold`` keeps it.
    ///   - answering: What answers the requests.
    ///   - onRefusal: Is to close the listener for a while.
    /// - Returns: The listener.
    /// - Throws: `SandboxError` where the port cannot be had.
    static func open(
        port: UInt16,
        answering: any SandboxAnswering,
        onRefusal: @escaping @Sendable (Duration) -> Void = { _ in }
    ) async throws(SandboxError) -> SandboxListener {
        let adapter = SandboxAdapter(answering: answering, onRefusal: onRefusal)
        let server: HTTPServer
        do {
            server = HTTPServer(
                config: HTTPServer.Configuration(
                    address: try .inet(ip4: "127.0.0.1", port: port),
                    // A call that is answered late is answered late, and not by the server's own 500.
                    timeout: 86_400,
                    pool: PromptSocketPool(base: HTTPServer.defaultPool()),
                    logger: .disabled
                ),
                handler: adapter
            )
        } catch {
            throw .cannotListen(port: port, reason: "\(error)")
        }
        return SandboxListener(server: server, task: try await listen(server, port: port), adapter: adapter)
    }

    /// Ends it at once; open connections are closed, and calls under way get no answer.
    func close() async {
        await adapter.end()
        await server.stop(timeout: 0)
        await task.value
    }

    /// Runs the server in a task of its own, and waits until it listens or cannot.
    private static func listen(_ server: HTTPServer, port: UInt16) async throws(SandboxError) -> Task<Void, Never> {
        let (outcomes, outcome) = AsyncStream.makeStream(of: String?.self)
        let task = Task.detached {
            do {
                try await server.run()
            } catch {
                outcome.yield("\(error)")
            }
        }
        let waiting = Task.detached {
            do {
                // Where it cannot listen, running it says so; a busy machine takes the time that it takes.
                try await server.waitUntilListening(timeout: 86_400)
                outcome.yield(nil)
            } catch {
                outcome.yield("\(error)")
            }
        }
        for await failure in outcomes {
            waiting.cancel()
            guard let failure else { return task }
            task.cancel()
            throw .cannotListen(port: port, reason: failure)
        }
        throw .cannotListen(port: port, reason: "it was cancelled")
    }
}
