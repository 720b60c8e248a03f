import Foundation
import HTTPTypes
import Meetings
import Sandbox
import Testing
import Transport

@Suite("HTTP", .timeLimit(.minutes(10)))
struct HTTPStrictnessTests {
    @Test("Every answer has a date and an identifier of its own")
    func fields() async throws {
        try await SandboxCaller.withSandbox { caller in
            let name = try #require(HTTPField.Name("X-Request-Id"))
            var identifiers: Set<String> = []
            let paths = ["v1/sessions", "api/v1/rooms", "proconf/meetings", "admin/api/meetings", "", "nowhere"]
            for path in paths {
                let answer = try await caller.call(.get, "\(caller.address.origin)/\(path)")
                #expect(answer.headers[.date]?.hasSuffix(" GMT") == true)
                identifiers.insert(try #require(answer.headers[name]))
            }
            #expect(identifiers.count == paths.count)
        }
    }

    @Test("A body of more than a mebibyte is refused, and the connection goes on", arguments: [1, 3])
    func longBody(mebibytes: Int) async throws {
        try await SandboxCaller.withSandbox { caller in
            let token = try await caller.login()
            let body = Data(repeating: 0x20, count: mebibytes << 20) + Data("{}".utf8)
            let json: HTTPFields = [.contentType: "application/json"]
            let sessions = "\(caller.address.v4h)/sessions"
            #expect(try await caller.send(.post, sessions, token: token, body: body, json).status == 413)
            #expect(try await caller.call(.get, "\(sessions)?limit=1", token: token).status == 200)
        }
    }

    @Test("HEAD is GET without the body")
    func head() async throws {
        try await SandboxCaller.withSandbox { caller in
            let token = try await caller.login()
            let url = "\(caller.address.v4h)/orgs"
            let head = try await caller.call(.head, url, token: token)
            let get = try await caller.call(.get, url, token: token)
            #expect(head.status == 200)
            #expect(head.body.isEmpty)
            #expect(head.headers[.contentLength] == String(get.body.count))
        }
    }

    @Test("A room's name may be in any script")
    func percentEncoding() async throws {
        try await SandboxCaller.withSandbox { caller in
            let body: JSONValue = .object(["role": "owner", "room": "術前/会議", "participantName": "葵"])
            let admin = caller.address.adminControl.absoluteString
            #expect(try await caller.call(.post, "\(admin)/proconf-token", body).status == 200)
            let room = "%E8%A1%93%E5%89%8D%2F%E4%BC%9A%E8%AD%B0"
            let summary = try await caller.call(.get, "\(admin)/call-summary/\(room)")
            #expect(summary.json["data"]?["room_name"]?.text == "術前/会議")
            let location = try #require(summary.json["data"]?["file_url"]?.text)
            #expect(try await caller.call(.get, location).status == 200)
        }
    }

    @Test("What stands in front of the routes sees every call, and may answer in their place")
    func middleware() async throws {
        let configuration = SandboxConfiguration(middleware: { request, next in
            request.path.last == "orgs" ? SandboxAnswer(503, body: Data("busy".utf8)) : await next(request)
        })
        try await SandboxCaller.withSandbox(configuration) { caller in
            let token = try await caller.login()
            let answer = try await caller.call(.get, "\(caller.address.v4h)/orgs", token: token)
            #expect(answer.status == 503)
            #expect(answer.text == "busy")
            #expect(try await caller.call(.get, "\(caller.address.v4h)/orgs/1", token: token).status == 200)
        }
    }

    @Test("Stopping does not wait for the connections that clients keep open")
    func stop() async throws {
        let server = SandboxServer()
        let caller = SandboxCaller(server: server, address: try await server.start(), transport: CurlTransport())
        #expect(try await caller.login().isEmpty == false)
        let began = ContinuousClock.now
        await server.stop()
        #expect(began.duration(to: .now) < .seconds(60))
        await #expect(throws: TransportError.self) { _ = try await caller.login() }
        caller.transport.close()
    }

    @Test("It can be stopped and started again on the same port, and says so when it is taken")
    func restart() async throws {
        let first = SandboxServer()
        let address = try await first.start()
        await #expect(throws: SandboxError.runsAlready) { try await first.start() }
        let port = try #require(address.origin.port.flatMap { UInt16(exactly: $0) })
        let second = SandboxServer(configuration: SandboxConfiguration(port: port))
        do {
            _ = try await second.start()
            Issue.record("two servers on one port")
        } catch {
            #expect(error.description.contains("127.0.0.1:\(port)"))
        }
        await first.stop()
        await first.stop()
        #expect(try await second.start().origin == address.origin)
        await second.stop()
    }
}
