import Foundation
import Meetings
import Sandbox
import Services
import Testing

@Suite("Starting, joining and inviting", .timeLimit(.minutes(10)))
struct V4HMeetingTests {
    @Test("a start ends in the meeting's address with the name as Jitsi wants it")
    func start() async throws {
        try await Hospital.open { hospital in
            let service = try await hospital.service()
            let id = try await service.requestConference(ConferenceDraft())
            let room = try #require(try await service.getConference(id).conference.room)
            let entry = try await service.startConference(
                id,
                name: #"Dr. "Zé" & Ção"#,
                avatarURL: "https://a.example/me.png"
            )
            let token = entry.link.token.reveal()
            #expect(
                entry.link.url.reveal() == "http://\(hospital.address.domain)/\(room)?jwt=\(token)"
                    + "#userInfo.displayName=%22Dr.%20%5C%22Z%C3%A9%5C%22%20%26%20%C3%87%C3%A3o%22"
            )
            #expect(!entry.link.maskedURL.contains(token))
            #expect(entry.link.claims?.room == room)
            #expect(entry.link.claims?.payload["context"]?["user"]?["avatar"] == "https://a.example/me.png")
            #expect(entry.ticket.room == room.string)
            #expect(entry.ticket.participation != nil)
            #expect(try await service.getConference(id).conference.state == .started)
        }
    }

    @Test("a participant cannot join what was not started, nor what has ended, and reads why")
    func join() async throws {
        try await Hospital.open { hospital in
            let owner = try await hospital.service()
            let guest = try await hospital.service(user: SandboxConfiguration.participant)
            let id = try await owner.requestConference(ConferenceDraft())
            let early = try await failure { () async throws(ServiceError) in
                try await guest.joinConference(id, name: "Bia", avatarURL: "")
            }
            #expect(early.refusal?.status == 403)
            #expect(early.refusal?.words == "The conference has not been started yet.")

            _ = try await owner.startConference(id, name: "Ana", avatarURL: "")
            let entry = try await guest.joinConference(id, name: "Bia", avatarURL: "")
            #expect(entry.link.url.reveal().hasSuffix("#userInfo.displayName=%22Bia%22"))
            #expect(entry.link.claims?.payload["context"]?["user"]?["moderator"] != true)

            try await owner.closeConference(id)
            let late = try await failure { () async throws(ServiceError) in
                try await guest.joinConference(id, name: "Bia", avatarURL: "")
            }
            #expect(late.refusal?.status == 410)
            #expect(late.title == "Could not join the conference: it is closed.")
        }
    }

    @Test("getGuestUrl gives the service's link, its token and its claims")
    func guest() async throws {
        try await Hospital.open { hospital in
            let service = try await hospital.service()
            let id = try await service.requestConference(ConferenceDraft())
            hospital.wire.clear()
            let link = try await service.getGuestUrl(id, name: "Bia", avatarURL: "https://a.example/b.png")
            #expect(hospital.wire.lines == ["POST v1/sessions/\(id)/guest"])
            #expect(hospital.wire.bodies == [["name": "Bia", "avatarUrl": "https://a.example/b.png"]])
            #expect(link.url.reveal().contains(link.token.reveal()))
            #expect(!link.maskedURL.contains(link.token.reveal()))
            #expect(link.claims?.participantName == "Bia")
        }
    }

    @Test(
        "a room is one segment of the path, and the domain decides the scheme",
        arguments: [
            ("meet.example.org", "https://meet.example.org/"), ("localhost", "http://localhost/"),
            ("127.0.0.1:8443", "http://127.0.0.1:8443/"), ("[::1]:80", "http://[::1]:80/"),
            ("127.example.org", "https://127.example.org/"), ("https://meet.lan/", "https://meet.lan/"),
            ("Müller.example:8443", "https://xn--mller-kva.example:8443/"),
        ]
    )
    func address(_ domain: String, _ origin: String) async throws {
        try await Hospital.open(
            script: { _ in
                .body(#"{"sessionToken":"tok","short":"sala união/../ü?#"}"#)
            },
            test: { hospital in
                var deployment = hospital.deployment()
                deployment.domain = domain
                let service = V4HService(transport: hospital.transport, deployment: deployment, tokens: TokenDesk("t"))
                let entry = try await service.joinConference(ConferenceIdentifier("1"), name: "A", avatarURL: "")
                #expect(
                    entry.link.url.reveal() == origin + "sala%20uni%C3%A3o%2F..%2F%C3%BC%3F%23?jwt=tok"
                        + "#userInfo.displayName=%22A%22"
                )
                #expect(entry.link.claims == nil)
            }
        )
    }

    @Test(
        "a guest link that cannot be opened, or hides a control sequence, is not passed on",
        arguments: [
            #"{"jwt":"t"}"#, #"{"jwt":"a b","url":"https://a.example/r"}"#, #"{"jwt":"t","url":["https://a.example"]}"#,
        ]
    )
    func evilLinks(_ body: String) async throws {
        try await Hospital.open(
            script: { _ in .body(body) },
            test: { hospital in
                let service = hospital.scripted()
                let error = try await failure { () async throws(ServiceError) in
                    try await service.getGuestUrl(ConferenceIdentifier("1"), name: "A", avatarURL: "")
                }
                guard case .unreadable = error else { throw Unexpected("\(error)") }
            }
        )
    }
}
