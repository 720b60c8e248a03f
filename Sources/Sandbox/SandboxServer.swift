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
        case running(Run)
    }

    /// What there is only while it runs.
    private struct Run {
        let door: SandboxDoor
        let world: SandboxWorld
        let hold: PortHold
        let control: (hold: PortHold, listener: SandboxListener)?
    }

    /// What goes wrong with calls, and how often each route was called.
    package let faults: FaultBook

    private let configuration: SandboxConfiguration
    private let state = Mutex(State.idle)

    /// Prepares a sandbox; nothing listens yet.
    package init(configuration: SandboxConfiguration = SandboxConfiguration()) {
        self.configuration = configuration
        faults = FaultBook(rules: configuration.faults, seed: configuration.faultSeed)
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
        let ended: Run? = state.withLock { state in
            guard case .running(let run) = state else { return nil }
            state = .idle
            return run
        }
        guard let ended else { return }
        await ended.control?.listener.close()
        ended.control?.hold.release()
        await ended.door.close()
        ended.hold.release()
    }

    /// Closes the listener and every connection, until the outage is ended; the port stays this sandbox's.
    ///
    /// It returns when nothing listens any more. Before the start and after the end it does nothing.
    package func beginOutage() async { await run?.door.close() }

    /// Closes the listener and every connection for a time.
    ///
    /// It returns when nothing listens any more.
    package func beginOutage(for time: Duration) async { await run?.door.close(for: time) }

    /// Listens again, and returns when connections are accepted.
    ///
    /// - Throws: `SandboxError` where the port cannot be had.
    package func endOutage() async throws(SandboxError) { try await run?.door.open() }

    /// Does what a restart does: closes every connection, forgets all tokens, and listens again.
    ///
    /// Conferences stay, since a service has them in a database.
    ///
    /// - Throws: `SandboxError` where the port cannot be had.
    package func restart() async throws(SandboxError) {
        guard let run else { return }
        try await SandboxServer.restart(run.door, run.world)
    }

    private var run: Run? {
        state.withLock { state in
            guard case .running(let run) = state else { return nil }
            return run
        }
    }

    private func open() async throws(SandboxError) -> SandboxAddress {
        let hold = try PortHold(port: configuration.port)
        do throws(SandboxError) {
            return try await open(hold)
        } catch {
            hold.release()
            throw error
        }
    }

    private func open(_ hold: PortHold) async throws(SandboxError) -> SandboxAddress {
        guard var address = address(port: hold.port) else {
            throw .cannotListen(port: hold.port, reason: "it has no address")
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
            ),
            faults: faults
        )
        let door = SandboxDoor(port: hold.port, answering: SandboxRouter(world))
        try await door.open()
        do throws(SandboxError) {
            let control = try await openControl(door, world)
            if let control { address.control = URL(string: "http://127.0.0.1:\(control.hold.port)/sandbox") }
            state.withLock { $0 = .running(Run(door: door, world: world, hold: hold, control: control)) }
            return address
        } catch {
            await door.close()
            throw error
        }
    }

    private func openControl(
        _ door: SandboxDoor,
        _ world: SandboxWorld
    ) async throws(SandboxError) -> (hold: PortHold, listener: SandboxListener)? {
        guard let port = configuration.controlPort else { return nil }
        let hold = try PortHold(port: port)
        let routes = ControlRoutes(port: hold.port, faults: faults, door: door) { () throws(SandboxError) in
            try await SandboxServer.restart(door, world)
        }
        do throws(SandboxError) {
            return (hold, try await SandboxListener.open(port: hold.port, answering: routes))
        } catch {
            hold.release()
            throw error
        }
    }

    private static func restart(_ door: SandboxDoor, _ world: SandboxWorld) async throws(SandboxError) {
        await door.close()
        world.mint.forgetTokens()
        world.logins.forgetTokens()
        try await door.open()
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
