import Foundation
import HTTPTypes
import Meetings
import Sandbox
import TestSupport
import Testing
import Transport

@Suite("Outages, restarts and the control routes", .timeLimit(.minutes(10)))
struct SandboxControlTests {
    private func withControl(_ body: (SandboxCaller, _ control: String, _ token: String) async throws -> Void)
        async throws
    {
        var configuration = SandboxConfiguration(conferences: 3)
        configuration.controlPort = 0
        try await SandboxCaller.withSandbox(configuration) { caller in
            let control = try #require(caller.address.control?.absoluteString)
            try await body(caller, control, try await caller.login())
        }
    }

    private func list(_ caller: SandboxCaller, _ token: String) async throws -> Int {
        try await caller.call(.get, "\(caller.address.v4h)/sessions", token: token).status
    }

    private func isRefused(_ caller: SandboxCaller, _ token: String) async -> Bool {
        do {
            _ = try await list(caller, token)
        } catch TransportError.cannotConnect {
            return true
        } catch {}
        return false
    }

    /// A program that another test starts may have a copy of the listener for a moment, until it is that program.
    private func expectRefused(_ caller: SandboxCaller, _ token: String) async {
        var wasRefused = await isRefused(caller, token)
        for _ in 0..<100 where !wasRefused {
            try? await Task.sleep(for: .milliseconds(10))
            wasRefused = await isRefused(caller, token)
        }
        #expect(wasRefused)
    }

    @Test("in an outage the connection is refused, and after it everything is as before, on the same port")
    func outage() async throws {
        try await withControl { caller, _, token in
            #expect(try await list(caller, token) == 200)
            await caller.server.beginOutage()
            await expectRefused(caller, token)
            await caller.server.beginOutage()
            await expectRefused(caller, token)
            try await caller.server.endOutage()
            #expect(try await list(caller, token) == 200)
            try await caller.server.endOutage()
            #expect(try await list(caller, token) == 200)
        }
    }

    @Test("during an outage nobody else can take the port")
    func heldPort() async throws {
        try await withControl { caller, _, token in
            await caller.server.beginOutage()
            let port = try #require(caller.address.origin.port.flatMap { UInt16(exactly: $0) })
            for _ in 0..<20 {
                let other = SandboxServer()
                #expect(try await other.start().origin.port != Int(port))
                await other.stop()
            }
            try await caller.server.endOutage()
            #expect(try await list(caller, token) == 200)
        }
    }

    @Test("an outage with a length ends by itself")
    func timedOutage() async throws {
        try await withControl { caller, _, token in
            let wasRefused = await attempt(within: .milliseconds(300), until: { $0 }) { length in
                await caller.server.beginOutage(for: length)
                let wasRefused = await isRefused(caller, token)
                var status: Int?
                while status == nil { status = try? await list(caller, token) }
                #expect(status == 200)
                return wasRefused
            }
            #expect(wasRefused)
        }
    }

    @Test("a call under way when an outage begins gets no answer, not an error of the server")
    func underWay() async throws {
        try await withControl { caller, _, token in
            try caller.server.faults.add("list=slow:60")
            async let error = #expect(throws: TransportError.self) { _ = try await list(caller, token) }
            while caller.server.faults.calls[.list] == nil { await Task.yield() }
            await caller.server.beginOutage()
            guard case .connectionLost? = await error else {
                Issue.record("not lost: \(String(describing: await error))")
                return
            }
        }
    }

    @Test("a refusal closes the listener for its time, beginning with the call it befalls")
    func refusal() async throws {
        try await withControl { caller, _, token in
            try caller.server.faults.add("list=refuse:600*1")
            await #expect(throws: TransportError.self) { _ = try await list(caller, token) }
            // The listener is closed just after the connection.
            var isRefused = false
            while !isRefused {
                do { _ = try await list(caller, token) } catch TransportError.cannotConnect { isRefused = true } catch {
                }
            }
            try await caller.server.endOutage()
            #expect(try await list(caller, token) == 200)
        }
    }

