import FlyingFox
import FlyingSocks
import Foundation
import Synchronization

/// A small local V4H, ProCONF application server and Admin Control that speaks the contracts strictly.
///
/// All of them listen on one port of 127.0.0.1. Identifiers, tokens and the key they are signed with are of one run;
/// nothing is kept when it ends.
package final class SandboxServer: Sendable {
    /// The most bytes a request's body may have.
    package static let longestBody = 1 << 20

    private enum State {
        case idle
        case starting
        case running(HTTPServer, Task<Void, Never>)
    }

    private let configuration: SandboxConfiguration
    private let state = Mutex(State.idle)

    /// Prepares a sandbox; nothing listens yet.
    package init(configuration: SandboxConfiguration = SandboxConfiguration()) {
        self.configuration = configuration
    }

    /// Starts it, and returns when it accepts connections.
    ///
    /// - Returns: Where it is found.
    /// - Throws: `SandboxError` where the port cannot be had, or it runs already.
    package func start() async throws(SandboxError) -> SandboxAddress {
        let isFirst = state.withLock { state in
            guard case .idle = state else { return false }
            state = .starting
            return true
        }
        guard isFirst else { throw .runsAlready }
        do throws(SandboxError) {
            return try await open()
        } catch {
            state.withLock { $0 = .idle }
            throw error
        }
    }

    /// Ends it at once; open connections are closed.
    package func stop() async {
        let ended: (server: HTTPServer, task: Task<Void, Never>)? = state.withLock { state in
            guard case .running(let server, let task) = state else { return nil }
            state = .idle
            return (server, task)
        }
        guard let ended else { return }
        await ended.server.stop(timeout: 0)
        await ended.task.value
    }

    private func open() async throws(SandboxError) -> SandboxAddress {
        let adapter = SandboxAdapter()
        let server = try server(adapter)
        let task = try await listen(server)
        guard case .ip4(_, let port)? = await server.listeningAddress, let address = address(port: port) else {
            await server.stop(timeout: 0)
            throw .cannotListen(port: configuration.port, reason: "the port it was given is not known")
        }
        let world = SandboxWorld(
            configuration: configuration,
            address: address,
            conferences: ConferenceBook(configuration),
            logins: LoginBook(configuration),
            mint: await TokenMint(
                lifetime: configuration.tokenLifetime,
                domain: address.domain,
                clock: configuration.clock
            )
        )
        adapter.open(SandboxRouter(world))
        state.withLock { $0 = .running(server, task) }
        return address
    }

    private func server(_ adapter: SandboxAdapter) throws(SandboxError) -> HTTPServer {
        do {
            return HTTPServer(
                config: HTTPServer.Configuration(
                    address: try .inet(ip4: "127.0.0.1", port: configuration.port),
                    timeout: 60,
                    pool: PromptSocketPool(base: HTTPServer.defaultPool()),
                    logger: .disabled
                ),
                handler: adapter
            )
        } catch {
            throw .cannotListen(port: configuration.port, reason: "\(error)")
        }
    }

    /// Runs the server in a task of its own, and waits until it listens or cannot.
    private func listen(_ server: HTTPServer) async throws(SandboxError) -> Task<Void, Never> {
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
                try await server.waitUntilListening(timeout: 10)
                outcome.yield(nil)
            } catch {
                outcome.yield("\(error)")
            }
        }
        for await failure in outcomes {
            waiting.cancel()
            guard let failure else { return task }
            task.cancel()
            throw .cannotListen(port: configuration.port, reason: failure)
        }
        throw .cannotListen(port: configuration.port, reason: "it was cancelled")
    }

    private func address(port: UInt16) -> SandboxAddress? {
        let domain = "127.0.0.1:\(port)"
        func url(_ path: [String]) -> URL? {
            URL(string: (["http://\(domain)"] + path).joined(separator: "/"))
        }
        guard
            let origin = url([]), let v4h = url(V4HClassicRoutes.base),
            let proconf = url(ProConfRoutes.base), let adminControl = url(AdminControlRoutes.base)
        else { return nil }
        return SandboxAddress(
            v4h: v4h,
            origin: origin,
            proconf: proconf,
            adminControl: adminControl,
            user: configuration.user,
            password: configuration.password,
            domain: domain
        )
    }
}
