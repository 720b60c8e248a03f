import Foundation
import HTTPTypes
import Meetings
import Sandbox
import Synchronization
import Testing
import Transport

/// Calls a running sandbox as a client over the wire does.
struct SandboxCaller {
    /// An answer, with its body read as JSON where it is that.
    struct Answer {
        var status: Int
        var headers: HTTPFields
        var body: Data

        var text: String { String(decoding: body, as: UTF8.self) }

        /// The body as a document; null where it is none.
        var json: JSONValue { (try? JSONDecoder().decode(JSONValue.self, from: body)) ?? .null }

        /// The member of a body that is an object, as text.
        func member(_ name: String) throws -> String { try #require(json[name]?.text, "no \(name) in \(text)") }
    }

    let server: SandboxServer
    let address: SandboxAddress
    let transport: CurlTransport

    /// Runs a sandbox for as long as `body` takes.
    static func withSandbox(
        _ configuration: SandboxConfiguration = SandboxConfiguration(),
        _ body: (SandboxCaller) async throws -> Void
    ) async throws {
        let server = SandboxServer(configuration: configuration)
        let caller = SandboxCaller(server: server, address: try await server.start(), transport: CurlTransport())
        do {
            try await body(caller)
        } catch {
            await server.stop()
            throw error
        }
        caller.transport.close()
        await server.stop()
    }

    /// Sends a request and gives the answer, whatever its status.
    ///
    /// A `token` is shown as a bearer's, and a `body` is sent as JSON.
    func call(
        _ method: HTTPRequest.Method,
        _ url: String,
        token: String? = nil,
        _ body: JSONValue? = nil,
        fields: HTTPFields = [:],
        timeout: Duration = .seconds(300)
    ) async throws -> Answer {
        var fields = fields
        if body != nil { fields[.contentType] = "application/json" }
        return try await send(
            method, url, token: token, body: try body.map { try JSONEncoder().encode($0) }, fields, timeout)
    }

    /// Sends bytes as they are.
    func send(
        _ method: HTTPRequest.Method,
        _ url: String,
        token: String? = nil,
        body: Data?,
        _ fields: HTTPFields = [:],
        _ timeout: Duration = .seconds(300)
    ) async throws -> Answer {
        let url = try #require(URL(string: url))
        let components = try #require(URLComponents(url: url, resolvingAgainstBaseURL: false))
        let path = components.percentEncodedPath.isEmpty ? "/" : components.percentEncodedPath
        var request = HTTPRequest(
            method: method,
            scheme: "http",
            authority: components.port.map { "127.0.0.1:\($0)" } ?? address.domain,
            path: components.percentEncodedQuery.map { "\(path)?\($0)" } ?? path,
            headerFields: fields
        )
        if let token { request.headerFields[.authorization] = "Bearer \(token)" }
        let response = try await transport.send(request, body: body, timeout: timeout)
        return Answer(status: response.head.status.code, headers: response.head.headerFields, body: response.body)
    }

    /// Logs in on the classic dialect, and gives the access token.
    func login(as user: String? = nil) async throws -> String {
        try await call(.post, "\(address.v4h)/auth", credentials(user)).member("accessToken")
    }

    /// Logs in on the ProCONF application server, and gives the access token.
    func proConfLogin() async throws -> String {
        let body: JSONValue = .object(["username": .string(address.user), "password": .string(address.password)])
        let answer = try await call(.post, "\(address.proconf)/auth/login", body)
        return try #require(answer.json["data"]?["accessToken"]?.text)
    }

    /// Makes a conference on the classic dialect, and gives its identifier and room.
    func create(token: String, _ body: JSONValue = .object([:])) async throws -> (id: String, room: String) {
        let answer = try await call(.post, "\(address.v4h)/sessions", token: token, body)
        return (try answer.member("id"), try answer.member("short"))
    }

    /// The body of a login.
    func credentials(_ user: String? = nil, password: String? = nil) -> JSONValue {
        .object([
            "login": .string(user ?? address.user),
            "password": .string(password ?? address.password),
        ])
    }
}

/// A server's clock that stands until it is set forward.
final class StandingClock: Sendable {
    private let now = Mutex(Date(timeIntervalSince1970: 1_800_000_000))

    func read() -> Date { now.withLock(\.self) }
    func advance(by seconds: TimeInterval) { now.withLock { $0.addTimeInterval(seconds) } }
}