    @Test("a restart forgets all tokens and keeps the conferences")
    func restart() async throws {
        try await withControl { caller, _, token in
            let pair = try await caller.call(.post, "\(caller.address.v4h)/auth", caller.credentials())
            let id = try await caller.create(token: token).id
            let proConf = try await caller.proConfLogin()
            try await caller.server.restart()
            #expect(try await list(caller, token) == 401)
            #expect(try await caller.call(.get, "\(caller.address.proconf)/meetings", token: proConf).status == 401)
            let refresh: JSONValue = .object(["refreshToken": .string(try pair.member("refreshToken"))])
            #expect(try await caller.call(.post, "\(caller.address.v4h)/auth/refresh", refresh).status == 401)
            let new = try await caller.login()
            #expect(try await caller.call(.get, "\(caller.address.v4h)/sessions/\(id)", token: new).status == 200)
        }
    }

    @Test("the control routes lay faults, count, and take them away")
    func control() async throws {
        try await withControl { caller, control, token in
            let rule: JSONValue = .object(["rule": "list=404*1"])
            let added = try await caller.call(.post, "\(control)/faults", rule)
            #expect(added.json == .object(["number": 1]))
            #expect(try await list(caller, token) == 404)
            let report = try await caller.call(.get, control)
            #expect(report.json["calls"] == .object(["login": 1, "list": 1]))
            #expect(report.json["listening"] == true)
            #expect(
                report.json["faults"] == .array([.object(["number": 1, "rule": "list=404*1", "fired": 1])]))
            #expect(try await caller.call(.delete, "\(control)/faults/1").status == 204)
            #expect(try await caller.call(.delete, "\(control)/faults/1").status == 404)
            #expect(try await caller.call(.post, "\(control)/faults", rule).status == 200)
            #expect(try await caller.call(.delete, "\(control)/faults").status == 204)
            #expect(try await list(caller, token) == 200)
            let wrong = try await caller.call(.post, "\(control)/faults", .object(["rule": "list=flood"]))
            #expect(wrong.status == 400)
            #expect(try wrong.member("message").contains("refuse:SECONDS"))
        }
    }

    @Test("the control routes begin and end outages, and restart, and answer meanwhile, faults or not")
    func controlledOutage() async throws {
        try await withControl { caller, control, token in
            try caller.server.faults.add("all=cut")
            #expect(try await caller.call(.post, "\(control)/outage").status == 204)
            caller.server.faults.clear()
            await expectRefused(caller, token)
            #expect(try await caller.call(.get, control).json["listening"] == false)
            #expect(try await caller.call(.delete, "\(control)/outage").status == 204)
            #expect(try await list(caller, token) == 200)
            #expect(try await caller.call(.post, "\(control)/outage", .object(["seconds": 600])).status == 204)
            await expectRefused(caller, token)
            #expect(try await caller.call(.post, "\(control)/restart").status == 204)
            #expect(try await list(caller, token) == 401)
            #expect(try await caller.call(.post, "\(control)/outage", .object(["seconds": -1])).status == 400)
            #expect(try await caller.call(.put, "\(control)/outage").status == 405)
            #expect(try await caller.call(.get, "\(control)/nothing").status == 404)
        }
    }

    @Test("no web page reaches the control routes", arguments: ["Origin", "Sec-Fetch-Site"])
    func webPages(field: String) async throws {
        try await withControl { caller, control, _ in
            let name = try #require(HTTPField.Name(field))
            let answer = try await caller.call(.get, control, fields: [name: "same-origin"])
            #expect(answer.status == 403)
            #expect(answer.headers[.accessControlAllowOrigin] == nil)
            let plain = try await caller.send(.post, "\(control)/faults", body: Data(#"{"rule":"all=cut"}"#.utf8))
            #expect(plain.status == 415)
        }
    }
}
