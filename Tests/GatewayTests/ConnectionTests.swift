import Foundation
import HTTPTypes
import Meetings
import Sandbox
import TestSupport
import Testing

@testable import Gateway

@Suite("Connections to a gateway", .timeLimit(.minutes(10)))
struct ConnectionTests {
    private static let refusal = #"{"data":null,"error":{"code":400,"message":"Invalid body in request."}}"#

    @Test(
        "what is no request is answered with 400 in the envelope, and the connection closes",
        arguments: [
            "nonsense\r\n\r\n", "GET /healthz\r\n\r\n",
            "GET /healthz HTTP/3.7\r\nHost: a\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "GET /healthz HTTP/1.1\r\n\r\n", "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "GET /healthz HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n", "GET /healthz HTTP/1.1\r\nHost: a\r\nX : b\r\n\r\n",
            "GET /healthz HTTP/1.1\r\nHost: a\r\nX: a\u{1}b\r\n\r\n",
            "POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
            "POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
            "POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
            "POST /auth/login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "POST /auth/login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\nContent-Encoding: gzip\r\n\r\n",
            "POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n{}",
            "POST /auth/login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}",
            "POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: 16385\r\n\r\n",
            "POST /auth/login HTTP/1.1\r\nHost: a\r\nExpect: tea\r\nContent-Length: 2\r\n\r\n{}",
        ])
    func refusesMalformed(text: String) async throws {
        let gateway = try await RunningGateway()
        let answer = try await gateway.wire.say(text)
        #expect(answer.hasPrefix("HTTP/1.1 400 Bad Request\r\n"), "\(answer)")
        #expect(answer.hasSuffix(ConnectionTests.refusal))
        #expect(answer.contains("Connection: close\r\n"))
        await gateway.stop()
    }

