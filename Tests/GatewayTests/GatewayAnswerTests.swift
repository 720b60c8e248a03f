import Foundation
import HTTPTypes
import Meetings
import Sandbox
import Services
import TestSupport
import Testing

@testable import Gateway

@Suite("What a gateway answers", .timeLimit(.minutes(10)))
struct GatewayAnswerTests {
    @Test("who signs in gets a token that the other calls take", arguments: RunningGateway.Front.available)
    func signsIn(front: RunningGateway.Front) async throws {
        let gateway = try await RunningGateway(behind: front)
        let answer = try await gateway.call(
            .post, "/auth/login", #"{"username":"ana","password":"\#(RunningGateway.password)"}"#)
        #expect(answer.status == 200)
        #expect(answer.document?["error"] == .null)
        #expect(answer.data?["tokenType"] == "Bearer")
        #expect(answer.data?["expiresIn"] == 600)
        let token = Secret(try #require(answer.data?["accessToken"]?.text))
        #expect(try await gateway.call(.get, "/callConfig", bearer: token).status == 200)
        let refresh = try #require(answer.data?["refreshToken"]?.text)
        let renewed = try await gateway.call(.post, "/auth/refresh", #"{"refreshToken":"\#(refresh)"}"#)
        #expect(renewed.status == 200)
        let newer = Secret(try #require(renewed.data?["accessToken"]?.text))
        #expect(try await gateway.call(.get, "/callConfig", bearer: newer).status == 200)
        await gateway.stop()
    }

    @Test(
        "an owner's token comes as Admin Control makes it, and starts the meeting",
        arguments: RunningGateway.Front.available)
    func ownersToken(front: RunningGateway.Front) async throws {
        let gateway = try await RunningGateway(behind: front)
        let ana = try await gateway.token(of: "ana")
        let body = #"{"role":"owner","room":"testRoom","participantName":"Alex"}"#
        let answer = try await gateway.call(.post, "/proconfToken", body, bearer: ana)
        #expect(answer.status == 200)
        let claims = try #require(answer.data?.text.flatMap { Claims(token: Secret($0)) })
        #expect(claims.payload["room"] == "testroom")
        #expect(claims.payload["participantName"] == "Alex")
        let status = try await gateway.call(.get, "/callStatus?roomName=testroom", bearer: ana)
        #expect(status.data == ["transcript_status": false, "recording_status": false])
        await gateway.stop()
    }

    @Test(
        "nobody gets a role or a room by asking",
        arguments: [
            ("berta", "owner", "team-a"), ("berta", "member", "board"), ("berta", "admin", "team-a"),
            ("carla", "member", "team-a"), ("ana", "moderator", "team-a"), ("berta", "member", "xteam-a"),
        ])
    func refusesRoles(user: String, role: String, room: String) async throws {
        let gateway = try await RunningGateway()
        let token = try await gateway.token(of: user)
        let body = #"{"role":"\#(role)","room":"\#(room)","participantName":"Alex"}"#
        let answer = try await gateway.call(.post, "/proconfToken", body, bearer: token)
        #expect(answer.refusal == "401 Unauthorized")
        #expect(gateway.adminControlCalls.isEmpty, "Admin Control is not asked")
        await gateway.stop()
    }

    @Test(
        "a room that another server could take for a path is none",
        arguments: ["team-x/../board", "team-x/board", #"team-x\\board"#, "team-%2e%2e%2fboard"])
    func refusesPaths(room: String) async throws {
        let gateway = try await RunningGateway()
        let berta = try await gateway.token(of: "berta")
        for (path, more) in [("/proconfToken", #","role":"member""#), ("/auth/joinmember", "")] {
            let answer = try await gateway.call(
                .post, path, #"{"room":"\#(room)","participantName":"B"\#(more)}"#, bearer: berta)
            #expect(answer.refusal == "400 Invalid body in request.")
        }
        let encoded = room.replacing("%", with: "%25").replacing("/", with: "%2f").replacing(#"\\"#, with: "%5c")
        let answer = try await gateway.call(.get, "/callStatus?roomName=\(encoded)", bearer: berta)
        #expect(answer.refusal == "400 Room name required in query param.")
        #expect(gateway.adminControlCalls.isEmpty)
        await gateway.stop()
    }

    @Test("a member joins a meeting that goes on, and no other", arguments: RunningGateway.Front.available)
    func joinsAsMember(front: RunningGateway.Front) async throws {
        let gateway = try await RunningGateway(behind: front)
        let (ana, berta) = (try await gateway.token(of: "ana"), try await gateway.token(of: "berta"))
        let body = #"{"room":"team-a","participantName":"Berta","role":"owner"}"#
        let early = try await gateway.call(.post, "/auth/joinmember", body, bearer: berta)
        #expect(early.refusal == "404 Not found")
        _ = try await gateway.call(
            .post, "/proconfToken", #"{"role":"owner","room":"team-a","participantName":"Ana"}"#, bearer: ana)
        let answer = try await gateway.call(.post, "/auth/joinmember", body, bearer: berta)
        let claims = try #require(answer.data?.text.flatMap { Claims(token: Secret($0)) })
        #expect(claims.payload["context"]?["user"]?["role"] == "member")
        let other = try await gateway.call(
            .post, "/auth/joinmember", #"{"room":"board","participantName":"Berta"}"#, bearer: berta)
        #expect(other.refusal == "401 Unauthorized")
        await gateway.stop()
    }

    @Test(
        "catch-up and summary come as text, and only to who may see the room", arguments: RunningGateway.Front.available
    )
    func textsOfRooms(front: RunningGateway.Front) async throws {
        let gateway = try await RunningGateway(behind: front)
        let (ana, berta) = (try await gateway.token(of: "ana"), try await gateway.token(of: "berta"))
        _ = try await gateway.call(
            .post, "/proconfToken", #"{"role":"owner","room":"board room","participantName":"Ana"}"#, bearer: ana)
        let catchUp = try await gateway.call(.get, "/callCatchUp/board%20room", bearer: ana)
        #expect(catchUp.data?.text?.contains("board room") == true)
        let summary = try await gateway.call(.get, "/callSummary/board%20room", bearer: ana)
        #expect(summary.data?.text?.hasPrefix("Summary of") == true)
        for path in ["/callCatchUp/board%20room", "/callSummary/board%20room", "/callStatus?roomName=board%20room"] {
            #expect(try await gateway.call(.get, path, bearer: berta).refusal == "401 Unauthorized")
        }
        #expect(try await gateway.call(.get, "/callCatchUp/nowhere", bearer: ana).refusal == "404 Not found")
        await gateway.stop()
    }

    @Test(
        "the list of ended meetings holds only rooms that the caller may see", arguments: RunningGateway.Front.available
    )
    func filtersMeetings(front: RunningGateway.Front) async throws {
        let gateway = try await RunningGateway(behind: front)
        let (ana, berta) = (try await gateway.token(of: "ana"), try await gateway.token(of: "berta"))
        guard case .array(let all)? = try await gateway.call(.get, "/meetings", bearer: ana).data else {
            Issue.record("no list")
            return
        }
        #expect(all.count > 1)
        #expect(all.allSatisfy { $0["unique_id"] != nil && $0["destroyed_at"] != nil }, "they come as they are")
        #expect(try await gateway.call(.get, "/meetings", bearer: berta).data == .array([]))
        await gateway.stop()
    }

    @Test("without a good token nothing is told", arguments: ["", "x", "eyJhbGciOiJub25lIn0.e30.", "a.b.c"])
    func wantsToken(token: String) async throws {
        let gateway = try await RunningGateway()
        for route in GatewayRoute.allCases where route.needsUser {
            let path = route.path.replacing("{room}", with: "a")
            let answer = try await gateway.call(
                route.method, path, route.method == .post ? "{}" : nil, bearer: token.isEmpty ? nil : Secret(token))
            #expect(answer.refusal == "401 Unauthorized", "\(route.path)")
            #expect(answer.fields[.wwwAuthenticate] == "Bearer")
        }
        await gateway.stop()
    }

    @Test(
        "the error of each kind has the contract's words in the contract's envelope",
        arguments: RunningGateway.Front.available)
    func envelopes(front: RunningGateway.Front) async throws {
        let gateway = try await RunningGateway(behind: front)
        let ana = try await gateway.token(of: "ana")
        let expected: [(HTTPRequest.Method, String, String?, String)] = [
            (.get, "/nothing", nil, "404 Not found"), (.get, "/proconfToken", nil, "404 Not found"),
            (.post, "/callConfig", "{}", "404 Not found"),
            (.get, "/callStatus", nil, "400 Room name required in query param."),
            (.post, "/proconfToken", "{}", "400 Invalid body in request."),
            (.get, "/callCatchUp/%01", nil, "400 Invalid body in request."),
        ]
        for (method, path, body, refusal) in expected {
            let answer = try await gateway.call(method, path, body, bearer: ana)
            #expect(answer.refusal == refusal, "\(method) \(path)")
            #expect(answer.document?["data"] == .null)
            #expect(answer.fields[.contentType] == "application/json")
        }
        await gateway.sandbox.beginOutage()
        let failed = try await gateway.call(.get, "/meetings", bearer: ana)
        #expect(failed.refusal == "500 Internal server error")
        await gateway.stop()
    }

    @Test("every answer keeps browsers from making more of it, and has a name")
    func protects() async throws {
        let gateway = try await RunningGateway()
        for path in ["/healthz", "/nothing", "/callConfig"] {
            let answer = try await gateway.call(.get, path)
            for (name, value) in GatewayAnswer.protection {
                #expect(answer.fields[try #require(HTTPField.Name(name))] == value)
            }
            #expect(answer.fields[try #require(HTTPField.Name("X-Request-Id"))]?.count == 16)
            #expect(answer.fields[.date] != nil)
            #expect(answer.fields[.accessControlAllowOrigin] == nil)
        }
        await gateway.stop()
    }

    @Test("pages of listed origins may call, and no others")
    func listsOrigins() async throws {
        let gateway = try await RunningGateway { $0.origins = ["https://app.example"] }
        let asking: HTTPFields = [.origin: "https://app.example", .accessControlRequestMethod: "POST"]
        let preflight = try await gateway.call(.options, "/proconfToken", fields: asking)
        #expect(preflight.status == 204)
        #expect(preflight.fields[.accessControlAllowOrigin] == "https://app.example")
        #expect(preflight.fields[.accessControlAllowMethods] == "POST")
        let stranger: HTTPFields = [.origin: "https://evil.example", .accessControlRequestMethod: "POST"]
        let refused = try await gateway.call(.options, "/proconfToken", fields: stranger)
        #expect(refused.status == 404)
        #expect(refused.fields[.accessControlAllowOrigin] == nil)
        let call = try await gateway.call(.get, "/callConfig", fields: [.origin: "https://app.example"])
        #expect(call.status == 401)
        #expect(call.fields[.accessControlAllowOrigin] == "https://app.example")
        await gateway.stop()
    }

    @Test("readiness says whether Admin Control answers, and liveness does not")
    func tellsReadiness() async throws {
        let gateway = try await RunningGateway { $0.featuresLifetime = .zero }
        #expect(try await gateway.call(.get, "/readyz").status == 200)
        await gateway.sandbox.beginOutage()
        #expect(try await gateway.call(.get, "/readyz").status == 503)
        #expect(try await gateway.call(.get, "/healthz").status == 200)
        await gateway.stop()
    }

    @Test("metrics are for those who may read them")
    func guardsMetrics() async throws {
        let open = try await RunningGateway()
        _ = try await open.call(.post, "/auth/login", #"{"username":"ana","password":"wrong"}"#)
        let page = try await open.call(.get, "/metrics").text
        #expect(page.contains(#"gavel_gateway_requests_total{route="/auth/login",status="401"} 1"#))
        #expect(page.contains("gavel_gateway_sign_ins_refused_total"))
        await open.stop()
        let closed = try await RunningGateway { $0.metricsReaders = [] }
        #expect(try await closed.call(.get, "/metrics").refusal == "404 Not found")
        await closed.stop()
    }

    @Test("the log has a line for every request, without what is secret", arguments: RunningGateway.Front.available)
    func logs(front: RunningGateway.Front) async throws {
        let gateway = try await RunningGateway(behind: front)
        let ana = try await gateway.token(of: "ana")
        _ = try await gateway.call(.get, "/callStatus?roomName=team-a&key=hidden", bearer: ana)
        _ = try await gateway.call(.get, "/some/where?secret=hidden", bearer: ana)
        await gateway.stop()
        let lines = gateway.log.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0].contains(#""route":"/auth/login","status":200"#))
        #expect(lines[0].contains(#""client":"127.0.0.1","user":"ana","room":null"#))
        #expect(lines[1].contains(#""route":"/callStatus","status":404"#))
        #expect(lines[1].contains(#""user":"ana","room":"team-a""#))
        #expect(lines[2].contains(#""route":"unknown","status":404"#))
        for secret in [ana.reveal(), RunningGateway.password, "hidden", "Bearer"] {
            #expect(!gateway.log.contains(secret))
        }
    }

    @Test(
        "when one of two gateways ends, no call behind nginx fails",
        .enabled(if: Nginx.isInstalled, "nginx is not installed"))
    func endsOneOfTwo() async throws {
        let gateway = try await RunningGateway(behind: .nginx) { $0.limits.drainTime = .seconds(15) }
        let ana = try await gateway.token(of: "ana")
        let end = Task { await gateway.servers[1].end() }
        for _ in 0..<60 {
            #expect(try await gateway.call(.get, "/callConfig", bearer: ana).status == 200)
        }
        await end.value
        #expect(try await gateway.call(.get, "/meetings", bearer: ana).status == 200)
        await gateway.stop()
    }
}
