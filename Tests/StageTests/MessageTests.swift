import Foundation
import Meetings
import TestSupport
import Testing

@testable import Stage

@Suite("What page and gavel say to each other")
struct MessageTests {
    private let moment = Date(timeIntervalSince1970: 1_000)

    @Test("every message of a page is read")
    func messages() throws {
        #expect(read(#"{"type":"hello","page":"ab_1-Z","resumes":true}"#) == .hello(page: "ab_1-Z", resumes: true))
        #expect(read(#"{"type":"hello","page":"a"}"#) == .hello(page: "a", resumes: false))
        #expect(
            read(#"{"type":"hello","page":"b","after":"a"}"#) == .hello(page: "b", resumes: false, after: "a"))
        #expect(read(#"{"type":"hello","page":"b","after":"<>"}"#) == .hello(page: "b", resumes: false))
        #expect(
            read(#"{"type":"loaded","commands":["hangup",7,""],"events":["log"]}"#)
                == .loaded(commands: ["hangup"], events: ["log"]))
        #expect(
            read(#"{"type":"event","name":"subjectChange","data":{"subject":"x"}}"#)
                == .event(MeetingEvent(name: "subjectChange", data: ["subject": "x"], moment: moment)))
        #expect(read(#"{"type":"handedOver","number":7}"#) == .handedOver(7))
        #expect(read(#"{"type":"notHandedOver","number":7,"reason":"no"}"#) == .notHandedOver(7, reason: "no"))
        #expect(read(#"{"type":"failed","fault":"scriptMissing","detail":"x"}"#) == .failed(.scriptMissing("x")))
        #expect(read(#"{"type":"failed","fault":"scriptUnusable","detail":"x"}"#) == .failed(.scriptUnusable("x")))
        #expect(read(#"{"type":"failed","fault":"tokenExpired"}"#) == .failed(.tokenExpired))
        #expect(read(#"{"type":"over","why":"readyToClose"}"#) == .over(.readyToClose))
        #expect(read(#"{"type":"over","why":"left"}"#) == .over(.left))
        #expect(read(#"{"type":"takeOver"}"#) == .takeOver)
        #expect(read(#"{"type":"leaving"}"#) == .leaving)
        #expect(read(#"{"type":"pong"}"#) == .pong)
    }

    @Test("a snapshot leaves out what failed, also where the failure is an answer with an error")
    func snapshot() throws {
        let text = """
            {"type":"snapshot","rooms":{"rooms":[]},"participants":{"error":{}},"localParticipant":"a1",
             "isAudioMuted":true,"isVideoMuted":{"error":{}},"isVideoModerated":false}
            """
        var snapshot = MeetingSnapshot(moment: moment)
        snapshot.rooms = ["rooms": []]
        snapshot.localParticipant = "a1"
        snapshot.isAudioMuted = true
        snapshot.isVideoModerated = false
        #expect(read(text) == .snapshot(snapshot))
    }

    @Test(
        "what is none of them is nothing",
        arguments: [
            "", "null", "[]", "{}", "{\"type\":1}", #"{"type":"later"}"#, #"{"type":"hello"}"#,
            #"{"type":"hello","page":"<b>"}"#, #"{"type":"hello","page":""}"#, #"{"type":"event","data":{}}"#,
            #"{"type":"event","name":""}"#, #"{"type":"handedOver"}"#, #"{"type":"handedOver","number":1.5}"#,
            #"{"type":"failed","fault":"other"}"#, #"{"type":"over","why":"tabClosed"}"#, "{\"type\":\"pong\"",
        ])
    func nonsense(text: String) {
        #expect(read(text) == nil)
    }

    @Test("what is too deep, too large or too long is nothing")
    func limits() {
        func event(_ data: String) -> String { #"{"type":"event","name":"x","data":\#(data)}"# }
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(read(event(nested(31))) != nil)
        #expect(read(event(nested(33))) == nil)
        #expect(read(event(nested(60_000))) == nil)
        #expect(read(event("[" + String(repeating: "0,", count: 60_000) + "0]")) != nil)
        #expect(read(event("[" + String(repeating: "0,", count: 70_000) + "0]")) == nil)
        #expect(read(event("\"" + String(repeating: "x", count: 1 << 20) + "\"")) == nil)
    }

    @Test("no text of a page, and no member's name, comes through as it can harm a terminal")
    func hostile() throws {
        var texts = HostileText(seed: 41)
        for _ in 0..<200 {
            let (name, value) = (texts.next(), texts.next())
            let sent: JSONValue = ["type": "event", "name": "x", "data": .object([name: .array([.string(value)])])]
            let text = String(decoding: try JSONEncoder().encode(sent), as: UTF8.self)
            guard case .event(let event) = read(text), case .object(let members) = event.data else {
                Issue.record("an event was lost")
                continue
            }
            for (name, value) in members {
                #expect(SafeText(name).string == name)
                guard case .array(let items) = value, let text = items.first else { continue }
                #expect(text.text == nil || SafeText(text.text ?? "").string == text.text)
            }
        }
    }

    @Test("gavel's messages are JSON, and the token is in one of them alone")
    func outbound() throws {
        let meeting = Scene.meeting(token: "planted-token")
        let command = StageCommand("sendChatMessage", ["a\u{2028}\"</script>", "", true])
        let messages: [(ConsoleMessage, String)] = [
            (.open(meeting, StagePatience()), "open"), (.resume, "resume"), (.run(3, command), "run"), (.ask, "ask"),
            (.busy, "busy"), (.replaced, "replaced"), (.over("x"), "over"), (.ping, "ping"),
        ]
        for (message, type) in messages {
            let text = try #require(message.text(key: "k"))
            let document = try JSONReader.strictDocument(Data(text.utf8))
            #expect(document["type"] == .string(type) && document["key"] == "k")
            #expect(text.contains("planted-token") == (type == "open"))
        }
        let run = try JSONReader.document(Data((ConsoleMessage.run(3, command).text(key: "k") ?? "").utf8))
        #expect(run["number"] == 3)
        #expect(run["arguments"] == .array(command.arguments))
        let text = ConsoleMessage.open(meeting, StagePatience()).text(key: "k") ?? ""
        let open = try JSONReader.document(Data(text.utf8))
        #expect(open["meeting"]?["width"] == "640px")
        #expect(open["meeting"]?["height"] == "100%")
        #expect(open["patience"]?["script"] == 10_000)
    }

    @Test("a message that is too long, or that JSON cannot say, is none")
    func unwritable() {
        #expect(ConsoleMessage.run(1, StageCommand("x", [.number(.infinity)])).text(key: "k") == nil)
        let long = StageCommand("x", [.string(String(repeating: "x", count: 1 << 20))])
        #expect(ConsoleMessage.run(1, long).text(key: "k") == nil)
    }

    @Test("a token says when it expires, where it is a JWT that says so")
    func expiry() {
        #expect(Scene.token(expires: 2_000).tokenExpiry == Date(timeIntervalSince1970: 2_000))
        #expect(Secret("a.e30.c").tokenExpiry == nil)
        #expect(Secret("no token").tokenExpiry == nil)
        #expect(Secret("").tokenExpiry == nil)
        #expect(Secret("a.%%%.c").tokenExpiry == nil)
    }

    private func read(_ text: String) -> PageMessage? { PageMessage(text, at: moment) }
}
