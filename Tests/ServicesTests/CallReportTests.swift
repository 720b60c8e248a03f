import Foundation
import Logging
import Meetings
import Sandbox
import Services
import Synchronization
import Testing
import Transport

@Suite("What is written down about calls", .timeLimit(.minutes(10)))
struct CallReportTests {
    @Test("an answer: method, address, status, milliseconds, and the service's name for the request")
    func answered() async throws {
        try await Hospital.open(
            script: { _ in .body("[]") },
            test: { hospital in
                let log = RecordedLog()
                _ = try await hospital.scripted(log: log).listConferences()
                let event = try #require(log.events.first)
                #expect(log.events.count == 1 && event.level == .info)
                #expect(event.metadata["method"] == "GET" && event.metadata["status"] == "200")
                #expect(event.metadata["url"] == "\(hospital.address.v4h)/sessions")
                #expect(event.metadata["ms"].flatMap { Int($0) } ?? -1 >= 0)
                #expect(event.metadata["request"] == hospital.wire.all.first?.identifier)
            })
    }

    @Test("a refusal: besides, what it was, and each of two tries")
    func refused() async throws {
        try await Hospital.open(
            script: { _ in .body("no", 401) },
            test: { hospital in
                let log = RecordedLog()
                let service = hospital.scripted(log: log)
                _ = try await failure { () async throws(ServiceError) in try await service.listConferences() }
                #expect(log.events.count == 2)
                #expect(log.events.allSatisfy { $0.level == .warning && $0.metadata["status"] == "401" })
                #expect(log.events.allSatisfy { $0.metadata["failure"]?.hasPrefix("Could not ") == true })
            })
    }

    @Test("no answer: what it was")
    func unanswered() async throws {
        try await Hospital.open(
            script: { _ in SandboxAnswer(200, delivery: .cut) },
            test: { hospital in
                let log = RecordedLog()
                let service = hospital.scripted(log: log)
                _ = try await failure { () async throws(ServiceError) in try await service.listConferences() }
                let event = try #require(log.events.last)
                #expect(event.level == .warning && event.metadata["status"] == nil)
                #expect(event.metadata["failure"]?.isEmpty == false)
            })
    }

    @Test("neither a query, nor a header, nor a body, nor what the service says back of them")
    func noSecrets() async throws {
        try await Hospital.open(
            script: { request in
                let body = String(decoding: request.body, as: UTF8.self)
                return .body("no \(request.headers["authorization"] ?? "") \(body)", 403)
            },
            test: { hospital in
                let log = RecordedLog()
                let service = hospital.scripted(log: log)
                let authentication = V4HAuthentication(
                    transport: hospital.transport, deployment: hospital.deployment(), logger: log.logger)
                _ = try await failure { () async throws(ServiceError) in try await service.listConferences() }
                _ = try await failure { () async throws(ServiceError) in
                    try await authentication.login(username: "ana", password: "hunter-2")
                }
                _ = try await failure { () async throws(ServiceError) in
                    try await authentication.refreshToken("refresh-1")
                }
                _ = try? await authentication.loginWithToken("access-9")
                let text = log.events.map { "\($0.message) \($0.metadata)" }.joined(separator: "\n")
                #expect(log.events.count >= 4)
                for secret in ["hunter-2", "refresh-1", "access-1", "access-9", "?"] {
                    #expect(!text.contains(secret), "\(secret) in \(text)")
                }
            })
    }
}

extension Hospital {
    /// A service whose every answer is scripted, and whose calls are written down.
    fileprivate func scripted(log: RecordedLog) -> V4HService {
        V4HService(transport: transport, deployment: deployment(), tokens: TokenDesk("access-1"), logger: log.logger)
    }
}

/// Keeps what is logged.
private final class RecordedLog: Sendable {
    struct Event: Sendable {
        let level: Logger.Level
        let message: String
        let metadata: [String: String]
    }

    private struct Handler: LogHandler {
        let log: RecordedLog
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let metadata = (event.metadata ?? [:]).mapValues { "\($0)" }
            log.kept.withLock {
                $0.append(Event(level: event.level, message: event.message.description, metadata: metadata))
            }
        }
    }

    private let kept = Mutex<[Event]>([])

    var events: [Event] { kept.withLock(\.self) }

    var logger: Logger { Logger(label: "test") { _ in Handler(log: self) } }
}
