import Foundation
import Meetings
import Sandbox
import Services
import Testing

@Suite("The methods of the ProCONF contract", .timeLimit(.minutes(10)))
struct ProConfServiceTests {
    @Test("an application server signs in, and its token opens the rest")
    func applicationServer() async throws {
        try await Hospital.open { hospital in
            let service = try await applicationServer(of: hospital)
            let token = try await service.getProconfToken(role: "owner", room: "testRoom", participantName: "Alex")
            #expect(token.roomWasLowercased)
            #expect(token.link.claims?.room == "testroom")
            #expect(token.link.claims?.role == "owner")
            #expect(token.link.claims?.participantName == "Alex")
            #expect(
                token.link.url.reveal() == "http://\(hospital.address.domain)/testroom?jwt=\(token.link.token.reveal())"
            )
            #expect(try await service.features().contains(ProConfFeature(name: "audio_call", isOn: true)))
            #expect(
                try await service.status(of: "testRoom") == ProConfRoomStatus(isTranscribing: false, isRecording: false)
            )
            #expect(try await service.catchUp(of: "testRoom").string.split(separator: "\n").count == 3)
            guard case .text(let summary) = try await service.summary(of: "testRoom") else {
                throw Unexpected("an application server gives the summary's text")
            }
            #expect(summary.string.contains("\n"))
            let meetings = try await service.meetings()
            #expect(!meetings.isEmpty)
            #expect(meetings.allSatisfy { $0.created != nil && $0.ended != nil })
            let member = try await service.joinMember(room: "testRoom", participantName: "Bia")
            #expect(member.link.claims?.role == "member")
            #expect(
                hospital.wire.lines == [
                    "POST proconf/proconfToken", "GET proconf/callConfig", "GET proconf/callStatus",
                    "GET proconf/callCatchUp/testRoom", "GET proconf/callSummary/testRoom", "GET proconf/meetings",
                    "POST proconf/auth/joinmember",
                ]
            )
            #expect(
                hospital.wire.bodies == [
                    ["role": "owner", "room": "testRoom", "participantName": "Alex"],
                    ["room": "testRoom", "participantName": "Bia"],
                ]
            )
            #expect(hospital.wire.all.allSatisfy { $0.headers["authorization"] != nil })
        }
    }

    @Test("Admin Control is called without a login, under its own routes")
    func adminControl() async throws {
        try await Hospital.open { hospital in
            let service = adminControl(of: hospital)
            let room = "sala união/1"
            let token = try await service.getProconfToken(role: "owner", room: room, participantName: "Alex")
            #expect(!token.roomWasLowercased)
            #expect(token.link.url.reveal().contains("/sala%20uni%C3%A3o%2F1?jwt="))
            _ = try await service.features()
            _ = try await service.status(of: room)
            _ = try await service.catchUp(of: room)
            guard case .file(let meeting, _, let location) = try await service.summary(of: room) else {
                throw Unexpected("Admin Control says where the summary lies")
            }
            #expect(meeting?.string.hasPrefix("\(room)_") == true)
            #expect(location.string.hasPrefix("http://"))
            _ = try await service.meetings()
            let base = hospital.address.adminControl.pathComponents.filter { $0 != "/" }
            #expect(
                hospital.wire.all.map { Array($0.path.dropFirst(base.count)) } == [
                    ["proconf-token"], ["configuration"], ["sessions-status", room], ["call-catchup", room],
                    ["call-summary", room], ["meetings"],
                ]
            )
            #expect(hospital.wire.all.allSatisfy { $0.headers["authorization"] == nil })

            let error = try await failure { () async throws(ServiceError) in
                try await service.joinMember(room: room, participantName: "Bia")
            }
            guard case .unsupported = error else { throw Unexpected("\(error)") }
        }
    }

    @Test("a token that is invalid, and a room without a meeting, are refused in the contract's words")
    func refusals() async throws {
        try await Hospital.open { hospital in
            let service = adminControl(of: hospital)
            let missing = try await failure { () async throws(ServiceError) in try await service.status(of: "nowhere") }
            #expect(
                missing.refusal
                    == Refusal(
                        status: 404,
                        words: "Not found",
                        requestIdentifier: missing.refusal?.requestIdentifier
                    )
            )
            let stranger = ProConfService(
                transport: hospital.transport,
                deployment: ProConfDeployment(
                    server: .applicationServer(hospital.address.proconf),
                    domain: "a.example"
                ),
                tokens: TokenDesk("not-a-token")
            )
            let refused = try await failure { () async throws(ServiceError) in try await stranger.meetings() }
            #expect(refused.refusal?.status == 401)
            #expect(refused.refusal?.words == "Unauthorized")
        }
    }

    @Test(
        "the four errors are told apart by the envelope where the status says 200",
        arguments: [
            (400, "Invalid body in request."), (401, "Unauthorized"), (404, "Not found"),
            (500, "Internal server error"),
        ]
    )
    func envelopeErrors(_ code: Int, _ message: String) async throws {
        for body in [
            #"{"data":null,"error":{"code":\#(code),"message":"\#(message)"}}"#,
            #"{"error":{"code":"\#(code)","message":"\#(message)"},"data":null}"#,
            #"{"error":null,"data":{"error":{"code":\#(code),"message":"\#(message)"},"data":null}}"#,
        ] {
            try await Hospital.open(
                script: { _ in .body(body) },
                test: { hospital in
                    let service = adminControl(of: hospital)
                    let error = try await failure { () async throws(ServiceError) in try await service.meetings() }
                    #expect(error.refusal?.status == code)
                    #expect(error.refusal?.words.string == message)
                }
            )
        }
    }

    @Test(
        "up to three layers are taken off, in any order of keys",
        arguments: [
            #"{"error":null,"data":"tok"}"#, #"{"data":"tok","error":null}"#,
            #"{"error":null,"data":{"error":null,"data":"tok"}}"#, #"{"error":null,"data":{"data":"tok"}}"#,
            #"{"data":{"data":{"data":"tok"}}}"#, #""tok""#,
        ]
    )
    func layers(_ body: String) async throws {
        try await Hospital.open(
            script: { _ in .body(body) },
            test: { hospital in
                let token = try await adminControl(of: hospital)
                    .getProconfToken(role: "owner", room: "Room", participantName: "Alex")
                #expect(token.link.token == "tok")
                #expect(token.link.claims == nil)
                #expect(!token.roomWasLowercased)
                #expect(token.link.url.reveal().hasSuffix("/Room?jwt=tok"))
            }
        )
    }

    @Test(
        "what holds no token, or one that could steer a terminal, is unreadable",
        arguments: [
            #"{"data":{"data":{"data":{"data":"tok"}}}}"#, #"{"error":null,"data":null}"#, #"{"error":null,"data":17}"#,
            #"{"error":null,"data":"a\u001b[2Jb"}"#, "<html>",
        ]
    )
    func unreadable(_ body: String) async throws {
        try await Hospital.open(
            script: { _ in .body(body) },
            test: { hospital in
                let service = adminControl(of: hospital)
                let error = try await failure { () async throws(ServiceError) in
                    try await service.getProconfToken(role: "owner", room: "Room", participantName: "Alex")
                }
                guard case .unreadable = error else { throw Unexpected("\(error)") }
            }
        )
    }

    @Test(
        "a sign-in may call its token by any usual name",
        arguments: [
            #"{"error":null,"data":{"accessToken":"tok","refreshToken":"ref"}}"#,
            #"{"token":"tok","refresh_token":"ref"}"#,
            #"{"data":{"data":{"access_token":"tok","refreshToken":"ref"}}}"#,
        ]
    )
    func signIn(_ body: String) async throws {
        try await Hospital.open(
            script: { _ in .body(body) },
            test: { hospital in
                let deployment = ProConfDeployment(
                    server: .applicationServer(hospital.address.proconf),
                    domain: "a.example"
                )
                let pair = try await ProConfAuthentication(transport: hospital.transport, deployment: deployment)
                    .login(username: "u", password: "p")
                #expect(pair.access == "tok")
                #expect(pair.refresh == "ref")
                #expect(hospital.wire.bodies == [["username": "u", "password": "p"]])
            }
        )
    }

    @Test(
        "a login is renewed with the token that the sign-in gave for it, which a server may change or not",
        arguments: [
            (#"{"error":null,"data":{"accessToken":"tok","refreshToken":"ref-2","expiresIn":600}}"#, "ref-2"),
            (#"{"error":null,"data":{"accessToken":"tok","expiresIn":600}}"#, "ref-1"),
        ]
    )
    func renewal(_ body: String, _ refresh: Secret) async throws {
        try await Hospital.open(
            script: { _ in .body(body) },
            test: { hospital in
                let deployment = ProConfDeployment(
                    server: .applicationServer(hospital.address.proconf),
                    domain: "a.example"
                )
                let pair = try await ProConfAuthentication(transport: hospital.transport, deployment: deployment)
                    .refresh("ref-1")
                #expect(pair.access == "tok")
                #expect(pair.refresh == refresh)
                #expect(pair.lifetime == 600)
                #expect(hospital.wire.lines == ["POST proconf/auth/refresh"])
                #expect(hospital.wire.bodies == [["refreshToken": "ref-1"]])
            }
        )
    }

    @Test("a renewal that is refused says so without the token, and Admin Control has none")
    func refusedRenewal() async throws {
        try await Hospital.open(
            script: { _ in .body(#"{"error":{"code":401,"message":"no ref-secret here"},"data":null}"#, 401) },
            test: { hospital in
                func refresh(_ server: ProConfServer) async throws -> ServiceError {
                    let deployment = ProConfDeployment(server: server, domain: "a.example")
                    let authentication = ProConfAuthentication(transport: hospital.transport, deployment: deployment)
                    return try await failure { () async throws(ServiceError) in
                        try await authentication.refresh("ref-secret")
                    }
                }
                let refused = try await refresh(.applicationServer(hospital.address.proconf))
                #expect(refused.title.hasPrefix("Could not renew the ProCONF login: "))
                #expect(refused.refusal?.words == "no ••• here")
                guard case .unsupported = try await refresh(.adminControl(hospital.address.adminControl)) else {
                    throw Unexpected("Admin Control has nobody log in")
                }
                #expect(hospital.wire.lines.count == 1)
            }
        )
    }

    @Test(
        "a join template names its places, and makes an address",
        arguments: [
            ("https://{domain}/{room}?jwt={token}", nil), ("https://join.example/#/{room}/{token}", nil),
            ("https://{domain}/{room}", "has no {token}"), ("https://{domain}/?jwt={token}", "has no {room}"),
            ("ftp://{domain}/{room}/{token}", "does not make an address that begins with https://"),
            ("https://{host}/{room}/{token}", "has the unknown place {host}; known are {domain}, {room} and {token}"),
        ] as [(String, String?)]
    )
    func joinTemplate(_ template: String, _ complaint: String?) {
        #expect(ProConfDeployment.complaint(aboutJoinTemplate: template) == complaint)
    }

    private func adminControl(of hospital: Hospital) -> ProConfService {
        ProConfService(
            transport: hospital.transport,
            deployment: ProConfDeployment(
                server: .adminControl(hospital.address.adminControl),
                domain: hospital.address.domain
            )
        )
    }

    private func applicationServer(of hospital: Hospital) async throws -> ProConfService {
        let deployment = ProConfDeployment(
            server: .applicationServer(hospital.address.proconf),
            domain: hospital.address.domain
        )
        let login = try await ProConfAuthentication(transport: hospital.transport, deployment: deployment)
            .login(username: hospital.address.user, password: Secret(hospital.address.password))
        hospital.wire.clear()
        return ProConfService(
            transport: hospital.transport,
            deployment: deployment,
            tokens: TokenDesk(login) { _ in login }
        )
    }
}
