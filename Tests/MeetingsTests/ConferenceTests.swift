import Foundation
import Meetings
import Testing

@Suite("A conference")
struct ConferenceTests {
    @Test(
        "its state is read in any case, and words that the contract does not name are kept",
        arguments: [
            ("READY", .ready, "ready"), ("ready", .ready, "ready"), ("STARTED", .started, "live"),
            ("Started", .started, "live"), ("FINISHED", .finished, "ended"), ("ENDED", .finished, "ended"),
            ("closed", .finished, "ended"), ("ARCHIVED", .other("ARCHIVED"), "ARCHIVED"), ("", .other(""), ""),
        ] as [(String, ConferenceState, String)])
    func states(word: String, state: ConferenceState, label: String) {
        #expect(ConferenceState(word) == state)
        #expect(ConferenceState(word).label == label)
        #expect(ConferenceState("\u{1B}[31m") == .other("␛[31m"))
    }

    @Test("it lasted from the earliest that is known of its start, and never less than nothing")
    func duration() {
        let start = Date(timeIntervalSince1970: 1_700_000_000)
        var conference = Conference(id: ConferenceIdentifier("7"), created: start)
        #expect(conference.duration == nil)
        conference.ended = start + 600
        #expect(conference.duration == 600)
        conference.firstJoined = start + 60
        #expect(conference.duration == 540)
        conference.started = start + 120
        #expect(conference.duration == 480)
        conference.ended = start - 5
        #expect(conference.duration == 0)
    }

    @Test("it has ended when its state or its times say so")
    func ended() {
        let id = ConferenceIdentifier("7")
        #expect(Conference(id: id, state: .finished).hasEnded)
        #expect(Conference(id: id, state: .other("ARCHIVED"), ended: .distantPast).hasEnded)
        #expect(!Conference(id: id, state: .started).hasEnded)
        #expect(!Conference(id: id).hasEnded)
    }

    @Test("its room is its short name, or its identifier where it has none")
    func room() {
        #expect(Conference(id: ConferenceIdentifier("7"), room: "sala").roomName == "sala")
        #expect(Conference(id: ConferenceIdentifier("7")).roomName == "7")
    }

    @Test("its policies are the contract's words")
    func policies() {
        let policies: [JoinPolicy] = [
            .everyone, .organisation, .organisationUnits([]), .restricted, .password(Secret("x")),
        ]
        #expect(policies.map(\.word) == ["PUBLIC", "ORG", "ORGUNIT", "RESTRICT", "SESSIONPWD"])
        #expect(ListPolicy.allCases.map(\.rawValue) == ["PUBLIC", "SHARED", "PRIVATE"])
    }
}
