import Foundation
import Meetings
import Stage
import Testing

@Suite("What console and script say to each other")
struct ControlDocumentTests {
    private static let moment = Date(timeIntervalSince1970: 1_795_365_000.25)

    @Test(
        "a reply is read as it was written",
        arguments: [
            .event(MeetingEvent(name: "participantJoined", data: ["id": "a1", "displayName": "Ana"], moment: moment)),
            .page(.awaited, moment: moment), .page(.loading, moment: moment), .page(.connected, moment: moment),
            .page(.cutOff(since: moment - 5), moment: moment), .secondTab(moment: moment),
            .fault(name: "tokenExpired", words: SafeText("too late"), moment: moment), .outcome(.confirmed),
            .outcome(.handedOver),
            .outcome(.unconfirmed), .outcome(.failed(SafeText("no"))), .outcome(.refused(SafeText("read-only"))),
            .outcome(.needsAgreement(SafeText("Kick Ana"))), .shown(["page": "connected"]), .ended(nil, moment: moment),
            .ended(.readyToClose, moment: moment), .declined(SafeText("no stage")),
        ] as [ControlReply])
    func replies(reply: ControlReply) throws {
        let data = try JSONEncoder().encode(reply.document)
        #expect(ControlReply(try JSONReader.document(data)) == reply)
    }

    @Test("moments are said to the millisecond")
    func moments() {
        #expect(ControlReply.ended(nil, moment: Self.moment).document["time"] == "2026-11-22T16:30:00.250Z")
    }

    @Test(
        "what is no reply is none",
        arguments: [
            [:], ["kind": "event", "event": "x"], ["kind": "page", "page": "gone", "time": "2026-11-22T16:30:00.250Z"],
            ["kind": "outcome", "outcome": "maybe"], ["kind": "shown"], ["kind": "ended", "time": "now"],
            ["kind": "fault", "words": "x"], ["kind": "secondTab"],
        ] as [JSONValue])
    func noReplies(document: JSONValue) { #expect(ControlReply(document) == nil) }

    @Test("a meeting is told with all that is known, and null for what is not")
    func meeting() throws {
        var meeting = LiveMeeting()
        let ana = try #require(ParticipantIdentifier("a1"))
        var participant = Participant(id: ana, name: SafeText("Ana"), since: Self.moment)
        participant.isAudioMuted = true
        participant.role = .moderator
        meeting.participants = [participant]
        meeting.recordings = [.file: .running(since: Self.moment), .stream: .failed(SafeText("no key"))]
        meeting.moderated = [.video]
        let document = meeting.document
        #expect(
            document["participants"]
                == [
                    [
                        "id": "a1", "name": "Ana", "role": "moderator", "isAudioMuted": true, "isVideoMuted": .null,
                        "handRaised": .null, "isDominantSpeaker": false, "isLocal": false,
                        "since": "2026-11-22T16:30:00.250Z",
                    ]
                ])
        #expect(document["recordings"]?["file"]?["state"] == "running")
        #expect(document["recordings"]?["stream"]?["reason"] == "no key")
        #expect(document["moderated"] == ["video"])
        #expect(document["subject"] == .null)
    }
}
