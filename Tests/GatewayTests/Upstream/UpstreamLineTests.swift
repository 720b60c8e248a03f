import Foundation
import HTTPTypes
import Logging
import Meetings
import Sandbox
import Services
import TestSupport
import Testing
import Transport

@testable import Gateway

@Suite("A call behind the gateway", .timeLimit(.minutes(10)))
struct UpstreamLineTests {
    @Test(
        "a reading is repeated where the server was out of reach",
        arguments: ["503*1", "503*2", "502*2", "504*1", "503:1*1", "cut*1", "reset*2", "unanswered*1"])
    func repeatsReadings(fault: String) async throws {
        try await UpstreamScene.open(faults: ["proconf-features=\(fault)"]) { scene in
            let failures = Int(String(fault.suffix(1)))!
            let features = try await scene.adminControl.features()
            #expect(features["features"] != nil)
            #expect(scene.asked == Array(repeating: "GET configuration", count: failures + 1))
            #expect(scene.failures.value.count == failures)
            #expect(scene.clock.pauses.count == failures)
            #expect(scene.clock.pauses.allSatisfy { $0 >= .milliseconds(20) && $0 <= .seconds(1) })
        }
    }

    @Test("it is made three times at most")
    func mostTries() async throws {
        try await UpstreamScene.open(faults: ["proconf-meetings=503"]) { scene in
            #expect(await refusal { () throws(GatewayRefusal) in try await scene.adminControl.meetings() } == .failed)
            #expect(scene.asked.count == 3)
            #expect(scene.failures.value == [.failed, .failed, .failed])
        }
    }

    @Test(
        "it is not repeated where that would gain nothing",
        arguments: ["400", "401", "403", "404", "409", "429", "500", "503:2", "truncated", "web-page", "redirect"])
    func repeatsNoRefusal(fault: String) async throws {
        try await UpstreamScene.open(faults: ["proconf-features=\(fault)"]) { scene in
            #expect(await refusal { () throws(GatewayRefusal) in try await scene.adminControl.features() } == .failed)
            #expect(scene.asked.count == 1)
        }
    }

