import Foundation
import Meetings
import Sandbox
import Services
import Testing

@Suite("A link that is not safe", .timeLimit(.minutes(10)))
struct UnsafeLinkTests {
    @Test(
        "is an error that says why, with the address made harmless and without its token",
        arguments: [
            (
                #"javascript:alert(1)"#, "must begin with https:// (http:// is for this machine only)",
                "javascript:alert(1)"
            ),
            (
                #"http://meet.example/r?jwt=t0k3n"#, "must begin with https:// (http:// is for this machine only)",
                "http://meet.example/r"
            ),
            (
                #"https://meet.example@evil.example/r#t0k3n"#, "must not hold a user name or a password",
                "https://meet.example@evil.example/r"
            ),
            (
                #"https://a/\u001b]52;c;UFdORUQ=\u0007"#, "holds a character that must be percent-encoded",
                "https://a/␛]52;c;UFdORUQ=␇"
            ),
            (
                #"https://m\u00fcller.example/"#, "holds a character that must be percent-encoded",
                "https://müller.example/"
            ),
            (
                #"https://a.example/\u202egnp.exe"#, "holds a character that must be percent-encoded",
                "https://a.example/gnp.exe"
            ),
            (#"https://2130706433/r"#, "has a host that is not written as one", "https://2130706433/r"),
            (
                #"--remote=https://a.example/"#, "must begin with https:// (http:// is for this machine only)",
                "--remote=https://a.example/"
            ),
            (#"/r?jwt=t0k3n"#, "is not a URL", "/r"),
        ])
    func refused(url: String, reason: String, shown: String) async throws {
        try await Hospital.open(
            script: { _ in .body(#"{"jwt":"t0k3n","url":"\#(url)"}"#) },
            test: { hospital in
                let service = hospital.scripted()
                let error = try await failure { () async throws(ServiceError) in
                    try await service.getGuestUrl(ConferenceIdentifier("1"), name: "A", avatarURL: "")
                }
                #expect(
                    error.title
                        == "Could not make a guest link: the service's link is not safe to use, as it \(reason).")
                #expect(error.detail == "POST \(hospital.address.v4h)/sessions/1/guest → “\(shown)”")
                #expect(error.advice == "Nothing was copied or opened; tell who runs the service.")
                #expect(error.mayHaveBeenCarriedOut)
            })
    }

    @Test("is not made of a domain of the profile, either")
    func ownDomain() async throws {
        try await Hospital.open(
            script: { request in
                request.path.last == "proconfToken" ? .body(#"{"data":"tok"}"#) : .body(#"{"sessionToken":"tok"}"#)
            },
            test: { hospital in
                var deployment = hospital.deployment()
                deployment.domain = "http://meet.lan"
                let service = V4HService(transport: hospital.transport, deployment: deployment, tokens: TokenDesk("t"))
                let error = try await failure { () async throws(ServiceError) in
                    try await service.joinConference(ConferenceIdentifier("1"), name: "A", avatarURL: "")
                }
                guard case .unsafeAddress = error else { throw Unexpected("\(error)") }
                let proconf = ProConfService(
                    transport: hospital.transport,
                    deployment: ProConfDeployment(
                        server: .applicationServer(hospital.address.proconf), domain: "meet.lan@evil.example"),
                    tokens: TokenDesk("t"))
                let other = try await failure { () async throws(ServiceError) in
                    try await proconf.getProconfToken(role: "owner", room: "r", participantName: "A")
                }
                guard case .unsafeAddress = other else { throw Unexpected("\(other)") }
            })
    }
}
