import Foundation
import Meetings
import Stage
import Testing

@testable import gavel

@Suite("What gavel stage says and hears")
struct StageCommandTests {
    @Test(
        "an argument is JSON where it is some, and else a text",
        arguments: [
            ("true", true), ("720", 720), ("null", .null), ("[1,\"a\"]", [1, "a"]),
            (#"{"mode":"file"}"#, ["mode": "file"]),
            ("a1b2", "a1b2"), ("", ""), ("\"720\"", "720"), ("{", "{"), ("01", "01"), ("Olá a todos", "Olá a todos"),
        ] as [(String, JSONValue)])
    func arguments(text: String, value: JSONValue) {
        #expect(RunOnStage.value(text) == value)
    }

    @Test("what happened is a line, with its time, its name and what it says")
    func lines() throws {
        let moment = Date(timeIntervalSince1970: 1_795_365_000.25)
        let data: JSONValue = ["id": "a1", "displayName": "Ana\u{1B}[2J", "gone": .null, "more": ["n": 1]]
        let event = ControlReply.event(MeetingEvent(name: "participantJoined", data: data, moment: moment))
        let zone = try #require(TimeZone(identifier: "UTC"))
        let line = StageLineText(event).text(width: nil, timeZone: zone)
        #expect(line == #"2026-11-22 16:30:00  participantJoined  displayName: Ana␛[2J, id: a1, more: {"n":1}"#)
        #expect(StageLineText(event).text(width: 40, timeZone: zone).count == 40)
        let ended = StageLineText(.ended(.endedForAll, moment: moment))
        #expect(ended.text(width: nil, timeZone: zone) == "2026-11-22 16:30:00  ended  endedForAll")
        let fault = ControlReply.fault(name: "tokenExpired", words: "The token had expired.", moment: moment)
        #expect(
            StageLineText(fault).text(width: nil, timeZone: zone)
                == "2026-11-22 16:30:00  fault  The token had expired.")
        #expect(
            StageLineText.json(fault)
                == #"{"fault":"tokenExpired","kind":"fault","time":"2026-11-22T16:30:00.250Z","words":"The token had expired."}"#
        )
        #expect(
            StageLineText.json(.secondTab(moment: moment))
                == #"{"kind":"secondTab","time":"2026-11-22T16:30:00.250Z"}"#)
        #expect(
            StageLineText.json(.ended(.left, moment: moment))
                == #"{"kind":"ended","time":"2026-11-22T16:30:00.250Z","why":"left"}"#)
    }

    @Test("what a console that cannot be reached means for a script")
    func statuses() {
        #expect(Complaint(ControlError.nobodyThere).status == .notFound)
        #expect(Complaint(ControlError.cutOff).status == .unavailable)
        #expect(Complaint(unexpected: .declined("no stage")).status == .conflict)
    }
}
