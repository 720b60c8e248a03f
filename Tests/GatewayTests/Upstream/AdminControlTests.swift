import Foundation
import Meetings
import Sandbox
import TestSupport
import Testing

@testable import Gateway

@Suite("Admin Control, behind the gateway", .timeLimit(.minutes(10)))
struct AdminControlTests {
    @Test("what it answers is passed on, each from its own route")
    func routes() async throws {
        try await UpstreamScene.open { scene in
            let admin = scene.adminControl
            let token = try await admin.token(role: "owner", room: "Sala/1 é", participantName: "Alex")
            #expect(token.text?.split(separator: ".").count == 3)
            #expect(try await admin.features()["features"]?["audio_call"] == true)
            #expect(
                try await admin.status(of: "Sala/1 é")
                    == .object(["transcript_status": false, "recording_status": false]))
            #expect(try await admin.catchUp(of: "Sala/1 é").text?.contains("has been going on") == true)
            guard case .array(let meetings) = try await admin.meetings() else {
                Issue.record("no list")
                return
            }
            #expect(meetings.first?["unique_id"]?.text != nil)
            #expect(
                scene.asked == [
                    "POST proconf-token", "GET configuration", "GET sessions-status/Sala/1 é",
                    "GET call-catchup/Sala/1 é", "GET meetings",
                ])
            #expect(scene.wire.value.map(\.path.count) == [3, 3, 4, 4, 3])
            #expect(
                try JSONReader.document(scene.wire.value[0].body)
                    == .object(["role": "owner", "room": "Sala/1 é", "participantName": "Alex"]))
            #expect(scene.wire.value.allSatisfy { $0.headers["authorization"] == nil })
            #expect(scene.failures.value.isEmpty && scene.log.lines.isEmpty)
        }
    }

    @Test("what nobody has a name for is kept, however often it is wrapped")
    func keepsAll() async throws {
        let answers = [
            "configuration": #"{"features":{"audio_call":true,"lasers":"maybe"},"version":{"a":[1,null,2.5]}}"#,
            "sessions-status": #"{"recording_status":true,"since":"2026-01-01","nested":[{}]}"#,
            "meetings": #"[{"room_name":"a","colour":"red"},17]"#, "call-catchup": "null",
            "proconf-token": #"{"error":null,"data":{"data":"a.b.c"}}"#, "call-summary": #""first\nsecond\u0007""#,
        ]
        try await UpstreamScene.open(
            script: { request in answers[request.path[2]].map { .data($0) } },
            test: { scene in
                let admin = scene.adminControl
                let passed = [
                    "configuration": try await admin.features(), "sessions-status": try await admin.status(of: "a"),
                    "meetings": try await admin.meetings(), "call-summary": try await admin.summary(of: "a"),
                ]
                for (name, payload) in passed {
                    let answer = try #require(answers[name])
                    #expect(try payload == JSONReader.document(Data(answer.utf8)))
                }
                let catchUp = try await admin.catchUp(of: "a")
                #expect(catchUp == "")
                let token = try await admin.token(role: "owner", room: "a", participantName: "b")
                #expect(token == "a.b.c")
            })
    }

    @Test(
        "its errors become the gateway's own",
        arguments: [
            (400, .failed, .invalidBody), (401, .failed, .failed), (403, .failed, .failed), (404, .notFound, .failed),
            (405, .failed, .failed), (429, .failed, .failed), (500, .failed, .failed), (302, .failed, .failed),
        ] as [(Int, GatewayRefusal, GatewayRefusal)])
    func errors(status: Int, ofRoom: GatewayRefusal, ofToken: GatewayRefusal) async throws {
        for isEnveloped in [false, true] {
            let body = #"{"error":{"code":\#(status),"message":"because of it"},"data":null}"#
            try await UpstreamScene.open(
                script: { _ in isEnveloped ? .json(body) : .json("no", status) },
                test: { scene in
                    let admin = scene.adminControl
                    #expect(await refusal { () throws(GatewayRefusal) in try await admin.status(of: "a") } == ofRoom)
                    #expect(await refusal { () throws(GatewayRefusal) in try await admin.catchUp(of: "a") } == ofRoom)
                    #expect(await refusal { () throws(GatewayRefusal) in try await admin.summary(of: "a") } == ofRoom)
                    #expect(
                        await refusal { () throws(GatewayRefusal) in
                            try await admin.token(role: "owner", room: "a", participantName: "b")
                        } == ofToken)
                    let expected = [ofRoom, ofRoom, ofRoom, ofToken].count { $0 == .failed }
                    #expect(scene.failures.value.count == expected)
                    #expect(scene.failures.value.allSatisfy { $0 == (status >= 500 ? .failed : .refused) })
                    #expect(await refusal { () throws(GatewayRefusal) in try await admin.features() } == .failed)
                })
        }
    }

    @Test("its words go to the log, clean and without tokens, with its name for the request")
    func words() async throws {
        let body =
            #"{"error":{"code":500,"message":"table \u001b[31mfull\nof eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.abc"},"data":null}"#
        try await UpstreamScene.open(
            script: { _ in .json(body, 500) },
            test: { scene in
                _ = await refusal { () throws(GatewayRefusal) in
                    try await scene.adminControl.token(role: "owner", room: "room-1", participantName: "Secret Name")
                }
                let line = try #require(scene.log.lines.first)
                #expect(
                    scene.log.lines.count == 1 && line.hasPrefix("warning Admin Control: Could not get a ProCONF token")
                )
                #expect(line.contains("table ␛[31mfull") && line.contains(" failure=failed"))
                #expect(line.contains("request=\(try #require(scene.wire.value.first).identifier)"))
                #expect(!line.contains("eyJ") && !line.contains("\n") && !line.contains("\u{1B}"))
                #expect(!line.contains("Secret Name"))
            })
    }

    @Test(
        "what cannot be sent is refused before anything is asked",
        arguments: ["", " ", ".", "..", "a\u{0}b", "a\u{202E}b", String(repeating: "a", count: 257)])
    func unsendable(room: String) async throws {
        try await UpstreamScene.open { scene in
            let admin = scene.adminControl
            #expect(await refusal { () throws(GatewayRefusal) in try await admin.status(of: room) } == .notFound)
            #expect(await refusal { () throws(GatewayRefusal) in try await admin.catchUp(of: room) } == .notFound)
            #expect(await refusal { () throws(GatewayRefusal) in try await admin.summary(of: room) } == .notFound)
            #expect(
                await refusal { () throws(GatewayRefusal) in
                    try await admin.token(role: "owner", room: room, participantName: "b")
                } == .invalidBody)
            #expect(scene.asked.isEmpty && scene.failures.value.isEmpty)
        }
    }

    @Test(
        "an answer that is none of the contract's is no answer",
        arguments: ["wrong-json", "truncated", "web-page", "huge:5"])
    func unreadable(fault: String) async throws {
        try await UpstreamScene.open(faults: ["proconf-status=\(fault)"]) { scene in
            try await scene.begin("a")
            #expect(
                await refusal { () throws(GatewayRefusal) in try await scene.adminControl.status(of: "a") } == .failed)
            #expect(scene.failures.value == [.unreadable])
            #expect(scene.asked.count == 1)
        }
    }

    @Test("it is ready while it answers, and not while it does not")
    func readiness() async throws {
        try await UpstreamScene.open { scene in
            #expect(await scene.adminControl.isReady())
            #expect(await scene.adminControl.isReady())
            #expect(scene.asked == ["GET configuration"])
            await scene.sandbox.beginOutage()
            scene.clock.advance(by: .seconds(11))
            #expect(await !scene.adminControl.isReady())
            try await scene.sandbox.endOutage()
            #expect(await scene.adminControl.isReady())
        }
    }
}
