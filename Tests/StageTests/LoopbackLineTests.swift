import Foundation
import Meetings
import TestSupport
import Testing

@testable import Stage

@Suite("A stage on this machine's wire", .timeLimit(.minutes(10)))
struct LoopbackLineTests {
    private static let origin = "https://meet.example.org"

    /// A line, its page's path, and a browser that has come in.
    private struct Bench {
        let line: LoopbackLine
        let browser: WireBrowser
        let path: String
        let cookie: String
        let arrivals = Watched<[String]>([])

        init(_ limits: StageLimits = StageLimits()) async throws {
            line = try await LoopbackLine.open(meetingOrigin: LoopbackLineTests.origin, limits: limits)
            browser = WireBrowser(port: line.port)
            let address = try await line.freshAddress().url.reveal()
            path = String(try #require(URL(string: address)?.path.split(separator: "/").first.map { "/\($0)/" }))
            cookie = try await browser.enter(address)
            Task { [arrivals, line] in
                for await arrival in line.arrivals { arrivals.update { $0.append(Bench.words(arrival)) } }
                arrivals.update { $0.append("finished") }
            }
        }

        static func words(_ arrival: StageArrival) -> String {
            switch arrival {
            case .opened(let tab): "\(tab.number) opened"
            case .text(let tab, let text): "\(tab.number): \(text.prefix(100))"
            case .closed(let tab): "\(tab.number) closed"
            case .broken: "broken"
            case .mended: "mended"
            }
        }

        func open(cookie: String? = nil, host: String? = nil, origin: String? = nil) async throws -> WireSocket {
            try await browser.open(path: path, cookie: cookie ?? self.cookie, host: host, origin: origin)
        }

        func wait(for words: String) async -> Bool {
            await arrivals.wait(seconds: 60) { $0.contains(words) ? true : nil } ?? false
        }
    }

