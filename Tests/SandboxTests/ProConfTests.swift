import Foundation
import HTTPTypes
import Meetings
import Sandbox
import Testing

@Suite("ProCONF", .timeLimit(.minutes(10)))
struct ProConfTests {
    private static func error(_ code: Int64, _ message: String) -> JSONValue {
        .object(["error": .object(["code": .integer(code), "message": .string(message)]), "data": .null])
    }

    private static let invalid = error(400, "Invalid body in request.")
    private static let unauthorized = error(401, "Unauthorized")
    private static let notFound = error(404, "Not found")

    @Test("Each of the errors has its exact words", arguments: ["proconf/proconfToken", "admin/api/proconf-token"])
    func errors(path: String) async throws {
        try await SandboxCaller.withSandbox { caller in
            let token = try await caller.proConfLogin()
            let url = "\(caller.address.origin)/\(path)"
            let good = ["role": "owner", "room": "sala", "participantName": "Ana"]
            for name in good.keys {
                for value in [nil, .null, "", "  ", 5, .object([:])] as [JSONValue?] {
                    var body = good.mapValues { JSONValue.string($0) }
                    body[name] = value
                    let answer = try await caller.call(.post, url, token: token, .object(body))
                    #expect(answer.status == 400)
                    #expect(answer.json == ProConfTests.invalid, "\(name): \(String(describing: value))")
                }
            }
            let form: HTTPFields = [.contentType: "text/plain"]
            let unread = try await caller.send(.post, url, token: token, body: Data("{}".utf8), form)
            #expect(unread.json == ProConfTests.invalid)
            let stranger = try await caller.call(.post, url, token: "nonsense", .object([:]))
            #expect(stranger.status == 401)
            #expect(stranger.json == ProConfTests.unauthorized)
            for method in [HTTPRequest.Method.get, .put, .delete, .patch, .options] {
                let wrong = try await caller.call(method, url, token: token)
                #expect(wrong.status == 404)
                #expect(wrong.json == ProConfTests.notFound)
            }
            let unknown = try await caller.call(.get, "\(url)/further", token: token)
            #expect(unknown.status == 404)
            #expect(unknown.json == ProConfTests.notFound)
        }
    }

    @Test("The application server wants a token, Admin Control takes a call without one")
    func tokens() async throws {
        try await SandboxCaller.withSandbox { caller in
            let server = "\(caller.address.proconf)/meetings"
            let admin = "\(caller.address.adminControl)/meetings"
            #expect(try await caller.call(.get, server).json == ProConfTests.unauthorized)
            #expect(try await caller.call(.get, admin).status == 200)
            let foreign = try await caller.login()
            #expect(try await caller.call(.get, server, token: foreign).json == ProConfTests.unauthorized)
            #expect(try await caller.call(.get, admin, token: foreign).json == ProConfTests.unauthorized)
            let token = try await caller.proConfLogin()
            #expect(try await caller.call(.get, server, token: token).status == 200)
            #expect(try await caller.call(.get, admin, token: token).status == 200)
        }
    }

    @Test("A sign-in takes each of the names in use", arguments: ["username", "login", "email"])
    func login(name: String) async throws {
        try await SandboxCaller.withSandbox { caller in
            let url = "\(caller.address.proconf)/auth/login"
            func body(_ password: String) -> JSONValue {
                .object([name: .string(caller.address.user), "password": .string(password)])
            }
            let good = try await caller.call(.post, url, body(caller.address.password))
            #expect(good.json["data"]?["accessToken"]?.text != nil)
            let wrong = try await caller.call(.post, url, body("guess"))
            #expect(wrong.status == 401)
            #expect(wrong.json == ProConfTests.unauthorized)
            #expect(try await caller.call(.post, url, .object([name: "x"])).json == ProConfTests.invalid)
        }
    }

    @Test("A started conference is an ongoing meeting, and an ended one is in the list")
    func meeting() async throws {
        try await SandboxCaller.withSandbox { caller in
            let v4h = try await caller.login()
            let token = try await caller.proConfLogin()
            let made = try await caller.create(token: v4h, .object(["name": "Reunião"]))
            let base = caller.address.proconf.absoluteString
            let admin = caller.address.adminControl.absoluteString
            let status = "\(base)/callStatus?roomName=\(made.room.uppercased())"
            let member: JSONValue = .object(["room": .string(made.room), "participantName": "Ana"])
            #expect(try await caller.call(.get, status, token: token).json == ProConfTests.notFound)
            let early = try await caller.call(.post, "\(base)/auth/joinmember", token: token, member)
            #expect(early.json == ProConfTests.notFound)

            let session = "\(caller.address.v4h)/sessions/\(made.id)"
            #expect(try await caller.call(.post, "\(session)/join", token: v4h).status == 200)
            let flags: JSONValue = .object(["transcript_status": false, "recording_status": false])
            #expect(try await caller.call(.get, status, token: token).json["data"] == flags)
            #expect(try await caller.call(.get, "\(admin)/sessions-status/\(made.room)").json["data"] == flags)
            let catchUp = try await caller.call(.get, "\(base)/callCatchUp/\(made.room)", token: token)
            #expect(catchUp.json["data"]?.text?.contains("Reunião") == true)
            let joined = try await caller.call(.post, "\(base)/auth/joinmember", token: token, member)
            #expect(joined.json["data"]?.text?.split(separator: ".").count == 3)

            #expect(try await caller.call(.post, "\(session)/close", token: v4h).status == 204)
            #expect(try await caller.call(.get, status, token: token).json == ProConfTests.notFound)
            let summary = try await caller.call(.get, "\(base)/callSummary/\(made.room)", token: token)
            let file = try await caller.call(.get, "\(admin)/call-summary/\(made.room)").json["data"]
            let location = try #require(file?["file_url"]?.text)
            #expect(try await caller.call(.get, location).text == summary.json["data"]?.text)
            let list = try await caller.call(.get, "\(base)/meetings", token: token)
            guard case .array(let meetings)? = list.json["data"] else {
                Issue.record("no array: \(list.text)")
                return
            }
            let ended = try #require(meetings.first { $0["room_name"]?.text == made.room })
            #expect(ended["unique_id"] == file?["meeting_id"])
            #expect(ended["created_at"]?.text?.hasSuffix("Z") == true)
            #expect(meetings.count > 20)
        }
    }

    @Test("A status without a room, and rooms nobody knows")
    func rooms() async throws {
        try await SandboxCaller.withSandbox { caller in
            let token = try await caller.proConfLogin()
            let base = caller.address.proconf.absoluteString
            let missing = ProConfTests.error(400, "Room name required in query param.")
            #expect(try await caller.call(.get, "\(base)/callStatus", token: token).json == missing)
            #expect(try await caller.call(.get, "\(base)/callStatus?roomName=", token: token).json == missing)
            for path in ["callStatus?roomName=nowhere", "callCatchUp/nowhere", "callSummary/nowhere"] {
                let answer = try await caller.call(.get, "\(base)/\(path)", token: token)
                #expect(answer.status == 404)
                #expect(answer.json == ProConfTests.notFound, "\(path)")
            }
            let features = try await caller.call(.get, "\(base)/callConfig", token: token)
            #expect(features.json["data"]?["features"]?["waiting_room"] == true)
            #expect(try await caller.call(.get, "\(caller.address.adminControl)/configuration").json == features.json)
        }
    }
}
