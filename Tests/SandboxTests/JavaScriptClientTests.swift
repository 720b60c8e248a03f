import Foundation
import HTTPTypes
import Meetings
import Sandbox
import Testing

@Suite("The shipped JavaScript client's walk", .timeLimit(.minutes(10)))
struct JavaScriptClientTests {
    @Test("It logs in, creates, lists, gets, updates, leaves, closes and deletes", arguments: ["", "/"])
    func walk(slash: String) async throws {
        try await SandboxCaller.withSandbox { caller in
            let base = caller.address.v4h.absoluteString
            let login = try await caller.call(.post, "\(base)/auth\(slash)", caller.credentials())
            #expect(login.status == 200)
            let token = try login.member("accessToken")
            _ = try login.member("refreshToken")

            let wish: JSONValue = .object([
                "profileId": 1, "skinId": 1, "orgUnit": 11, "joinPolicy": "PUBLIC", "listPolicy": "PUBLIC",
            ])
            let made = try await caller.call(.post, "\(base)/sessions\(slash)", token: token, wish)
            #expect(made.status == 200)
            let id = try made.member("id")
            let one = "\(base)/sessions/\(id)"

            let list = try await caller.call(.get, "\(base)/sessions\(slash)", token: token)
            guard case .array(let records) = list.json else {
                Issue.record("the list is no array")
                return
            }
            #expect(records.count == 41)
            #expect(records.first?["short"] == made.json["short"], "the newest comes first")

            let ready = try await caller.call(.get, one + slash, token: token)
            #expect((ready.json["status"] ?? ready.json["state"]) == "READY")
            let change: JSONValue = .object(["listPolicy": "SHARED", "alias": "um nome qualquer"])
            #expect(try await caller.call(.put, one + slash, token: token, change).status == 204)
            #expect(try await caller.call(.get, one, token: token).json["listPolicy"] == "SHARED")

            let joined = try await caller.call(.post, "\(one)/join\(slash)", token: token)
            _ = try joined.member("sessionToken")
            #expect(try joined.member("short") == made.member("short"))
            let left: JSONValue = .object(["partId": .string(try joined.member("partId"))])
            #expect(try await caller.call(.post, "\(one)/left\(slash)", token: token, left).status == 204)
            #expect(try await caller.call(.post, "\(one)/close\(slash)", token: token).status == 204)
            let finished = try await caller.call(.get, one, token: token)
            #expect((finished.json["status"] ?? finished.json["state"]) == "FINISHED")
            #expect(try await caller.call(.delete, one + slash, token: token).status == 204)
            #expect(try await caller.call(.get, one, token: token).status == 404)
            #expect(try await caller.call(.delete, one, token: token).status == 404)
        }
    }

    @Test("Organisations are an array, each with its conferences")
    func organisations() async throws {
        try await SandboxCaller.withSandbox { caller in
            let token = try await caller.login()
            let list = try await caller.call(.get, "\(caller.address.v4h)/orgs", token: token)
            guard case .array(let organisations) = list.json else {
                Issue.record("no array: \(list.text)")
                return
            }
            let id = try #require(organisations.first?["id"]?.text)
            let first = try await caller.call(.get, "\(caller.address.v4h)/orgs/\(id)", token: token)
            #expect(first.json == organisations.first)
            var counted = 0
            for organisation in organisations {
                let number = try #require(organisation["id"]?.text)
                let owned = try await caller.call(.get, "\(caller.address.v4h)/orgs/\(number)/sessions", token: token)
                guard case .array(let records) = owned.json else {
                    Issue.record("no array: \(owned.text)")
                    return
                }
                counted += records.count
            }
            #expect(counted == 39, "every conference but the one of which nothing is known has an owner")
            #expect(try await caller.call(.get, "\(caller.address.v4h)/orgs/99", token: token).status == 404)
        }
    }

    @Test("A body that is not needed may be empty, also where it is called JSON")
    func emptyBody() async throws {
        try await SandboxCaller.withSandbox { caller in
            let token = try await caller.login()
            let id = try await caller.create(token: token).id
            let json: HTTPFields = [.contentType: "application/json"]
            for (call, body) in [("join", Data()), ("close", Data("{}".utf8))] {
                let url = "\(caller.address.v4h)/sessions/\(id)/\(call)"
                let answer = try await caller.send(.post, url, token: token, body: body, json)
                #expect((200...204).contains(answer.status), "\(call): \(answer.text)")
            }
        }
    }

    @Test("A page of any origin may call, and may read the answer's date and identifier")
    func anyOrigin() async throws {
        try await SandboxCaller.withSandbox { caller in
            let origin = "https://clinic.example"
            let asking = try #require(HTTPField.Name("Access-Control-Request-Method"))
            let wanted = try #require(HTTPField.Name("Access-Control-Request-Headers"))
            let url = "\(caller.address.v4h)/sessions/5"
            let preflight = try await caller.call(
                .options,
                url,
                fields: [.origin: origin, asking: "PUT", wanted: "authorization,content-type"]
            )
            #expect(preflight.status == 204)
            #expect(preflight.headers[.accessControlAllowOrigin] == origin)
            #expect(preflight.headers[.accessControlAllowMethods]?.contains("PUT") == true)
            #expect(preflight.headers[.accessControlAllowHeaders] == "authorization,content-type")
            let refused = try await caller.call(.get, url, fields: [.origin: origin])
            #expect(refused.status == 401)
            #expect(refused.headers[.accessControlAllowOrigin] == origin)
            #expect(refused.headers[.accessControlExposeHeaders] == "Date, X-Request-Id")
        }
    }
}