    @Test("the address leads to the page by way of a cookie, once, and HEAD uses nothing up")
    func entering() async throws {
        let line = try await LoopbackLine.open(meetingOrigin: Self.origin)
        let browser = WireBrowser(port: line.port)
        let address = try await line.freshAddress()
        #expect(address.port == line.port)
        #expect(address.url.reveal().hasSuffix(address.secret.reveal()))
        let path = try #require(URL(string: address.url.reveal())).path
        let head = try await browser.ask(path, method: "HEAD")
        #expect(head.hasPrefix("HTTP/1.1 200 "))
        #expect(head.hasSuffix("\r\n\r\n"))
        let first = try await browser.ask(path)
        #expect(first.hasPrefix("HTTP/1.1 303 "))
        let cookie = try #require(first.firstMatch(of: /Set-Cookie: ([^;\r]+)/)).1
        let page = path.split(separator: "/")[0]
        #expect(try await browser.ask(path).hasPrefix("HTTP/1.1 403 "))
        let answer = try await browser.ask("/\(page)/", cookie: String(cookie))
        #expect(answer.hasPrefix("HTTP/1.1 200 "))
        #expect(answer.contains("stage.js"))
        #expect(answer.contains("Content-Security-Policy: default-src 'none';"))
        #expect(try await browser.ask("/\(page)/", cookie: String(cookie), fields: "").contains("Connection: close"))
        #expect(try await browser.ask("/favicon.ico").hasPrefix("HTTP/1.1 404 "))
        #expect(
            try await browser.ask("/\(page)/", host: "evil.example", cookie: String(cookie)).hasPrefix("HTTP/1.1 421 "))
        #expect(try await browser.ask(path, method: "POST").hasPrefix("HTTP/1.1 405 "))
        await line.end()
        await #expect(throws: SystemFailure.self) { try await browser.ask(path) }
        await #expect(throws: StageError.cannotListen(port: line.port, reason: "the stage is over")) {
            try await line.freshAddress()
        }
    }

    @Test("what is no request gets a clear answer, and so does one that is too long")
    func malformed() async throws {
        let bench = try await Bench()
        #expect(try await bench.browser.say("nonsense\r\n\r\n").hasPrefix("HTTP/1.1 400 "))
        let long = String(repeating: "x", count: 20_000)
        #expect(try await bench.browser.ask("/", fields: "X: \(long)\r\n").hasPrefix("HTTP/1.1 400 "))
        #expect(try await bench.browser.ask("/\(long)").hasPrefix("HTTP/1.1 4"))
        let body = "Content-Length: 5\r\n\r\nhello"
        #expect(try await bench.browser.say("POST / HTTP/1.1\r\nHost: localhost\r\n\(body)").hasPrefix("HTTP/1.1 400 "))
        await bench.line.end()
    }

    @Test("a request whose head never ends is ended, and so is a connection without one")
    func unfinished() async throws {
        var limits = StageLimits()
        limits.requestTime = 0.3
        let line = try await LoopbackLine.open(meetingOrigin: Self.origin, limits: limits)
        let browser = WireBrowser(port: line.port)
        #expect(try await browser.say("GET / HTTP/1.1\r\nHost: local") == "")
        #expect(try await browser.say("") == "")
        await line.end()
    }

    @Test("texts go both ways, in order, and pings are answered")
    func texts() async throws {
        let bench = try await Bench()
        let tab = try await bench.open()
        #expect(await bench.wait(for: "1 opened"))
        for number in 0..<100 { tab.say("text \(number)") }
        #expect(await bench.wait(for: "1: text 99"))
        #expect(bench.arrivals.value.dropFirst() == ArraySlice((0..<100).map { "1: text \($0)" }))
        for number in 0..<100 { bench.line.send("answer \(number)", to: StageTab(1)) }
        #expect(await tab.hears("answer 99"))
        #expect(tab.heard.value == (0..<100).map { "answer \($0)" })
        tab.send(opcode: 9, Array("p".utf8))
        #expect(await tab.hears("pong p"))
        tab.send(opcode: 2, [1, 2, 3])
        tab.send(opcode: 1, Array("in ".utf8), isFinal: false)
        tab.send(opcode: 0, Array("two".utf8))
        #expect(await bench.wait(for: "1: in two"))
        bench.line.send("none", to: StageTab(7))
        tab.send(opcode: 8, [0x03, 0xE8])
        #expect(await tab.hears("close 1000"))
        #expect(await bench.wait(for: "1 closed"))
        await bench.line.end()
        #expect(await bench.wait(for: "finished"))
    }

    @Test("a tunnel may have another port, and the other names of this machine are good")
    func otherPort() async throws {
        let bench = try await Bench()
        for host in ["localhost:9999", "127.0.0.1:1", "[::1]:8080"] { _ = try await bench.open(host: host) }
        await bench.line.end()
    }

    @Test("no page of another origin, no other host, and nobody without the cookie gets the WebSocket")
    func refusedSockets() async throws {
        let bench = try await Bench()
        let refusals: [(host: String?, origin: String?, cookie: String?, status: Int)] = [
            (nil, "https://meet.example.org", nil, 403), (nil, "http://localhost:\(bench.line.port)", nil, 403),
            (nil, "null", nil, 403), ("evil.example", nil, nil, 421), (nil, nil, "gavel-stage=wrong", 403),
        ]
        for refusal in refusals {
            do {
                _ = try await bench.open(cookie: refusal.cookie, host: refusal.host, origin: refusal.origin)
                Issue.record("\(refusal) was let in")
            } catch let failure as SystemFailure {
                #expect("\(failure)".contains("HTTP/1.1 \(refusal.status) "))
            }
        }
        await #expect(throws: SystemFailure.self) {
            try await bench.browser.open(path: bench.path, cookie: bench.cookie, subprotocol: "other")
        }
        await #expect(throws: SystemFailure.self) {
            try await bench.browser.open(path: "/other/", cookie: bench.cookie)
        }
        #expect(bench.arrivals.value == [])
        await bench.line.end()
    }

    @Test("a text that is too long, in one frame or in many, and one that is none, end the tab")
    func badFrames() async throws {
        let bench = try await Bench()
        var tab = try await bench.open()
        tab.send(opcode: 1, [UInt8](repeating: 0x20, count: 1 << 20))
        #expect(await bench.wait(for: "1: " + String(repeating: " ", count: 100)))
        tab.send(opcode: 1, [UInt8](repeating: 0x20, count: (1 << 20) + 1))
        #expect(await tab.hears("close 1009"))
        #expect(await bench.wait(for: "1 closed"))
        tab = try await bench.open()
        let part = [UInt8](repeating: 0x20, count: 1 << 18)
        tab.send(opcode: 1, part, isFinal: false)
        for _ in 0..<4 { tab.send(opcode: 0, part, isFinal: false) }
        #expect(await tab.hears("close 1009"))
        tab = try await bench.open()
        tab.send(opcode: 1, [0xFF, 0xFE])
        #expect(await tab.hears("close 1007"))
        tab = try await bench.open()
        tab.send(opcode: 0, [0x20])
        #expect(await tab.hears("close 1002"))
        #expect(await bench.wait(for: "4 closed"))
        await bench.line.end()
    }

    @Test("a tab that does not read costs no more memory than it may")
    func backPressure() async throws {
        var limits = StageLimits()
        limits.unreadBytes = 1 << 20
        let bench = try await Bench(limits)
        let browser = bench.browser
        // A connection whose answers nobody takes.
        let socket = try LoopbackSocket(to: browser.port)
        defer { socket.hangUp() }
        socket.send(WireBrowser.request(path: bench.path, cookie: bench.cookie, host: "localhost").utf8)
        #expect(await bench.wait(for: "1 opened"))
        let text = String(repeating: "x", count: 1 << 18)
        for _ in 0..<256 { bench.line.send(text, to: StageTab(1)) }
        #expect(await bench.wait(for: "1 closed"))
        await bench.line.end()
    }

    @Test("a tab that floods is read more slowly, and loses nothing")
    func pacing() async throws {
        var limits = StageLimits()
        limits.burstBytes = 1 << 16
        limits.bytesASecond = 1 << 20
        let bench = try await Bench(limits)
        let tab = try await bench.open()
        let text = String(repeating: "x", count: 1 << 16)
        try await onThread { for _ in 0..<8 { tab.say(text) } }
        tab.say("last")
        #expect(await bench.wait(for: "1: last"))
        #expect(bench.arrivals.value.count == 10)
        await bench.line.end()
    }

    @Test("the 33rd connection is not taken, and the next one after another has gone is")
    func tooMany() async throws {
        let bench = try await Bench()
        var tabs: [WireSocket] = []
        for _ in 0..<32 { tabs.append(try await bench.open()) }
        #expect(try await bench.browser.ask("/") == "")
        tabs[0].hangUp()
        #expect(await bench.wait(for: "1 closed"))
        // The connection is given back a moment after its tab is.
        var answer = ""
        let end = ContinuousClock.now + .seconds(60)
        while answer.isEmpty, ContinuousClock.now < end { answer = (try? await bench.browser.ask("/")) ?? "" }
        #expect(answer.hasPrefix("HTTP/1.1 404 "))
        await bench.line.end()
    }

    @Test("a browser that takes over leaves no way back to the one before")
    func keepOnly() async throws {
        let bench = try await Bench()
        let first = try await bench.open()
        let cookie = try await bench.browser.enter(try await bench.line.freshAddress().url.reveal())
        let second = try await bench.open(cookie: cookie)
        #expect(await bench.wait(for: "2 opened"))
        bench.line.keepOnly(StageTab(2))
        await #expect(throws: SystemFailure.self) { try await bench.open() }
        #expect(await first.hears("close 1000"))
        bench.line.send("y", to: StageTab(2))
        #expect(await second.hears("y"))
        await bench.line.end()
    }

    @Test("a port that is taken, and an origin that is none, are said to be so")
    func cannotListen() async throws {
        let line = try await LoopbackLine.open(meetingOrigin: Self.origin)
        await #expect(throws: StageError.cannotListen(port: line.port, reason: "Address already in use")) {
            try await LoopbackLine.open(port: line.port, meetingOrigin: Self.origin)
        }
        await #expect(throws: StageError.self) { try await LoopbackLine.open(meetingOrigin: "https://a; script-src *") }
        await line.end()
    }
}
