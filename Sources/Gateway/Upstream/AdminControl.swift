package import Logging
package import Meetings
import Services
package import Transport

/// Admin Control, and the object store behind it, as the gateway asks them.
///
/// Every call has one time limit, readings are repeated where the server was out of reach, and a server that is down is
/// left alone for a while. What goes wrong is written down in the server's words; the caller gets one of the contract's
/// four errors.
package final class AdminControl: Sendable {
    private let relay: ProConfRelay
    private let transport: any HTTPTransport
    private let store: ObjectStore?
    private let timeLimit: Duration
    private let clock: UpstreamClock
    private let line: UpstreamLine
    private let storeLine: UpstreamLine
    private let shared: SharedAnswer<JSONValue>
    private let logger: Logger
    private let failed: @Sendable (UpstreamFailure) -> Void

    /// Makes it ready to be asked; nothing is called yet.
    ///
    /// - Parameters:
    ///   - configuration: Where it is, and how long it has.
    ///   - transport: What carries the calls, and keeps the connections. It must allow as many at once as the gateway is
    ///     to make; further ones wait, at most for the time that a call has.
    ///   - logger: Where it is written down what goes wrong.
    ///   - failed: Is told of each exchange that was of no use.
    package convenience init(
        _ configuration: GatewayConfiguration,
        transport: any HTTPTransport,
        logger: Logger = .silent,
        failed: @escaping @Sendable (UpstreamFailure) -> Void = { _ in }
    ) {
        self.init(configuration, transport: transport, clock: .system, logger: logger, failed: failed)
    }

    init(
        _ configuration: GatewayConfiguration,
        transport: any HTTPTransport,
        clock: UpstreamClock,
        logger: Logger,
        failed: @escaping @Sendable (UpstreamFailure) -> Void
    ) {
        relay = ProConfRelay(transport: transport, adminControl: configuration.adminControl)
        self.transport = transport
        store = configuration.objectStore.flatMap { ObjectStore($0) }
        timeLimit = configuration.upstreamTimeout
        self.clock = clock
        line = UpstreamLine(to: "Admin Control", clock: clock, logger: logger, failed: failed)
        storeLine = UpstreamLine(to: "Object store", clock: clock, logger: logger, failed: failed)
        shared = SharedAnswer(lifetime: configuration.featuresLifetime, clock: clock)
        self.logger = logger
        self.failed = failed
    }

    /// Gets a token (contract: "The token"); it is never asked for twice.
    ///
    /// - Parameters:
    ///   - role: The role, which the caller may have.
    ///   - room: The room.
    ///   - participantName: Who enters.
    /// - Returns: The token, a text.
    /// - Throws: `GatewayRefusal.invalidBody` where a parameter cannot be sent or Admin Control does not take it.
    package func token(role: String, room: String, participantName: String) async throws(GatewayRefusal) -> JSONValue {
        try require(role, .role, else: .invalidBody)
        try require(room, .room, else: .invalidBody)
        try require(participantName, .participantName, else: .invalidBody)
        let request = ProConfTokenRequest(role: role, room: room, participantName: participantName)
        let call = UpstreamLine.Call(repeats: false, refusals: [400: .invalidBody], deadline: deadline())
        return try await line.make(call) { [relay] time throws(ServiceError) in
            try await relay.token(request, timeout: time)
        }
    }

    /// What the deployment offers; an answer is told again for a while.
    ///
    /// - Returns: An object with `features`.
    /// - Throws: `GatewayRefusal.failed`.
    package func features() async throws(GatewayRefusal) -> JSONValue {
        try await shared.value { [self] () throws(GatewayRefusal) in
            try await line.make(UpstreamLine.Call(deadline: deadline())) { [relay] time throws(ServiceError) in
                try await relay.features(timeout: time)
            }
        }
    }

    /// What is being kept of an ongoing meeting.
    ///
    /// - Parameter room: The room.
    /// - Returns: An object with `transcript_status` and `recording_status`.
    /// - Throws: `GatewayRefusal.notFound` where no meeting goes on in it.
    package func status(of room: String) async throws(GatewayRefusal) -> JSONValue {
        try await line.make(try call(about: room)) { [relay] time throws(ServiceError) in
            try await relay.status(of: room, timeout: time)
        }
    }

    /// What was said so far in an ongoing meeting.
    ///
    /// - Parameter room: The room.
    /// - Returns: A text.
    /// - Throws: `GatewayRefusal.notFound` where no meeting goes on in it.
    package func catchUp(of room: String) async throws(GatewayRefusal) -> JSONValue {
        try await line.make(try call(about: room)) { [relay] time throws(ServiceError) in
            try await relay.catchUp(of: room, timeout: time)
        }
    }

    /// What a meeting came to: the text that Admin Control gives, or that lies where it says.
    ///
    /// - Parameter room: The room.
    /// - Returns: A text.
    /// - Throws: `GatewayRefusal.notFound` where there was no meeting in it.
    package func summary(of room: String) async throws(GatewayRefusal) -> JSONValue {
        let call = try call(about: room)
        let summary = try await line.make(call) { [relay] time throws(ServiceError) in
            try await relay.summary(of: room, timeout: time)
        }
        switch summary {
        case .text(let text): return text
        case .file(let location):
            let file = try file(at: location)
            return try await storeLine.make(UpstreamLine.Call(deadline: call.deadline)) {
                [transport] time throws(ServiceError) in
                .string(try await file.text(by: transport, timeout: time))
            }
        }
    }

    /// The meetings that have ended.
    ///
    /// - Returns: A list.
    /// - Throws: `GatewayRefusal.failed`.
    package func meetings() async throws(GatewayRefusal) -> JSONValue {
        try await line.make(UpstreamLine.Call(deadline: deadline())) { [relay] time throws(ServiceError) in
            try await relay.meetings(timeout: time)
        }
    }

    /// Whether calls can be made: Admin Control answers, or did so a moment ago.
    package func isReady() async -> Bool {
        guard !line.isOpen else { return false }
        return (try? await features()) != nil
    }

    /// How many calls there are whose end is not known.
    var callsUnderWay: Int { line.callsUnderWay + storeLine.callsUnderWay }

    private func deadline() -> Duration { clock.now() + timeLimit }

    private func call(about room: String) throws(GatewayRefusal) -> UpstreamLine.Call {
        // A room whose name cannot be sent has no meeting.
        try require(room, .room, else: .notFound)
        return UpstreamLine.Call(refusals: [404: .notFound], deadline: deadline())
    }

    private func require(_ text: String, _ field: InputField, else refusal: GatewayRefusal) throws(GatewayRefusal) {
        if InputCheck.complaint(about: text, in: field) != nil { throw refusal }
    }

    private func file(at location: String) throws(GatewayRefusal) -> TextFile {
        if let file = store?.file(at: location) { return file }
        // What comes behind the path may hold a key to the file.
        let shown = SafeText(String(location.prefix { $0 != "?" && $0 != "#" }), limit: 512)
        let reason: Logger.Message =
            if location.isEmpty {
                "a summary cannot be fetched: Admin Control does not say where it lies"
            } else if store == nil {
                "a summary cannot be fetched: configure object-store, the address below which it lies"
            } else {
                "a summary is not fetched: it does not lie below the object-store that is configured"
            }
        logger.error(
            reason,
            metadata: ["file": "\(shown)", "failure": "\(UpstreamFailure.outside.rawValue)"])
        failed(.outside)
        throw .failed
    }
}
