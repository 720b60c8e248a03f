import Foundation
import Logging
import Meetings
import Sandbox
import Services
import Synchronization
import TestSupport
import Testing
import Transport

@testable import Gateway

/// A sandbox, Admin Control as the gateway asks it, and what was noted of both.
struct UpstreamScene: Sendable {
    let address: SandboxAddress
    let sandbox: SandboxServer
    let transport: CurlTransport
    let clock: UpstreamTestClock
    let wire: Watched<[SandboxRequest]>
    let log: UpstreamLog
    let failures: Watched<[UpstreamFailure]>
    let adminControl: AdminControl

    /// Plays a scene for as long as a test needs it.
    ///
    /// - Parameters:
    ///   - faults: What goes wrong, such as `proconf-features=503*2`.
    ///   - connections: How many connections there may be to the sandbox at once.
    ///   - script: Answers in the sandbox's place where it gives an answer.
    ///   - change: Sets the gateway up otherwise; its object store is the sandbox's folder of summaries.
    ///   - test: What to try.
    /// - Throws: What the test throws, and where the sandbox cannot be started.
    static func open(
        faults: [String] = [],
        connections: Int = 64,
        script: @escaping @Sendable (SandboxRequest) async -> SandboxAnswer? = { _ in nil },
        change: (inout GatewayConfiguration) -> Void = { _ in },
        test: (UpstreamScene) async throws -> Void
    ) async throws {
        let wire = Watched<[SandboxRequest]>([])
        let server = SandboxServer(
            configuration: SandboxConfiguration(middleware: { request, next in
                wire.update { $0.append(request) }
                if let answer = await script(request) { return answer }
                return await next(request)
            }))
        for fault in faults { try server.faults.add(fault) }
        let address = try await server.start()
        var configuration = GatewayConfiguration(adminControl: address.adminControl)
        configuration.objectStore = address.origin.appending(path: "summaries")
        // No transfer of a test comes near it: what takes this long is ended by the test's clock.
        configuration.upstreamTimeout = .seconds(300)
        change(&configuration)
        let (clock, log, failures) = (UpstreamTestClock(), UpstreamLog(), Watched<[UpstreamFailure]>([]))
        let transport = CurlTransport(TransportConfiguration(maximumConnectionsPerHost: connections))
        let adminControl = AdminControl(configuration, transport: transport, clock: clock.clock, logger: log.logger) {
            failure in
            failures.update { $0.append(failure) }
        }
        let scene = UpstreamScene(
            address: address, sandbox: server, transport: transport, clock: clock, wire: wire, log: log,
            failures: failures, adminControl: adminControl)
        do {
            try await test(scene)
        } catch {
            transport.close()
            await server.stop()
            throw error
        }
        transport.close()
        await server.stop()
    }

    /// The paths that were asked for, below Admin Control's own.
    var asked: [String] {
        wire.value.map { request in
            let path = request.path.starts(with: ["admin", "api"]) ? request.path.dropFirst(2) : request.path[...]
            return "\(request.method) \(path.joined(separator: "/"))"
        }
    }

    /// Waits until so many requests have come.
    func requests(_ count: Int) async throws {
        try #require(await wire.wait(seconds: 60) { $0.count >= count ? true : nil } != nil, "no \(count) requests")
    }

    /// Begins a meeting.
    func begin(_ room: String) async throws {
        _ = try await adminControl.token(role: "owner", room: room, participantName: "Alex")
        wire.update { $0 = [] }
    }
}

/// A time that passes when a test says so, and over short pauses by itself.
final class UpstreamTestClock: Sendable {
    private struct Sleeper {
        let wake: Duration
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now = Duration.zero
        var pauses: [Duration] = []
        var sleepers: [Int: Sleeper] = [:]
        var cancelled: Set<Int> = []
        var last = 0
    }

    private let state = Mutex(State())

    var clock: UpstreamClock {
        UpstreamClock(now: { self.state.withLock { $0.now } }, sleep: { try await self.sleep($0) })
    }

    /// The pauses between tries that were made.
    var pauses: [Duration] { state.withLock { $0.pauses } }

    /// How many sleep now.
    var sleepers: Int { state.withLock { $0.sleepers.count } }

    func advance(by time: Duration) {
        let due = state.withLock { state in
            state.now += time
            let due = state.sleepers.filter { $0.value.wake <= state.now }
            for number in due.keys { state.sleepers.removeValue(forKey: number) }
            return due.values.map(\.continuation)
        }
        for continuation in due { continuation.resume() }
    }

    private func sleep(_ time: Duration) async throws {
        try Task.checkCancellation()
        if time <= .seconds(1) {
            state.withLock { $0.pauses.append(time) }
            return advance(by: time)
        }
        let number = state.withLock { state in
            state.last += 1
            return state.last
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isCancelled = state.withLock { state in
                    guard !state.cancelled.contains(number) else { return true }
                    state.sleepers[number] = Sleeper(wake: state.now + time, continuation: continuation)
                    return false
                }
                if isCancelled { continuation.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                state.cancelled.insert(number)
                return state.sleepers.removeValue(forKey: number)
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }
}

/// What was written down, one line an event.
final class UpstreamLog: Sendable {
    private struct Handler: LogHandler {
        let log: UpstreamLog
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let metadata = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            let line = (["\(event.level)", event.message.description] + metadata).joined(separator: " ")
            log.kept.withLock { $0.append(line) }
        }
    }

    private let kept = Mutex<[String]>([])

    var lines: [String] { kept.withLock(\.self) }

    var logger: Logger { Logger(label: "upstream") { _ in Handler(log: self) } }
}

extension SandboxAnswer {
    /// A scripted answer in an envelope.
    static func data(_ payload: String) -> SandboxAnswer { .json(#"{"error":null,"data":\#(payload)}"#) }

    static func json(_ text: String, _ status: Int = 200, headers: [String: String] = [:]) -> SandboxAnswer {
        SandboxAnswer(
            status, headers: ["Content-Type": "application/json"].merging(headers) { $1 }, body: Data(text.utf8))
    }
}

/// The refusal that a call gets.
func refusal<Value>(_ call: () async throws(GatewayRefusal) -> Value) async -> GatewayRefusal? {
    do {
        _ = try await call()
        return nil
    } catch {
        return error
    }
}
