import Foundation
import HTTPTypes
import Meetings
import Services
import Stage
import TestSupport
import Testing

@testable import Gateway

@Suite("What stages on a gateway may take, and who has them", .timeLimit(.minutes(10)))
struct StageQuotaTests {
    private static let body = #"{"meetingOrigin":"https://meet.example"}"#

    @Test("only who has signed in and has a role opens stages, and only its user reaches one")
    func rights() async throws {
        try await StageFixture.run { fixture in
            let gateway = fixture.gateway
            #expect(try await gateway.call(.post, "/stages", Self.body).status == 401)
            let carla = try await gateway.token(of: "carla")
            #expect(try await gateway.call(.post, "/stages", Self.body, bearer: carla).status == 401)
            let (ana, berta) = (try await gateway.token(of: "ana"), try await gateway.token(of: "berta"))
            let opened = try await gateway.call(.post, "/stages", Self.body, bearer: ana)
            let stage = try #require(opened.data?["stage"]?.text)
            let calls: [(HTTPRequest.Method, String, String?)] = [
                (.get, "/arrivals", nil), (.post, "/messages", #"{"first":1,"messages":[]}"#), (.post, "/secret", nil),
                (.delete, "", nil),
            ]
            for (method, path, body) in calls {
                let path = "/stages/\(stage)\(path)"
                #expect(try await gateway.call(method, path, body).status == 401)
                #expect(try await gateway.call(method, path, body, bearer: berta).status == 404)
            }
            // The name in the page's address is another.
            let name = try #require(opened.data?["url"]?.text).split(separator: "/")[3]
            #expect(try await gateway.call(.post, "/stages/\(name)/secret", bearer: ana).status == 404)
            #expect(try await gateway.call(.delete, "/stages/\(stage)", bearer: ana).status == 200)
            #expect(try await gateway.call(.delete, "/stages/\(stage)", bearer: ana).status == 404)
        }
    }

    @Test("without a public address there are neither stages nor pages")
    func none() async throws {
        try await StageFixture.run({ $0.publicOrigin = nil }) { fixture in
            let ana = try await fixture.gateway.token(of: "ana")
            #expect(try await fixture.gateway.call(.post, "/stages", Self.body, bearer: ana).status == 404)
            #expect(try await fixture.gateway.call(.get, "/stage/abc/").status == 404)
            await #expect(throws: StageError.self) { try await fixture.line() }
        }
    }

    @Test(
        "a stage is opened for a deployment that is listed, and without a list for any that is reached by https",
        arguments: [
            ("https://meet.example", [], 400), ("http://127.0.0.1:8080", [], 200),
            ("https://meet.example/", ["https://meet.example"], 200),
            ("http://meet.example", [], 400), ("https://meet.example/path", [], 400),
            ("https://a;script-src *", [], 400),
            ("", [], 400), ("https://meet.example", ["https://meet.example"], 200),
            ("https://other.example", ["https://meet.example"], 400),
        ] as [(String, [String], Int)])
    func origins(origin: String, listed: [String], status: Int) async throws {
        try await StageFixture.run({ $0.meetingOrigins = Set(listed.compactMap { MeetingOrigin($0) }) }) { fixture in
            let ana = try await fixture.gateway.token(of: "ana")
            let body = try JSONEncoder().encode(JSONValue.object(["meetingOrigin": .string(origin)]))
            let answer = try await fixture.gateway.call(
                .post, "/stages", String(decoding: body, as: UTF8.self), bearer: ana)
            #expect(answer.status == status)
        }
    }

    @Test("a user has so many stages at once, and others have theirs")
    func count() async throws {
        try await StageFixture.run { fixture in
            let (ana, berta) = (try fixture.service(of: "ana"), try fixture.service(of: "berta"))
            var stages: [GatewayStage] = []
            for _ in 0..<4 { stages.append(try await ana.openStage(meetingOrigin: StageFixture.meeting)) }
            await #expect(throws: StageError.noRelay("you have as many stages there as one may have.")) {
                try await fixture.line(of: "ana")
            }
            _ = try await berta.openStage(meetingOrigin: StageFixture.meeting)
            #expect(fixture.gateway.metrics.text().contains("gavel_gateway_stages 5\n"))
            try await ana.endStage(stages[0].identifier)
            _ = try await ana.openStage(meetingOrigin: StageFixture.meeting)
        }
    }

