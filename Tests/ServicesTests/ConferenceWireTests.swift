import Foundation
import Meetings
import Testing

@testable import Services

@Suite("The conference record in its vocabularies")
struct ConferenceWireTests {
    @Test("the seed's names, its misspelling included")
    func seedVocabulary() throws {
        let conference = try read(
            """
            {"sessionId":"s-1","owner":"Hospital","created":"2024-11-22T01:04:14Z","endend":"2024-11-22T02:04:14.250+01:00",
             "state":"FINISHED","urlStorage":"https://x.example/1","hash":"9f86","hashType":"SHA-256","DLTId":"0x1",
             "DLTType":"ethereum"}
            """
        )
        #expect(conference.id == ConferenceIdentifier("s-1"))
        #expect(conference.owner == "Hospital")
        #expect(conference.state == .finished)
        #expect(conference.created == Date(timeIntervalSince1970: 1_732_237_454))
        #expect(conference.ended == Date(timeIntervalSince1970: 1_732_237_454.25))
        #expect(conference.recordingLocation == "https://x.example/1")
        #expect(
            conference.evidence
                == IntegrityEvidence(
                    hash: "9f86",
                    hashType: "SHA-256",
                    ledgerIdentifier: "0x1",
                    ledgerType: "ethereum"
                )
        )
        #expect(conference.otherFields.isEmpty)
    }

    @Test("the clients' names, with numbers for what others name")
    func clientVocabulary() throws {
        let conference = try read(
            """
            {"id":2,"profile":1,"skin":1,"orgId":1,"ouId":7,"status":"READY","firstJoin":null,"started":null,
             "finished":null,"short":"sks3lf6lhxqt2a1j","joinPolicy":"ORGUNIT","listPolicy":"PUBLIC","allowJoinOu":[7,"x"]}
            """
        )
        #expect(conference.id == ConferenceIdentifier("2"))
        #expect(conference.room == "sks3lf6lhxqt2a1j")
        #expect(conference.owner == "1")
        #expect(conference.ownerUnit == "7")
        #expect(conference.state == .ready)
        #expect(conference.joinPolicy == "ORGUNIT")
        #expect(conference.allowedUnits == ["7", "x"])
        #expect(conference.otherFields == ["profile": 1, "skin": 1])
    }

    @Test("a mixture keeps what it says twice, and what cannot be read, verbatim")
    func mixture() throws {
        let conference = try read(
            """
            {"sessionId":1,"id":"other","owner":"a","org":3,"status":"PAUSED","created":"yesterday","ended":"soon",
             "finished":1732237454,"allowJoinOu":null,"hash":{"sha":1},"x":[true,null,1.5],"y":null,"esc\\u001b":"\\u001b[2J"}
            """
        )
        #expect(conference.id == ConferenceIdentifier("1"))
        #expect(conference.owner == "a")
        #expect(conference.state == .other("PAUSED"))
        #expect(conference.created == nil)
        #expect(conference.ended == Date(timeIntervalSince1970: 1_732_237_454))
        #expect(
            conference.otherFields == [
                "id": "other", "org": 3, "created": "yesterday", "ended": "soon", "hash": ["sha": 1],
                "x": [true, .null, .number(1.5)], "y": .null, "esc␛": "␛[2J",
            ]
        )
    }

    @Test(
        "where the state is missing the times tell it",
        arguments: [
            (#"{"id":1}"#, ConferenceState.unknown), (#"{"id":1,"created":1732237454}"#, .ready),
            (#"{"id":1,"created":1,"firstJoin":2,"state":null}"#, .started),
            (#"{"id":1,"started":2,"status":""}"#, .started),
            (#"{"id":1,"started":2,"finished":3}"#, .finished), (#"{"id":1,"state":"started","ended":3}"#, .started),
        ]
    )
    func states(_ record: String, _ state: ConferenceState) throws {
        #expect(try read(record).state == state)
    }

    @Test(
        "every form of a date is read",
        arguments: [
            ("2024-11-22T01:04:14Z", 1_732_237_454.0), ("2024-11-22T01:04:14.5Z", 1_732_237_454.5),
            ("2024-11-22T01:04:14.123456789Z", 1_732_237_454.123457), ("2024-11-21T22:04:14-03:00", 1_732_237_454),
            ("2024-11-22T06:34:14.000+05:30", 1_732_237_454), ("2024-11-22t01:04:14z", 1_732_237_454),
            ("2024-11-22 01:04:14", 1_732_237_454), ("1732237454", 1_732_237_454), ("1732237454250", 1_732_237_454.25),
        ]
    )
    func dates(_ text: String, _ seconds: Double) throws {
        let date = try #require(WireDate.date(.string(text)))
        #expect(abs(date.timeIntervalSince1970 - seconds) < 0.000_01)
    }

    @Test(
        "epoch seconds and milliseconds are told apart, and nonsense is none",
        arguments: [
            (JSONValue.integer(1_732_237_454), 1_732_237_454.0), (.integer(1_732_237_454_250), 1_732_237_454.25),
            (.number(1_732_237_454.5), 1_732_237_454.5), (.integer(0), nil), (.null, nil), (.integer(.max), nil),
            (.integer(.min), nil), ("", nil), ("2024-11-22", nil), ("2024-13-45T99:99:99Z", nil), ("nan", nil),
            ("1e999", nil),
            ("２０２４-11-22T01:04:14Z", nil), (true, nil), (["a": 1], nil),
        ] as [(JSONValue, Double?)]
    )
    func numbers(_ value: JSONValue, _ seconds: Double?) {
        #expect(WireDate.date(value)?.timeIntervalSince1970 == seconds)
    }

    private func read(_ record: String) throws -> Conference {
        try #require(WireConference(try JSONReader.document(Data(record.utf8)))?.conference)
    }
}
