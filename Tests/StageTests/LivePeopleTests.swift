import Foundation
import Meetings
import Stage
import Testing

@Suite("The people of a live meeting")
struct LivePeopleTests {
    @Test("one's own participant stands first, even if others were told of before")
    func localFirst() {
        var meeting = LiveMeeting()
        meeting.take("participantJoined", ["id": "ana", "displayName": "Ana"])
        meeting.take("videoConferenceJoined", ["id": "me", "displayName": "Mo"], at: 5)
        meeting.take("participantJoined", ["id": "ben", "displayName": "Ben"], at: 6)
        #expect(meeting.ids == ["me", "ana", "ben"])
        #expect(meeting.participants.map(\.isLocal) == [true, false, false])
        #expect(meeting.joined == second(5))
        #expect(meeting.local == .known("me"))
        #expect(meeting.person("ben")?.since == second(6))
    }

    @Test("who joins twice is there once, by the newer name and since the first time")
    func joinsTwice() {
        var meeting = LiveMeeting.withAnaAndBen()
        meeting.take("participantJoined", ["id": "ana", "formattedDisplayName": "Ana B."], at: 9)
        meeting.take("participantJoined", ["id": "ana"], at: 10)
        meeting.take("participantJoined", ["id": "me", "displayName": "Mo M."], at: 11)
        #expect(meeting.ids == ["me", "ana", "ben"])
        #expect(meeting.person("ana")?.name == "Ana B.")
        #expect(meeting.person("ana")?.since == second(1))
        #expect(meeting.participants.first?.name == "Mo M.")
    }

    @Test("who leaves or is kicked has gone; oneself only gets told who did it")
    func departures() {
        var meeting = LiveMeeting.withAnaAndBen()
        meeting.take("participantLeft", ["id": "ana"])
        #expect(meeting.ids == ["me", "ben"])
        meeting.take("participantKickedOut", ["kicked": ["id": "me", "local": true], "kicker": ["id": "ben"]])
        #expect(meeting.problem == "Ben has removed you from the meeting.")
        meeting.take("participantKickedOut", ["kicked": ["local": true]])
        #expect(meeting.problem == "You were removed from the meeting.")
        meeting.take(
            "participantKickedOut", ["kicked": ["id": "ben", "local": false], "kicker": ["id": "me", "local": true]])
        meeting.take("participantLeft", ["id": "me"])
        meeting.take("participantLeft", ["id": "nobody"])
        #expect(meeting.ids == ["me"])
    }

    @Test(
        "roles are told of everybody",
        arguments: [
            ("moderator", .moderator), ("participant", .participant), ("visitor", .visitor), ("none", .unknown),
        ] as [(String, ParticipantRole)])
    func roles(told: String, role: ParticipantRole) {
        var meeting = LiveMeeting.withAnaAndBen(role: "participant")
        meeting.take("participantRoleChanged", ["id": "ana", "role": .string(told)])
        #expect(meeting.person("ana")?.role == role)
        #expect(!meeting.isModerator)
        meeting.take("participantRoleChanged", ["id": "me", "role": .string(told)])
        #expect(meeting.isModerator == (role == .moderator))
        meeting.take("participantRoleChanged", ["id": "me", "role": "king"])
        #expect(meeting.localParticipant?.role == role)
    }

    @Test("a visitor is known by the event of joining")
    func visitor() {
        var meeting = LiveMeeting()
        meeting.take("videoConferenceJoined", ["id": "me", "displayName": "Mo", "visitor": true])
        #expect(meeting.localParticipant?.role == .visitor)
    }

    @Test("names change in either spelling", arguments: ["displayname", "displayName", "formattedDisplayName"])
    func names(member: String) {
        var meeting = LiveMeeting.withAnaAndBen()
        let told: [String: JSONValue] = ["id": "ana", member: "Anna"]
        meeting.take("displayNameChange", .object(told))
        #expect(meeting.person("ana")?.name == "Anna")
    }