    @Test("a page that says more than anybody fetches is hung up on, and what was taken is not lost")
    func flood() async throws {
        try await StageFixture.run({ $0.stageLimits.waitingBytes = 20_000 }) { fixture in
            let service = try fixture.service()
            let stage = try await service.openStage(meetingOrigin: StageFixture.meeting)
            let browser = try await PageBrowser(stage.address.url.reveal(), by: fixture.gateway.port)
            let socket = try await browser.open()
            let text = String(repeating: "x", count: 936)
            for _ in 0..<100 { socket.say(text) }
            #expect(await socket.hears("end"))
            var kinds: [GatewayArrivals.Kind] = []
            var after = 0
            while kinds.last != .closed {
                let news = try await service.stageArrivals(of: stage.identifier, after: after)
                try #require(!news.arrivals.isEmpty)
                kinds += news.arrivals.map(\.kind)
                after = news.next
            }
            #expect(kinds == [.opened] + Array(repeating: .text(text), count: 19) + [.closed])
            let again = try await browser.open(saying: ["back"])
            let news = try await service.stageArrivals(of: stage.identifier, after: after)
            #expect(news.arrivals.first?.kind == .opened)
            again.hangUp()
        }
    }

    @Test("a stage whose console does not call is dropped, and one whose console waits is not")
    func silence() async throws {
        try await StageFixture.run({
            $0.stageLimits.silence = .seconds(15)
            $0.stageLimits.pollTime = .seconds(25)
        }) { fixture in
            let service = try fixture.service()
            let waiting = try await service.openStage(meetingOrigin: StageFixture.meeting)
            let poll = Task { try await service.stageArrivals(of: waiting.identifier, after: 0) }
            let silent = try await service.openStage(meetingOrigin: StageFixture.meeting)
            let news = Task { try await service.stageArrivals(of: silent.identifier, after: 0) }
            let socket = try await PageBrowser(silent.address.url.reveal(), by: fixture.gateway.port).open()
            #expect(try await news.value.arrivals.map(\.kind) == [.opened])
            #expect(await socket.hears("end"))
            await #expect(throws: ServiceError.self) {
                try await service.stageArrivals(of: silent.identifier, after: 1)
            }
            #expect(try await poll.value.arrivals.isEmpty)
            _ = try await service.freshStageAddress(of: waiting.identifier)
        }
    }

    @Test("what was not acknowledged comes again, and no message is handed on twice")
    func repetition() async throws {
        try await StageFixture.run({ $0.stageLimits.answerBytes = 150 }) { fixture in
            let service = try fixture.service()
            let stage = try await service.openStage(meetingOrigin: StageFixture.meeting)
            let identifier = stage.identifier
            let socket = try await PageBrowser(stage.address.url.reveal(), by: fixture.gateway.port).open(saying: [
                "a", "b",
            ])
            try await service.send([.text("1", tab: 1)], toStage: identifier, first: 1)
            var kinds: [GatewayArrivals.Kind] = []
            var after = 0
            while kinds.count < 3 {
                let news = try await service.stageArrivals(of: identifier, after: after)
                let again = try await service.stageArrivals(of: identifier, after: after)
                #expect(again.arrivals.first?.kind == news.arrivals.first?.kind)
                #expect((1...2).contains(news.arrivals.count))
                kinds += news.arrivals.map(\.kind)
                after = news.next
            }
            #expect(kinds == [.opened, .text("a"), .text("b")] && after == 3)
            try await service.send([.text("1", tab: 1), .text("2", tab: 1)], toStage: identifier, first: 1)
            try await service.send([.text("2", tab: 1), .text("3", tab: 1)], toStage: identifier, first: 2)
            try await service.send([.text("other", tab: 7), .close(tab: 1)], toStage: identifier, first: 4)
            #expect(await socket.hears("close 1000"))
            #expect(socket.heard.value.prefix(4) == ["1", "2", "3", "close 1000"])
        }
    }

    @Test(
        "what is no message is refused",
        arguments: [
            "{}", #"{"first":0,"messages":[]}"#, #"{"first":1,"messages":{}}"#, #"{"first":1,"messages":[{"tab":1}]}"#,
            #"{"first":1,"messages":[{"text":"a"}]}"#, #"{"first":"1","messages":[]}"#,
            #"{"first":9223372036854775807,"messages":[{"tab":1,"text":"a"}]}"#,
        ])
    func malformed(body: String) async throws {
        try await StageFixture.run { fixture in
            let berta = try await fixture.gateway.token(of: "berta")
            let stage = try await fixture.service().openStage(meetingOrigin: StageFixture.meeting).identifier
            let answer = try await fixture.gateway.call(.post, "/stages/\(stage)/messages", body, bearer: berta)
            #expect(answer.status == 400)
            for query in ["?after=-1", "?after=x", "?after=", "?after=1&after=2", "?other=1"] {
                let answer = try await fixture.gateway.call(.get, "/stages/\(stage)/arrivals\(query)", bearer: berta)
                #expect(answer.status == 400, "\(query)")
            }
        }
    }
}
