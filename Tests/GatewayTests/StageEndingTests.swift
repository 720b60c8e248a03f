import Foundation
import Meetings
import Services
import Stage
import TestSupport
import Testing

@testable import Gateway

@Suite("Stages when a gateway ends", .timeLimit(.minutes(10)))
struct StageEndingTests {
    @Test("a gateway that ends hangs up on pages, answers who waits, and is gone long before its time is over")
    func drain() async throws {
        let fixture = try await StageFixture { $0.limits.drainTime = .seconds(300) }
        let service = try fixture.service()
        let stage = try await service.openStage(meetingOrigin: StageFixture.meeting)
        let socket = try await PageBrowser(stage.address.url.reveal(), by: fixture.gateway.port).open()
        let first = try await service.stageArrivals(of: stage.identifier, after: 0)
        let poll = Task { try await service.stageArrivals(of: stage.identifier, after: first.next) }
        let began = ContinuousClock.now
        await fixture.gateway.server.end()
        #expect(ContinuousClock.now - began < .seconds(150))
        #expect(await socket.hears("close 1000"))
        #expect(await socket.hears("end"))
        await #expect(throws: ServiceError.self) { try await poll.value }
        await fixture.stop()
    }

    @Test("a gateway that begins anew has the stage opened anew, under another address")
    func restart() async throws {
        let port = UInt16(try FreePort.find())
        let before = try await StageFixture(port: port)
        let transported = try await StageFixture()
        let line = try await RelayedLine.open(
            by: transported.service(port: port), meetingOrigin: StageFixture.meeting,
            backOff: BackOff(first: 0.05, longest: 0.2, least: 0.05))
        let news = HeardLine(line)
        let address = try await line.freshAddress().url.reveal()
        let old = try await PageBrowser(address, by: port).open(saying: ["hello"])
        #expect(await news.hears("1: hello"))
        await before.stop()
        #expect(await old.hears("end"))
        #expect(await news.hears("broken"))
        let after = try await StageFixture(port: port)
        var browser: PageBrowser?
        let end = ContinuousClock.now + .seconds(60)
        while browser == nil, ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(20))
            // Until the line has found out, there is no address to be had.
            guard let address = try? await line.freshAddress().url.reveal() else { continue }
            browser = try? await PageBrowser(address, by: port)
        }
        let socket = try await #require(browser).open(saying: ["I am new"])
        #expect(await news.hears("2: I am new"))
        line.send("welcome", to: StageTab(2))
        line.send("nobody is there", to: StageTab(1))
        #expect(await socket.hears("welcome"))
        let heard = news.heard.value.filter { $0 != "closed 1" }
        #expect(heard == ["opened 1", "1: hello", "broken", "mended", "opened 2", "2: I am new"])
        #expect(news.heard.value.contains("closed 1"))
        #expect(socket.heard.value == ["welcome"])
        await line.end()
        await after.stop()
        await transported.stop()
    }

    @Test("a gateway behind nginx serves pages and their WebSockets", .enabled(if: Nginx.isInstalled))
    func nginx() async throws {
        let fixture = try await StageFixture { $0.trustedProxies = [.loopback4] }
        let front = try Nginx(
            """
            map $http_upgrade $connection_upgrade {
                default upgrade;
                "" "";
            }
            server {
                listen 127.0.0.1:{port};
                location / {
                    proxy_pass http://127.0.0.1:\(fixture.gateway.port);
                    proxy_http_version 1.1;
                    proxy_set_header Upgrade $http_upgrade;
                    proxy_set_header Connection $connection_upgrade;
                    proxy_set_header Host $host;
                    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                }
            }
            """)
        let line = try await RelayedLine.open(
            by: fixture.service(port: UInt16(front.port)), meetingOrigin: StageFixture.meeting)
        let news = HeardLine(line)
        let browser = try await PageBrowser(try await line.freshAddress().url.reveal(), by: UInt16(front.port))
        #expect(try await browser.ask().contains("<!doctype html>"))
        let socket = try await browser.open(saying: ["hello"])
        #expect(await news.hears("1: hello"))
        line.send("there you are", to: StageTab(1))
        #expect(await socket.hears("there you are"))
        await line.end()
        #expect(await socket.hears("end"))
        #expect(fixture.gateway.log.contains("\"client\":\"127.0.0.1\""))
        await fixture.stop()
    }
}
