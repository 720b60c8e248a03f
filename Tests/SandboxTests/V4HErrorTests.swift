import Foundation
import HTTPTypes
import Meetings
import Sandbox
import Testing

@Suite("What the classic dialect refuses", .timeLimit(.minutes(10)))
struct V4HErrorTests {
    @Test("A wrong password and a missing token are answered with 401 and words")
    func unauthorized() async throws {
        try await SandboxCaller.withSandbox { caller in
            let login = "\(caller.address.v4h)/auth"
            let wrong = try await caller.call(.post, login, caller.credentials(password: "guess"))
            #expect(wrong.status == 401)
            #expect(try wrong.member("message") == "User name or password is wrong.")
            #expect(try await caller.call(.post, login, caller.credentials("stranger")).status == 401)
            for path in ["sessions", "sessions/410039", "orgs"] {
                let answer = try await caller.call(.get, "\(caller.address.v4h)/\(path)")
                #expect(answer.status == 401)
                #expect(answer.headers[.wwwAuthenticate] == "Bearer")
            }
            let proConf = try await caller.proConfLogin()
            let foreign = try await caller.call(.get, "\(caller.address.v4h)/orgs", token: proConf)
            #expect(foreign.status == 401, "the token of another service")
        }
    }

    @Test("A login must be two texts")
    func loginBody() async throws {
        try await SandboxCaller.withSandbox { caller in
            let login = "\(caller.address.v4h)/auth"
            let bodies: [JSONValue] = [
                .object([:]), .object(["login": "operator"]), .object(["login": "operator", "password": .null]),
                .object(["login": 5, "password": "x"]), .array([]), "operator",
            ]
            for body in bodies { #expect(try await caller.call(.post, login, body).status == 400, "\(body)") }
            let empty = try await caller.send(.post, login, body: nil)
            #expect(empty.status == 400)
            let form: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
            #expect(try await caller.send(.post, login, body: Data("login=operator".utf8), form).status == 415)
            let json: HTTPFields = [.contentType: "application/json; charset=utf-8"]
            #expect(try await caller.send(.post, login, body: Data("{".utf8), json).status == 400)
        }
    }

    @Test("A conference is asked for with known policies and what belongs to them")
    func createBody() async throws {
        try await SandboxCaller.withSandbox { caller in
            let token = try await caller.login()
            let sessions = "\(caller.address.v4h)/sessions"
            let refused: [JSONValue] = [
                .object(["joinPolicy": "ANYONE"]), .object(["joinPolicy": 1]), .object(["listPolicy": "public"]),
                .object(["joinPolicy": "SESSIONPWD"]), .object(["joinPolicy": "SESSIONPWD", "password": ""]),
                .object(["joinPolicy": "ORGUNIT"]), .object(["joinPolicy": "ORGUNIT", "allowJoinOu": .array([])]),
                .object(["joinPolicy": "ORGUNIT", "allowJoinOu": "UTI"]), .object(["org": true]),
                .object(["profileId": "1"]), .object(["skinId": .object([:])]), .array([]),
            ]
            for body in refused {
                let answer = try await caller.call(.post, sessions, token: token, body)
                #expect(answer.status == 400, "\(body)")
                #expect(try !answer.member("message").isEmpty)
            }
            let taken: [JSONValue] = [
                .object(["org": "1", "orgUnit": "UTI Neonatal", "profile": "1", "skin": "clean"]),
                .object(["org": 1, "orgUnit": 12, "profileId": 1, "skinId": 2]),
                .object(["joinPolicy": "ORGUNIT", "allowJoinOu": .array([12, "UTI Neonatal"])]),
                .object(["joinPolicy": "SESSIONPWD", "password": "sala", "listPolicy": .null]),
            ]
            for body in taken {
                #expect(try await caller.call(.post, sessions, token: token, body).status == 200, "\(body)")
            }
        }
    }

    @Test("What has ended takes nobody in, and an unknown conference is not found")
    func closed() async throws {
        try await SandboxCaller.withSandbox { caller in
            let token = try await caller.login()
            let sessions = "\(caller.address.v4h)/sessions"
            let id = try await caller.create(token: token).id
            #expect(try await caller.call(.post, "\(sessions)/\(id)/close", token: token).status == 204)
            let guest: JSONValue = .object(["name": "Ana", "avatarUrl": ""])
            #expect(try await caller.call(.post, "\(sessions)/\(id)/join", token: token).status == 410)
            #expect(try await caller.call(.post, "\(sessions)/\(id)/guest", token: token, guest).status == 410)
            #expect(try await caller.call(.post, "\(sessions)/\(id)/close", token: token).status == 409)
            #expect(try await caller.call(.put, "\(sessions)/\(id)", token: token, .object([:])).status == 409)
            for path in ["join", "close"] {
                #expect(try await caller.call(.post, "\(sessions)/nobody/\(path)", token: token).status == 404)
            }
            #expect(try await caller.call(.post, "\(sessions)/nobody/guest", token: token, guest).status == 404)
            #expect(try await caller.call(.put, "\(sessions)/nobody", token: token, .object([:])).status == 404)
            #expect(try await caller.call(.get, "\(sessions)/nobody", token: token).status == 404)
        }
    }

    @Test("A participant who owns nothing joins what was started, where the policy lets him")
    func participant() async throws {
        try await SandboxCaller.withSandbox { caller in
            let owner = try await caller.login()
            let participant = try await caller.login(as: SandboxConfiguration.participant)
            func join(_ id: String, _ body: JSONValue? = nil) async throws -> Int {
                let url = "\(caller.address.v4h)/sessions/\(id)/join"
                return try await caller.call(.post, url, token: participant, body).status
            }
            func start(_ id: String) async throws {
                let url = "\(caller.address.v4h)/sessions/\(id)/join"
                #expect(try await caller.call(.post, url, token: owner).status == 200)
            }
            let open = try await caller.create(token: owner).id
            #expect(try await join(open) == 403, "not started yet")
            try await start(open)
            #expect(try await join(open) == 200)
            let body: JSONValue = .object(["joinPolicy": "SESSIONPWD", "password": "sala"])
            let guarded = try await caller.create(token: owner, body).id
            try await start(guarded)
            #expect(try await join(guarded, .object(["password": "porta"])) == 403)
            #expect(try await join(guarded, .object(["password": "sala"])) == 200)
            let restricted = try await caller.create(token: owner, .object(["joinPolicy": "RESTRICT"])).id
            try await start(restricted)
            #expect(try await join(restricted) == 403)
        }
    }

    @Test("Unknown paths, methods and limits get their own statuses")
    func pathsAndMethods() async throws {
        try await SandboxCaller.withSandbox { caller in
            let token = try await caller.login()
            let base = caller.address.v4h.absoluteString
            let wrong = try await caller.call(.delete, "\(base)/sessions", token: token)
            #expect(wrong.status == 405)
            #expect(wrong.headers[.allow] == "GET, POST")
            #expect(try await caller.call(.get, "\(base)/auth").status == 405)
            #expect(try await caller.call(.get, "\(base)/rooms", token: token).status == 404)
            #expect(try await caller.call(.get, "\(base)/sessions?limit=-1", token: token).status == 400)
            guard case .array(let few) = try await caller.call(.get, "\(base)/sessions?limit=3", token: token).json
            else {
                Issue.record("no array")
                return
            }
            #expect(few.count == 3)
            let left = "\(base)/sessions/\(try await caller.create(token: token).id)/left"
            #expect(try await caller.call(.post, left, token: token, .object([:])).status == 400)
        }
    }
}
