import Foundation
import Meetings
import Sandbox
import Services
import Testing

@Suite("The session-manager-v1 dialect", .timeLimit(.minutes(10)))
struct SessionManagerTests {
    @Test("a room is requested, opened with its password, joined, recorded and ended")
    func life() async throws {
        try await Hospital.open { hospital in
            let service = try await hospital.service(.sessionManagerV1)
            let id = try await service.requestConference(
                ConferenceDraft(name: "Plantão", joinPolicy: .password("segredo"))
            )
            #expect(
                hospital.wire.bodies == [
                    [
                        "org": 1, "orgUnit": 11, "name": "Plantão", "openPolicy": "SESSIONPWD",
                        "joinPolicy": "SESSIONPWD", "openPwd": "segredo", "joinPwd": "segredo",
                    ]
                ]
            )
            let room = try #require(try await service.getConference(id).conference.room?.string)
            hospital.wire.clear()

            let entry = try await service.startConference(id, name: "Ana Maria Souza", avatarURL: "")
            #expect(hospital.wire.lines == ["POST api/v1/rooms/\(room)/open", "POST api/v1/rooms/\(room)/join"])
            #expect(
                hospital.wire.bodies == [
                    ["openPwd": "segredo"],
                    ["firstName": "Ana Maria", "lastName": "Souza", "moderator": true, "joinPwd": "segredo"],
                ]
            )
            #expect(entry.ticket.session != nil)
            #expect(entry.link.url.reveal().hasPrefix("http://\(hospital.address.domain)/\(room)?jwt="))

            hospital.wire.clear()
            let joined = try await service.joinConference(id, name: "Bia", avatarURL: "")
            let guest = try await service.getGuestUrl(id, name: "Caio Lima", avatarURL: "")
            #expect(hospital.wire.lines == Array(repeating: "POST api/v1/rooms/\(room)/join", count: 2))
            #expect(
                hospital.wire.bodies == [
                    ["firstName": "Bia", "lastName": "", "moderator": false, "joinPwd": "segredo"],
                    ["firstName": "Caio", "lastName": "Lima", "moderator": false, "joinPwd": "segredo"],
                ]
            )
            #expect(joined.ticket.room == room)
            #expect(guest.claims?.room?.string == room)

            try await service.closeConference(id)
            #expect(try await service.getConference(id).conference.hasEnded)
            let recordings = try await service.recordings(of: id)
            #expect(recordings.count == 1)
            #expect(recordings.first?.evidence.hash != nil)
        }
    }

    @Test("the room of a conference that was never seen is looked up")
    func unseenRoom() async throws {
        try await Hospital.open { hospital in
            let first = try await hospital.service(.sessionManagerV1)
            let id = try await first.requestConference(ConferenceDraft())
            let second = try await hospital.service(.sessionManagerV1)
            let entry = try await second.startConference(id, name: "Ana", avatarURL: "")
            #expect(hospital.wire.lines.first == "GET api/v1/sessions/\(id)")
            #expect(hospital.wire.lines.last == "POST api/v1/rooms/\(entry.ticket.room)/join")
        }
    }

    @Test(
        "an identifier may have any of five names, and be missing beside a room",
        arguments: [
            #"{"id":7,"short":"r"}"#, #"{"sessionId":"7","short":"r"}"#, #"{"session_id":7}"#, #"{"uuid":"7"}"#,
            #"{"_id":"7"}"#, #"{"short":"7"}"#,
        ]
    )
    func identifiers(_ body: String) async throws {
        try await Hospital.open(
            script: { _ in .body(body) },
            test: { hospital in
                let service = V4HService(
                    transport: hospital.transport,
                    deployment: hospital.deployment(.sessionManagerV1),
                    tokens: TokenDesk("t")
                )
                let id = try await service.requestConference(ConferenceDraft())
                #expect(id == ConferenceIdentifier("7"))
            }
        )
    }
}