    @Test(
        "remote people are muted in both shapes of the event", arguments: ["id", "participantId"], ["audio", "video"])
    func muted(member: String, media: String) {
        var meeting = LiveMeeting.withAnaAndBen()
        let audio = media == "audio"
        for isMuted in [true, false] {
            let told: [String: JSONValue] = [member: "ana", "isMuted": .bool(isMuted), "mediaType": .string(media)]
            meeting.take("participantMuted", .object(told))
            #expect(meeting.person("ana")?.isAudioMuted == (audio ? isMuted : nil))
            #expect(meeting.person("ana")?.isVideoMuted == (audio ? nil : isMuted))
        }
        let desktop: [String: JSONValue] = [member: "ben", "isMuted": true, "mediaType": "desktop"]
        meeting.take("participantMuted", .object(desktop))
        #expect(meeting.person("ben")?.isAudioMuted == nil)
        #expect(meeting.person("ben")?.isVideoMuted == nil)
    }

    @Test("one's own muting has events of its own")
    func ownMute() {
        var meeting = LiveMeeting.withAnaAndBen()
        meeting.take("audioMuteStatusChanged", ["muted": true])
        meeting.take("videoMuteStatusChanged", ["muted": false])
        #expect(meeting.localParticipant?.isAudioMuted == true)
        #expect(meeting.localParticipant?.isVideoMuted == false)
        #expect(meeting.person("ana")?.isAudioMuted == nil)
    }

    @Test("one speaks at a time, also one who is told of later")
    func speaker() {
        var meeting = LiveMeeting.withAnaAndBen()
        meeting.take("dominantSpeakerChanged", ["id": "ana"])
        meeting.take("dominantSpeakerChanged", ["id": "ben"])
        #expect(meeting.participants.filter(\.isDominantSpeaker).map(\.id.text) == ["ben"])
        meeting.take("dominantSpeakerChanged", ["id": "cem"])
        #expect(meeting.participants.filter(\.isDominantSpeaker).isEmpty)
        meeting.take("participantJoined", ["id": "cem"])
        #expect(meeting.participants.filter(\.isDominantSpeaker).map(\.id.text) == ["cem"])
    }

    @Test(
        "a hand is raised since a time in milliseconds or seconds; a time that cannot be is the event's",
        arguments: [
            (.integer(1_780_000_040_000), 40), (.number(1_780_000_040_500), 40.5), (.integer(1_780_000_030), 30),
            (.integer(1_780_000_900_000), 60), (.integer(17), 60), (.integer(-1), 60), (.number(1e300), 60), (true, 60),
            (0, nil), (.number(0), nil), (false, nil),
        ] as [(JSONValue, Double?)])
    func hand(told: JSONValue, seconds: Double?) {
        var meeting = LiveMeeting.withAnaAndBen()
        meeting.take("raiseHandUpdated", ["id": "ana", "handRaised": told], at: 60)
        #expect(meeting.person("ana")?.handRaised == seconds.map { second($0) })
        meeting.take("raiseHandUpdated", ["id": "ana", "handRaised": 0], at: 61)
        #expect(meeting.person("ana")?.handRaised == nil)
    }

    @Test("a knocking guest waits once, and not any more when answered, or in by the same name or identifier")
    func knocking() {
        var meeting = LiveMeeting.withAnaAndBen()
        for (id, name) in [("k1", "Zoe"), ("k2", "Zoe"), ("k3", "Yan"), ("k4", "Xi")] {
            meeting.take("knockingParticipant", ["participant": ["id": .string(id), "name": .string(name)]], at: 20)
        }
        meeting.take("knockingParticipant", ["participant": ["id": "k1", "name": "Zoë"]], at: 30)
        #expect(meeting.knocking.map(\.name) == ["Zoë", "Zoe", "Yan", "Xi"])
        #expect(meeting.knocking.first?.since == second(20))
        meeting.take("participantJoined", ["id": "p1", "displayName": "Zoe"])
        #expect(meeting.knocking.map(\.id.text) == ["k1", "k3", "k4"])
        meeting.take("participantJoined", ["id": "k3", "displayName": "Somebody else"])
        #expect(meeting.knocking.map(\.id.text) == ["k1", "k4"])
        meeting.noteAnswered(.known("k1"))
        meeting.take("participantJoined", ["id": "p1", "displayName": "Xi"])
        #expect(meeting.knocking.map(\.id.text) == ["k4"], "who is in already has not come from the lobby")
    }
}
