import Foundation
import HTTPTypes
import Logging
import Meetings
import Sandbox
import Services
import Stage
import TestSupport
import Transport

@testable import Gateway

/// A gateway on loopback before a Sandbox's Admin Control, with three users.
///
/// `ana` may be owner and member in all rooms, `berta` a member in rooms that begin with `team-`, `carla` nothing.
final class RunningGateway: Sendable {
    /// What stands before it.
    enum Front: Sendable, CaseIterable {
        /// Nothing: it is called itself.
        case none

        /// An nginx with TLS, and a second gateway with the same keys and users.
        case nginx

        /// The fronts that can be had on this machine.
        static var available: [Front] { Nginx.isInstalled ? allCases : [.none] }
    }

    let sandbox: SandboxServer
    let address: SandboxAddress
    let metrics = GatewayMetrics()

    /// The first of the servers, or the only one.
    let server: GatewayServer

    /// The port of that one.
    let port: UInt16

    let servers: [GatewayServer]
    private let front: Nginx?
    private let transport: CurlTransport
    private let accessLog = Watched("")
    private let asked = Watched("")

    static let password = "correct horse battery staple"

    /// Where browsers are told to reach it.
    ///
    /// They connect to its port all the same: it looks at no `Host`.
    static let publicOrigin = "https://gateway.example"

    /// Starts them all; what the gateway is like is changed by `change`.
    init(
        behind front: Front = .none,
        sandbox configuration: SandboxConfiguration = SandboxConfiguration(conferences: 12),
        _ change: (inout GatewayConfiguration) -> Void = { _ in }
    ) async throws {
        let asked = asked
        var sandboxConfiguration = configuration
        sandboxConfiguration.middleware = { request, next in
            asked.update { $0 += "\(request.method) /\(request.path.joined(separator: "/"))\n" }
            return await configuration.middleware(request, next)
        }
        sandbox = SandboxServer(configuration: sandboxConfiguration)
        address = try await sandbox.start()
        var configuration = GatewayConfiguration(adminControl: address.adminControl)
        configuration.port = 0
        configuration.objectStore = URL(string: "http://\(address.domain)/summaries/")
        // A busy machine is no server that does not answer, and no caller who drips.
        configuration.upstreamTimeout = .seconds(60)
        configuration.limits.requestTime = .seconds(60)
        // Tests that are about the end have more time for it.
        configuration.limits.drainTime = .milliseconds(200)
        configuration.signInLimits.triesPerAddress = 10_000
        configuration.signInLimits.failuresPerUser = 10_000
        configuration.publicOrigin = MeetingOrigin(publicAddress: RunningGateway.publicOrigin)
        if front == .nginx { configuration.trustedProxies = [.loopback4] }
        change(&configuration)
        let (users, keys) = (try RunningGateway.users(), KeyRing(now: .now))
        var servers: [GatewayServer] = []
        var ports: [UInt16] = []
        for _ in 0..<(front == .nginx ? 2 : 1) {
            let (metrics, accessLog) = (metrics, accessLog)
            let adminControl = AdminControl(
                configuration, transport: CurlTransport(TransportConfiguration(maximumConnectionsPerHost: 32)),
                failed: { metrics.noteUpstreamFailure($0) })
            let server = GatewayServer(
                configuration, signIn: SignIn(users: users, keys: keys, configuration: configuration),
                adminControl: adminControl, metrics: metrics,
                log: { record in accessLog.update { $0 += String(decoding: record.line(), as: UTF8.self) } },
                logger: .silent)
            servers.append(server)
            ports.append(try await server.start())
        }
        self.servers = servers
        server = servers[0]
        port = ports[0]
        self.front = front == .nginx ? try Nginx(RunningGateway.nginx(before: ports)) : nil
        transport = CurlTransport(
            TransportConfiguration(
                maximumConnectionsPerHost: 32, certificateAuthorityFile: self.front?.certificateFile))
    }

    /// Ends them all.
    func stop() async {
        transport.close()
        for server in servers { await server.end() }
        await sandbox.stop()
    }

    /// What Admin Control was asked, as methods and paths.
    var adminControlCalls: [String] { asked.value.split(separator: "\n").map(String.init) }

    /// Waits until Admin Control has been asked so often.
    func waitForCalls(_ count: Int) async {
        _ = await asked.wait(seconds: 60) { $0.utf8.count { $0 == UInt8(ascii: "\n") } >= count ? true : nil }
    }

    /// What the access log holds.
    var log: String { accessLog.value }

    /// Who calls without a library.
    var wire: WireCaller { WireCaller(port: port) }

    private static func nginx(before ports: [UInt16]) -> String {
        """
        upstream gateways {
            \(ports.map { "server 127.0.0.1:\($0) max_fails=1 fail_timeout=5s;" }.joined(separator: "\n    "))
            keepalive 8;
        }
        server {
            listen 127.0.0.1:{port} ssl;
            ssl_certificate {certificate};
            ssl_certificate_key {key};
            location / {
                proxy_pass http://gateways;
                proxy_http_version 1.1;
                proxy_set_header Connection "";
                proxy_set_header Host $host;
                proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            }
        }
        """
    }

    private static func users() throws -> UserBook {
        UserBook([
            try .quick("ana", password: password, roles: ["owner", "member"], rooms: ["*"]),
            try .quick("berta", password: password, roles: ["member"], rooms: ["team-*"]),
            try .quick("carla", password: password, roles: [], rooms: []),
        ])
    }
}

extension RunningGateway {
    /// An answer, taken apart.
    struct Answer: Sendable {
        let status: Int
        let fields: HTTPFields
        let document: JSONValue?
        let text: String

        var data: JSONValue? { document?["data"] }

        /// What the envelope's error says, with its code.
        var refusal: String? {
            document?["error"].flatMap { error in
                error["message"]?.text.map { "\(error["code"]?.text ?? "?") \($0)" }
            }
        }
    }

    /// Calls the gateway, or what stands before it, by libcurl; a body is sent as JSON.
    func call(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: String? = nil,
        bearer: Secret? = nil,
        fields: HTTPFields = [:]
    ) async throws -> Answer {
        var fields = fields
        if body != nil, fields[.contentType] == nil { fields[.contentType] = "application/json" }
        if let bearer { fields[.authorization] = "Bearer \(bearer.reveal())" }
        let request = HTTPRequest(
            method: method, scheme: front == nil ? "http" : "https",
            authority: "127.0.0.1:\(front.map(\.port) ?? Int(port))", path: path, headerFields: fields)
        let response = try await transport.send(request, body: body.map { Data($0.utf8) }, timeout: .seconds(60))
        return Answer(
            status: response.head.status.code, fields: response.head.headerFields,
            document: try? JSONReader.document(response.body), text: String(decoding: response.body, as: UTF8.self))
    }

    /// Signs a user in.
    func token(of user: String) async throws -> Secret {
        let answer = try await call(
            .post, "/auth/login", #"{"username":"\#(user)","password":"\#(RunningGateway.password)"}"#)
        guard let token = answer.data?["accessToken"]?.text else { throw NotSignedIn(answer: answer.text) }
        return Secret(token)
    }

    private struct NotSignedIn: Error {
        let answer: String
    }
}
