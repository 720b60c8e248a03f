import Foundation
import HTTPTypes
import Meetings
import Sandbox
import Testing

@Suite("The session-manager-v1 dialect", .timeLimit(.minutes(10)))
struct SessionManagerTests {
    private let wish: JSONValue = .object([
        "org": "São Lucas", "orgUnit": "Telemedicina", "name": "Teleconsulta", "openPolicy": "ROOMPWD",
        "joinPolicy": "PUBLIC", "openPwd": "abre", "joinPwd": "entra", "lobbyEnabled": false,
    ])

    @Test("Tokens tell their lifetime in minutes, also a part of one", arguments: ["", "/"])
    func login(slash: String) async throws {
        let configuration = SandboxConfiguration(tokenLifetime: .seconds(90), refreshLifetime: .seconds(3_600))
        try await SandboxCaller.withSandbox(configuration) { caller in
            let url = "\(caller.address.origin)/api/auth/org\(slash)"
            let login = try await caller.call(.post, url, caller.credentials())
            #expect(login.json["access"]?["expires"] == .number(1.5))
            #expect(login.json["refresh"]?["expires"] == 60)
            let refresh = try #require(login.json["refresh"]?["token"]?.text)
            let body: JSONValue = .object(["refreshToken": .string(refresh)])
            let second = try await caller.call(.post, "\(caller.address.origin)/api/auth/refresh\(slash)", body)
            let token = try #require(second.json["access"]?["token"]?.text)
            let list = "\(caller.address.origin)/api/v1/sessions"
            #expect(try await caller.call(.get, list, token: token).status == 200)
            let again = try await caller.call(.post, "\(caller.address.origin)/api/v1/auth/refresh", body)
            #expect(again.status == 401)
            #expect(try !again.member("error").isEmpty)
        }
    }

    @Test("A room is made, opened, joined and ended, and has a recording then")
    func walk() async throws {
        try await SandboxCaller.withSandbox { caller in
            let base = "\(caller.address.origin)/api/v1"
            let login = try await caller.call(.post, "\(caller.address.origin)/api/auth/org/", caller.credentials())
            let token = try #require(login.json["access"]?["token"]?.text)
            let made = try await caller.call(.post, "\(base)/rooms", token: token, wish)
            let room = "\(base)/rooms/\(try made.member("short"))"

            func join(_ moderator: Bool, password: String) async throws -> SandboxCaller.Answer {
                let body: JSONValue = .object([
                    "firstName": "Ana", "lastName": "do Vale", "moderator": .bool(moderator),
                    "joinPwd": .string(password),
                ])
                return try await caller.call(.post, "\(room)/join", token: token, body)
            }
            func open(_ password: String) async throws -> SandboxCaller.Answer {
                let body: JSONValue = .object(["openPwd": .string(password)])
                return try await caller.call(.post, "\(room)/open", token: token, body)
            }
            #expect(try await join(false, password: "entra").status == 403, "not open yet")
            #expect(try await join(true, password: "entra").status == 403, "opening asks for its password")
            #expect(try await open("fecha").status == 403)
            #expect(try await open("abre").status == 200)
            #expect(try await join(false, password: "sai").status == 403)
            let moderator = try await join(true, password: "")
            let member = try await join(false, password: "entra")
            let id = try member.member("sessionId")
            #expect(try moderator.member("sessionId") == id)
            _ = try member.member("sessionToken")

            let recordings = "\(base)/recordings?sessionId=\(id)"
            #expect(try await caller.call(.get, recordings, token: token).json == .array([]))
            #expect(try await caller.call(.delete, "\(base)/sessions/\(id)", token: token).status == 204)
            #expect(try await caller.call(.delete, "\(base)/sessions/\(id)", token: token).status == 409)
            let ended = try await caller.call(.get, "\(base)/sessions/\(id)", token: token)
            #expect((ended.json["status"] ?? ended.json["state"]) == "FINISHED", "ended, not removed")
            guard case .array(let stored) = try await caller.call(.get, recordings, token: token).json else {
                Issue.record("no array")
                return
            }
            #expect(stored.count == 1)
            #expect(stored.first?["hash"] == ended.json["hash"])
            #expect(try await join(false, password: "entra").status == 410)
        }
    }

    @Test("A body that lacks something is refused, and so are unknown rooms")
    func refusals() async throws {
        try await SandboxCaller.withSandbox { caller in
            let base = "\(caller.address.origin)/api/v1"
            let token = try await caller.login()
            for missing in ["org", "orgUnit", "openPolicy", "joinPolicy"] {
                guard case .object(var members) = wish else { return }
                members[missing] = nil
                let answer = try await caller.call(.post, "\(base)/rooms", token: token, .object(members))
                #expect(answer.status == 400, "without \(missing)")
                #expect(try answer.member("error").contains(missing))
            }
            let body: JSONValue = .object(["firstName": "Ana", "moderator": false])
            #expect(try await caller.call(.post, "\(base)/rooms/nowhere/join", token: token, body).status == 404)
            #expect(try await caller.call(.post, "\(base)/rooms/nowhere/open", token: token).status == 404)
            #expect(try await caller.call(.get, "\(base)/recordings", token: token).status == 400)
            #expect(try await caller.call(.get, "\(base)/recordings?sessionId=x", token: token).status == 404)
            #expect(try await caller.call(.put, "\(base)/rooms", token: token, wish).status == 405)
            #expect(try await caller.call(.post, "\(base)/rooms", wish).status == 401)
        }
    }
}