    @Test("a head or a chunked body beyond 16 KiB is refused before it ends")
    func limitsSizes() async throws {
        let gateway = try await RunningGateway()
        let long = String(repeating: "a", count: 9000)
        let head = "GET /healthz HTTP/1.1\r\nHost: a\r\nX-A: \(long)\r\nX-B: \(long)\r\n"
        #expect(try await gateway.wire.say(head, .waiting).hasPrefix("HTTP/1.1 400"))
        let fields = (0..<200).map { "X-\($0): a\r\n" }.joined()
        #expect(
            try await gateway.wire.say("GET /healthz HTTP/1.1\r\nHost: a\r\n\(fields)", .waiting).hasPrefix(
                "HTTP/1.1 400"))
        let chunk = "1000\r\n" + String(repeating: "b", count: 4096) + "\r\n"
        let body = "POST /auth/login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        #expect(
            try await gateway.wire.say(body + String(repeating: chunk, count: 5), .waiting).hasPrefix("HTTP/1.1 400"))
        await gateway.stop()
    }

    @Test("a caller who goes on sending still gets to read why it is refused")
    func lingers() async throws {
        let gateway = try await RunningGateway()
        let head = "POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: 8000000\r\n\r\n"
        let answer = try await gateway.wire.say([Array(head.utf8), [UInt8](repeating: 0x61, count: 4_000_000)])
        #expect(String(decoding: answer, as: UTF8.self).hasSuffix(ConnectionTests.refusal))
        await gateway.stop()
    }

    @Test("a request that is dripped in is cut off, whether it lacks its head or its body")
    func limitsTime() async throws {
        let body = "POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n{"
        let isRefused = { (answer: String) in answer.hasSuffix(ConnectionTests.refusal) }
        let answer = try await attempt(within: .milliseconds(200), until: isRefused) { time in
            let gateway = try await RunningGateway { $0.limits.requestTime = time }
            #expect(try await gateway.wire.say("GET /heal", .waiting).isEmpty)
            #expect(try await gateway.wire.say("", .waiting).isEmpty, "nobody keeps a connection without asking")
            let answer = try await gateway.wire.say(body, .waiting)
            await gateway.stop()
            return answer
        }
        #expect(isRefused(answer), "\(answer)")
    }

    @Test("a connection that is silent after an answer is closed")
    func limitsIdleness() async throws {
        let gateway = try await RunningGateway { $0.limits.idleTime = .milliseconds(200) }
        let answer = try await gateway.wire.say("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n", .waiting)
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(!answer.contains("Connection: close"))
        await gateway.stop()
    }

    @Test("requests that come together are answered one after the other")
    func pipelines() async throws {
        let gateway = try await RunningGateway()
        let one = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
        let two = "GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n"
        let answer = try await gateway.wire.say(one + two + one)
        let statuses = answer.components(separatedBy: "HTTP/1.1 ").dropFirst().map { $0.prefix(3) }
        #expect(statuses == ["200", "404", "200"])
        await gateway.stop()
    }

    @Test("the older HTTP is spoken, and closes unless asked to stay")
    func speaksTheOlderHTTP() async throws {
        let gateway = try await RunningGateway()
        #expect(try await gateway.wire.say("GET /healthz HTTP/1.0\r\n\r\n", .waiting).contains("Connection: close\r\n"))
        let kept = try await gateway.wire.say("GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        #expect(kept.contains("Connection: keep-alive\r\n"))
        await gateway.stop()
    }

    @Test("who waits for leave to send a body gets it")
    func continues() async throws {
        let gateway = try await RunningGateway()
        let answer = try await gateway.wire.say(
            """
            POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nExpect: 100-continue\r
            Content-Length: 2\r\n\r\n{}
            """)
        #expect(answer.hasPrefix("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 400 Bad Request\r\n"))
        await gateway.stop()
    }

    @Test(
        "who asks for another protocol is answered in this one, and the connection ends",
        arguments: [
            "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
            "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n",
        ])
    func upgradesNothing(text: String) async throws {
        let gateway = try await RunningGateway()
        // What comes behind it is not read into memory.
        let flood = [UInt8](repeating: 0x61, count: 2_000_000)
        let answer = String(decoding: try await gateway.wire.say([Array(text.utf8), flood], .waiting), as: UTF8.self)
        #expect(answer.contains("Connection: close\r\n"))
        #expect(answer.hasPrefix(text.hasPrefix("GET") ? "HTTP/1.1 200" : "HTTP/1.1 404"))
        await gateway.stop()
    }

    @Test("an answer under way is not lost by what comes behind its request")
    func answersBeforeGarbage() async throws {
        let gateway = try await RunningGateway()
        let request = "GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n"
        let garbage = Array("nonsense\r\n\r\nmore nonsense\r\n\r\n".utf8)
        let answer = try await gateway.wire.say([Array(request.utf8), garbage, garbage], .waiting)
        #expect(String(decoding: answer, as: UTF8.self).hasPrefix("HTTP/1.1 200 OK\r\n"))
        await gateway.stop()
    }

    @Test("the answer to HEAD has no body")
    func answersHead() async throws {
        let gateway = try await RunningGateway()
        let answer = try await gateway.wire.say("HEAD /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(answer.hasPrefix("HTTP/1.1 404 Not Found\r\n"))
        #expect(answer.hasSuffix("\r\n\r\n"))
        await gateway.stop()
    }

    @Test("one address has only so many connections, and gets new ones when it closes some")
    func limitsConnections() async throws {
        let gateway = try await RunningGateway { $0.limits.connectionsPerAddress = 2 }
        let first = try await gateway.wire.hold()
        let second = try await gateway.wire.hold()
        #expect(try await gateway.wire.say("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").isEmpty)
        first.hangUp()
        second.hangUp()
        try await eventually {
            try await gateway.wire.say("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").contains("200 OK")
        }
        #expect(gateway.metrics.text().contains(#"connections_refused_total{reason="too-many-from-one-address"}"#))
        await gateway.stop()
    }

    @Test("on a network address only trusted proxies get in, and are believed about whom they call for")
    func believesProxies() async throws {
        let closed = try await RunningGateway {
            $0.address = "0.0.0.0"
            $0.metricsReaders = []
        }
        #expect(try await closed.wire.say("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").isEmpty)
        await closed.stop()
        let open = try await RunningGateway {
            $0.address = "0.0.0.0"
            $0.trustedProxies = [.loopback4]
        }
        let forwarded = "X-Forwarded-For: 198.51.100.9, 203.0.113.7, 127.0.0.9\r\nX-Request-Id: from-the-proxy\r\n"
        let answer = try await open.wire.say("GET /healthz HTTP/1.1\r\nHost: a\r\n\(forwarded)\r\n")
        #expect(answer.contains("X-Request-Id: from-the-proxy\r\n"))
        await open.stop()
        #expect(open.log.contains(#""client":"203.0.113.7""#))
    }

    @Test("who is no trusted proxy is not believed")
    func believesNobodyElse() async throws {
        let gateway = try await RunningGateway()
        let forwarded = "X-Forwarded-For: 203.0.113.7\r\nX-Request-Id: mine\r\n"
        let answer = try await gateway.wire.say("GET /healthz HTTP/1.1\r\nHost: a\r\n\(forwarded)\r\n")
        #expect(!answer.contains("X-Request-Id: mine"))
        await gateway.stop()
        #expect(gateway.log.contains(#""client":"127.0.0.1""#))
    }
}

@Suite("The end of a gateway", .timeLimit(.minutes(10)))
struct GatewayEndTests {
    @Test("what is being answered is answered, idle connections close, and no new ones are taken")
    func drains() async throws {
        let gate = Gate()
        let gateway = try await RunningGateway(sandbox: gate.sandbox) { $0.limits.drainTime = .seconds(120) }
        let ana = try await gateway.token(of: "ana")
        let idle = try await gateway.wire.hold()
        let asked = Task { try await gateway.call(.get, "/meetings", bearer: ana) }
        await gate.waitUntilAsked()
        let end = Task { await gateway.server.end() }
        #expect(try await onThread { try idle.receiveAll() } == [], "it is closed although something is under way")
        try await eventually { !gateway.wire.isListenedTo }
        gate.open()
        let answer = try await asked.value
        #expect(answer.status == 200)
        #expect(answer.fields[.connection] == "close")
        await end.value
        await gateway.stop()
    }

    @Test("what is not answered within its time is cut off")
    func cutsOff() async throws {
        let gate = Gate()
        let gateway = try await RunningGateway(sandbox: gate.sandbox) { $0.limits.drainTime = .milliseconds(300) }
        let ana = try await gateway.token(of: "ana")
        let asked = Task { try await gateway.call(.get, "/meetings", bearer: ana) }
        await gate.waitUntilAsked()
        await gateway.server.end()
        await #expect(throws: (any Error).self) { try await asked.value }
        gate.open()
        await gateway.stop()
    }
}

@Suite("The end of a gateway under load", .timeLimit(.minutes(10)))
struct GatewayLoadTests {
    @Test("no request of a connection that was taken is lost, though all ask without a pause")
    func losesNothing() async throws {
        let gateway = try await RunningGateway {
            $0.limits.drainTime = .seconds(120)
            // Who asks without a pause may still get no time from a busy machine for a while.
            $0.limits.lastWords = .seconds(30)
        }
        let token = try await gateway.token(of: "ana")
        let body = #"{"role":"member","room":"team-a","participantName":"Ana"}"#
        let request = """
            POST /proconfToken HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r
            Authorization: Bearer \(token.reveal())\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)
            """
        let tally = await withTaskGroup(of: WireCaller.Tally.self) { group in
            for _ in 0..<32 { group.addTask { await gateway.wire.ask(Array(request.utf8)) } }
            group.addTask {
                await gateway.waitForCalls(100)
                await gateway.server.end()
                return WireCaller.Tally()
            }
            return await group.reduce(into: WireCaller.Tally()) { $0 += $1 }
        }
        #expect(tally.answered >= 100)
        #expect(tally.refusals == [] && tally.lost == 0, "\(tally) \(gateway.metrics.text())")
        await gateway.stop()
    }
}

/// Holds back what Admin Control says of ended meetings, until it is opened.
private final class Gate: Sendable {
    private let asked = AsyncStream.makeStream(of: Void.self)
    private let opened = AsyncStream.makeStream(of: Void.self)

    var sandbox: SandboxConfiguration {
        var configuration = SandboxConfiguration()
        configuration.middleware = { [asked, opened] request, next in
            if request.path.last == "meetings" {
                asked.continuation.yield()
                for await _ in opened.stream { break }
            }
            return await next(request)
        }
        return configuration
    }

    func waitUntilAsked() async { for await _ in asked.stream { break } }

    func open() { opened.continuation.finish() }
}

/// Tries until something holds, for a minute at most: a server learns of a closed connection in its own time.
private func eventually(_ holds: () async throws -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < end {
        if try await holds() { return }
        await Task.yield()
    }
    Issue.record("it has not come in a minute")
}
