import Foundation
import HTTPTypes
import Meetings
import Services
import Stage
import TestSupport
import Testing

@testable import Gateway

@Suite("Stages that a gateway carries", .timeLimit(.minutes(10)))
struct StageRelayTests {
    @Test("page and console speak to each other through the gateway, from the first hello to the end")
    func wholeWay() async throws {
        try await StageFixture.run { fixture in
            let line = try await fixture.line()
            let news = HeardLine(line)
            let address = try await line.freshAddress()
            #expect(address.url.reveal().hasPrefix("\(StageFixture.origin)/stage/"))
            #expect(address.url.reveal().hasSuffix(address.secret.reveal()) && address.port == nil)
            let browser = try await PageBrowser(address.url.reveal(), by: fixture.gateway.port)
            #expect(browser.entry.hasPrefix("HTTP/1.1 303 "))
            #expect(browser.entry.contains("; Path=\(browser.path); HttpOnly; SameSite=Lax; Secure"))
            let page = try await browser.ask()
            #expect(page.hasPrefix("HTTP/1.1 200 ") && page.contains("<!doctype html>"))
            #expect(page.contains("script-src 'self' \(StageFixture.meeting);"))
            #expect(page.contains("connect-src 'self' wss://gateway.example;"))
            #expect(!page.contains("default-src 'none'; frame-ancestors 'none'\r\n"))
            let socket = try await browser.open(saying: ["hello", "second"])
            for words in ["opened 1", "1: hello", "1: second"] { #expect(await news.hears(words)) }
            #expect(news.heard.value == ["opened 1", "1: hello", "1: second"])
            let long = String(repeating: "ã", count: 40_000)
            for text in ["one", long, "three"] { line.send(text, to: StageTab(1)) }
            #expect(await socket.hears("three"))
            #expect(socket.heard.value == ["one", long, "three"])
            line.close(StageTab(1))
            #expect(await socket.hears("close 1000"))
            #expect(await news.hears("closed 1"))
            let again = try await browser.open()
            #expect(await news.hears("opened 2"))
            await line.end()
            #expect(await news.hears("end"))
            #expect(await again.hears("end"))
            #expect(try await browser.ask().hasPrefix("HTTP/1.1 404 "))
        }
    }

    @Test("an address is good once, and the next one makes it void")
    func addresses() async throws {
        try await StageFixture.run { fixture in
            let line = try await fixture.line()
            let first = try await line.freshAddress().url.reveal()
            let second = try await line.freshAddress().url.reveal()
            await #expect(throws: SystemFailure.self) { try await PageBrowser(first, by: fixture.gateway.port) }
            _ = try await PageBrowser(second, by: fixture.gateway.port)
            await #expect(throws: SystemFailure.self) { try await PageBrowser(second, by: fixture.gateway.port) }
            await line.end()
        }
    }

    @Test("a WebSocket is given to the page of the public address alone, by the browser that was let in")
    func strangers() async throws {
        try await StageFixture.run { fixture in
            let line = try await fixture.line()
            let browser = try await fixture.browser(at: line)
            for request in [
                browser.request(origin: "https://evil.example"),
                browser.request(origin: StageFixture.origin, cookie: "gavel-stage=none"),
                browser.request(origin: "http://gateway.example"),
                browser.request(origin: StageFixture.origin).replacing("gavel-stage.1", with: "other"),
            ] {
                #expect(try await fixture.gateway.wire.say(request, .waiting).hasPrefix("HTTP/1.1 403 "))
            }
            #expect(try await browser.ask("socket").hasPrefix("HTTP/1.1 426 "))
            #expect(try await browser.ask("other").hasPrefix("HTTP/1.1 303 "))
            await line.end()
        }
    }

    @Test("pages and calls of programs may follow each other on one connection")
    func oneConnection() async throws {
        try await StageFixture.run { fixture in
            let line = try await fixture.line()
            let browser = try await fixture.browser(at: line)
            let page = "GET \(browser.path)stage.css HTTP/1.1\r\nHost: a\r\nCookie: \(browser.cookie)\r\n\r\n"
            let said = try await fixture.gateway.wire.say(
                page + "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n" + page
                    + "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", .waiting)
            #expect(said.matches(of: /HTTP\/1\.1 200 OK/).count == 4)
            #expect(said.matches(of: /text\/css/).count == 2 && said.matches(of: /"alive"/).count == 2)
            await line.end()
        }
    }

    @Test("neither names of stages nor secrets nor cookies are in the access log, and every answer is")
    func log() async throws {
        try await StageFixture.run { fixture in
            let service = try fixture.service()
            let stage = try await service.openStage(meetingOrigin: StageFixture.meeting)
            let browser = try await PageBrowser(stage.address.url.reveal(), by: fixture.gateway.port)
            _ = try await browser.ask()
            let socket = try await browser.open(saying: ["a secret word"])
            _ = try await service.stageArrivals(of: stage.identifier, after: 0)
            try await service.send([.text("another word", tab: 1)], toStage: stage.identifier, first: 1)
            _ = try await service.freshStageAddress(of: stage.identifier)
            try await service.endStage(stage.identifier)
            #expect(await socket.hears("end"))
            let log = fixture.gateway.log
            for path in [
                "/stages", "/stages/{stage}/arrivals", "/stages/{stage}/messages", "/stages/{stage}/secret",
                "/stages/{stage}", "/stage/{stage}/{part}", "/stage/{stage}/socket",
            ] { #expect(log.contains("\"route\":\"\(path)\"")) }
            #expect(log.contains("\"status\":303") && log.contains("\"status\":101"))
            let cookie = browser.cookie.drop { $0 != "=" }.dropFirst()
            for secret in [
                stage.identifier, stage.address.secret.reveal(), String(cookie), browser.path, "a secret word",
                "another word",
            ] { #expect(!log.contains(secret)) }
        }
    }
}