    @Test("a token is never asked for twice", arguments: ["503", "502", "cut", "unanswered", "reset"])
    func repeatsNoToken(fault: String) async throws {
        try await UpstreamScene.open(faults: ["proconf-token=\(fault)*1"]) { scene in
            let admin = scene.adminControl
            #expect(
                await refusal { () throws(GatewayRefusal) in
                    try await admin.token(role: "owner", room: "a", participantName: "b")
                } == .failed)
            #expect(scene.asked == ["POST proconf-token"])
            #expect(scene.failures.value.count == 1)
        }
    }

    @Test("its time is over for all its tries together, and then it is not repeated")
    func timeLimit() async throws {
        try await UpstreamScene.open(
            faults: ["proconf-status=503*1", "proconf-status=silence"],
            test: { scene in
                let admin = scene.adminControl
                async let answer = refusal { () throws(GatewayRefusal) in try await admin.status(of: "a") }
                try await scene.requests(2)
                scene.clock.advance(by: .seconds(300))
                #expect(await answer == .failed)
                #expect(scene.failures.value == [.failed, .timedOut])
                #expect(scene.asked.count == 2)
            })
    }

    @Test("each try has the time that is left")
    func remainingTime() async throws {
        let clock = UpstreamTestClock()
        let transport = BusyTransport()
        var configuration = GatewayConfiguration(adminControl: try #require(URL(string: "https://admin.example/api")))
        configuration.upstreamTimeout = .seconds(10)
        let admin = AdminControl(
            configuration, transport: transport, clock: clock.clock, logger: .silent, failed: { _ in })
        #expect(await refusal { () throws(GatewayRefusal) in try await admin.meetings() } == .failed)
        let (pauses, timeouts) = (clock.pauses, transport.timeouts.value)
        #expect(pauses.count == 2)
        #expect(timeouts == [.seconds(10), .seconds(10) - pauses[0], .seconds(10) - pauses[0] - pauses[1]])
    }

    @Test("waiting for a connection counts, too")
    func waiting() async throws {
        try await UpstreamScene.open(
            faults: ["proconf-status=silence"], connections: 1,
            test: { scene in
                let admin = scene.adminControl
                async let first = refusal { () throws(GatewayRefusal) in try await admin.status(of: "a") }
                try await scene.requests(1)
                async let second = refusal { () throws(GatewayRefusal) in try await admin.status(of: "b") }
                async let third = refusal { () throws(GatewayRefusal) in try await admin.meetings() }
                while admin.callsUnderWay < 3 { await Task.yield() }
                scene.clock.advance(by: .seconds(300))
                #expect(await [first, second, third] == [.failed, .failed, .failed])
                #expect(scene.failures.value == [.timedOut, .timedOut, .timedOut])
                #expect(scene.asked.count == 1)
            })
    }

    @Test("who gives up is no failure of the server")
    func givenUp() async throws {
        try await UpstreamScene.open(faults: ["proconf-status=silence"]) { scene in
            let admin = scene.adminControl
            let task = Task { await refusal { () throws(GatewayRefusal) in try await admin.status(of: "a") } }
            try await scene.requests(1)
            task.cancel()
            #expect(await task.value == .failed)
            #expect(scene.failures.value.isEmpty && scene.log.lines.isEmpty)
        }
    }

    @Test("a server that fails is left alone, and asked by one call when the pause is over")
    func breaker() async throws {
        try await UpstreamScene.open(faults: ["proconf-status=500*6", "proconf-status=slow:0"]) { scene in
            try await scene.begin("a")
            let admin = scene.adminControl
            func ask() async -> GatewayRefusal? {
                await refusal { () throws(GatewayRefusal) in try await admin.status(of: "a") }
            }
            for _ in 0..<5 { #expect(await ask() == .failed) }
            #expect(scene.asked.count == 5)
            #expect(await !admin.isReady())
            for _ in 0..<3 { #expect(await ask() == .failed) }
            #expect(await refusal { () throws(GatewayRefusal) in try await admin.meetings() } == .failed)
            #expect(
                await refusal { () throws(GatewayRefusal) in
                    try await admin.token(role: "owner", room: "a", participantName: "b")
                } == .failed)
            #expect(scene.asked.count == 5)
            #expect(
                scene.failures.value == Array(repeating: .failed, count: 5) + Array(repeating: .breakerOpen, count: 5))

            scene.clock.advance(by: .seconds(1))
            #expect(await ask() == .failed)
            #expect(await ask() == .failed)
            #expect(scene.asked.count == 6)
            scene.clock.advance(by: .seconds(1))
            #expect(await ask() == .failed)
            #expect(scene.asked.count == 6)
            scene.clock.advance(by: .seconds(1))
            #expect(await ask() == nil)
            #expect(await ask() == nil)
            #expect(scene.asked.count == 8)
            let lines = scene.log.lines.filter { $0.contains("asked") || $0.contains("again") }
            #expect(lines.map { $0.prefix(6) } == ["error ", "error ", "notice"])
        }
    }

    @Test("a room without a meeting is an answer like any other")
    func notFoundIsNoOutage() async throws {
        try await UpstreamScene.open { scene in
            let admin = scene.adminControl
            for _ in 0..<20 {
                #expect(await refusal { () throws(GatewayRefusal) in try await admin.status(of: "none") } == .notFound)
            }
            #expect(scene.failures.value.isEmpty && scene.log.lines.isEmpty && scene.asked.count == 20)
        }
    }

    @Test("nobody listens: readings are repeated, and the words say so")
    func unreachable() async throws {
        try await UpstreamScene.open { scene in
            await scene.sandbox.beginOutage()
            #expect(await refusal { () throws(GatewayRefusal) in try await scene.adminControl.meetings() } == .failed)
            #expect(scene.failures.value == [.unreachable, .unreachable, .unreachable])
            #expect(scene.log.lines.allSatisfy { $0.contains("failure=unreachable") })
        }
    }
}

/// Answers that it is busy, and notes the time that it was given.
private final class BusyTransport: HTTPTransport {
    let timeouts = Watched<[Duration?]>([])

    func send(
        _ request: HTTPRequest,
        body: Data?,
        timeout: Duration?,
        limit: Int?
    ) async throws(TransportError) -> TransportResponse {
        timeouts.update { $0.append(timeout) }
        return TransportResponse(head: HTTPResponse(status: 503), body: Data(), duration: .zero, receivedAt: .now)
    }
}
