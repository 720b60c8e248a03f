import Foundation
import Meetings
import Sandbox
import Services
import Testing

@Suite("What is typed is checked before it is sent", .timeLimit(.minutes(10)))
struct InputCheckTests {
    @Test("nothing is sent of what cannot be sent")
    func nothingIsSent() async throws {
        try await Hospital.open { hospital in
            let service = try await hospital.service()
            let proconf = ProConfService(
                transport: hospital.transport,
                deployment: ProConfDeployment(
                    server: .adminControl(hospital.address.adminControl),
                    domain: hospital.address.domain
                )
            )
            let id = ConferenceIdentifier("1")
            let long = String(repeating: "x", count: 257)
            let calls: [(InputField, () async throws(ServiceError) -> Void)] = [
                (.conference, { () async throws(ServiceError) in try await service.deleteConference(.init("")) }),
                (.conference, { () async throws(ServiceError) in try await service.closeConference(.init(long)) }),
                (.conference, { () async throws(ServiceError) in _ = try await service.getConference(.init("..")) }),
                (
                    .name,
                    { () async throws(ServiceError) in
                        _ = try await service.startConference(id, name: "  ", avatarURL: "")
                    }
                ),
                (
                    .name,
                    { () async throws(ServiceError) in
                        _ = try await service.joinConference(id, name: "a\u{1B}[m", avatarURL: "")
                    }
                ),
                (
                    .avatarURL,
                    { () async throws(ServiceError) in
                        _ = try await service.getGuestUrl(id, name: "A", avatarURL: "javascript:alert(1)")
                    }
                ),
                (
                    .user,
                    { () async throws(ServiceError) in
                        _ = try await hospital.authentication().login(username: "", password: "p")
                    }
                ),
                (
                    .password,
                    { () async throws(ServiceError) in
                        _ = try await hospital.authentication().login(username: "u", password: "")
                    }
                ),
                (
                    .accessToken,
                    { () async throws(ServiceError) in
                        _ = try await hospital.authentication().loginWithToken("a\r\nX-Evil: 1")
                    }
                ),
                (
                    .allowedUnits,
                    { () async throws(ServiceError) in
                        _ = try await service.requestConference(ConferenceDraft(joinPolicy: .organisationUnits([])))
                    }
                ),
                (
                    .role,
                    { () async throws(ServiceError) in
                        _ = try await proconf.getProconfToken(role: "king", room: "r", participantName: "A")
                    }
                ),
                (.room, { () async throws(ServiceError) in _ = try await proconf.status(of: ".") }),
                (
                    .participantName,
                    { () async throws(ServiceError) in
                        _ = try await proconf.getProconfToken(role: "owner", room: "r", participantName: long)
                    }
                ),
            ]
            for (field, call) in calls {
                let error = try await failure(call)
                #expect(error.field == field, "\(error.title)")
                #expect(error.advice == "Correct it; nothing was sent.")
            }
            #expect(hospital.wire.all.isEmpty)
        }
    }

    @Test(
        "a complaint is the end of a sentence about the field",
        arguments: [
            (InputField.name, "Ana", nil), (.name, "Dr. Ção 🩺 हृदय", nil),
            (.name, "a\u{202E}b", "holds a character that cannot be shown"), (.name, "\t", "is empty"),
            (.name, "a\tb", "holds a control character"), (.password, "   ", nil),
            (.user, String(repeating: "u", count: 1025), "is longer than 1024 characters"),
            (.avatarURL, "", nil),
            (.avatarURL, "https://a.example/x y", "holds a character that must be percent-encoded"),
            (.avatarURL, "ftp://a.example/x", "must begin with https:// (http:// is for this machine only)"),
            (.avatarURL, "http://a.example/x", "must begin with https:// (http:// is for this machine only)"),
            (.avatarURL, "https:///x", "names no host"), (.serviceURL, "https://a.example/v1", nil),
            (.serviceURL, "a.example", "is not a URL"),
            (.serviceURL, "https://u:p@a.example", "must not hold a user name or a password"),
            (.serviceURL, "https://a.example?x=1", "must end with its path, without “?” or “#”"),
            (.conference, "..", "must not be “..”"), (.conference, "a/b?c", nil),
            (.accessToken, "abc.def-_~+/=", nil), (.accessToken, "ab c", "holds a character that no token has"),
        ] as [(InputField, String, String?)]
    )
    func complaints(_ field: InputField, _ text: String, _ complaint: String?) {
        #expect(InputCheck.complaint(about: text, in: field) == complaint)
    }
}
