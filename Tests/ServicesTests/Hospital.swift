import Foundation
package import Meetings
import Sandbox
import Services
import Synchronization
import Transport

/// A running sandbox, the real transport to it, and what went over the wire.
struct Hospital: Sendable {
    let address: SandboxAddress
    let transport: CurlTransport
    let wire: WireLog

    /// Runs a sandbox for as long as a test needs it.
    ///
    /// - Parameters:
    ///   - configuration: How the sandbox is set up; its middleware is replaced.
    ///   - script: Answers in the sandbox's place where it gives an answer.
    ///   - test: What to try.
    /// - Throws: What the test throws, and where the sandbox cannot be started.
    static func open(
        _ configuration: SandboxConfiguration = SandboxConfiguration(),
        script: @escaping @Sendable (SandboxRequest) -> SandboxAnswer? = { _ in nil },
        test: (Hospital) async throws -> Void
    ) async throws {
        let wire = WireLog()
        var configuration = configuration
        configuration.middleware = { request, next in
            wire.note(request)
            if let answer = script(request) { return answer }
            return await next(request)
        }
        let server = SandboxServer(configuration: configuration)
        let hospital = Hospital(address: try await server.start(), transport: CurlTransport(), wire: wire)
        do {
            try await test(hospital)
        } catch {
            await server.stop()
            throw error
        }
        hospital.transport.close()
        await server.stop()
    }

    /// The deployment as a profile would describe it.
    func deployment(_ dialect: V4HDialect = .classic) -> V4HDeployment {
        V4HDeployment(
            baseURL: dialect == .classic ? address.v4h : address.origin,
            dialect: dialect,
            domain: address.domain,
            organisation: "1",
            organisationUnit: "11",
            profile: "basico",
            skin: "2"
        )
    }

    func authentication(_ dialect: V4HDialect = .classic) -> V4HAuthentication {
        V4HAuthentication(transport: transport, deployment: deployment(dialect))
    }

    /// A service on which somebody has logged in, by default who owns the conferences.
    func service(_ dialect: V4HDialect = .classic, user: String? = nil) async throws -> V4HService {
        let authentication = authentication(dialect)
        let login = try await authentication.login(
            username: user ?? address.user,
            password: Secret(address.password)
        )
        wire.clear()
        return V4HService(
            transport: transport,
            deployment: deployment(dialect),
            tokens: TokenDesk(login) { refresh async throws(ServiceError) in
                try await authentication.refreshToken(refresh)
            }
        )
    }

    /// A service whose every answer is scripted.
    func scripted(tokens: any AccessTokenSource = TokenDesk("access-1")) -> V4HService {
        V4HService(transport: transport, deployment: deployment(), tokens: tokens)
    }
}

/// The requests that a sandbox got.
final class WireLog: Sendable {
    private let requests = Mutex<[SandboxRequest]>([])

    func note(_ request: SandboxRequest) { requests.withLock { $0.append(request) } }

    func clear() { requests.withLock { $0 = [] } }

    var all: [SandboxRequest] { requests.withLock { $0 } }

    /// Method and path of each request, such as `GET v1/sessions`.
    var lines: [String] { all.map { "\($0.method) \($0.path.joined(separator: "/"))" } }

    /// The bodies, as JSON documents.
    var bodies: [JSONValue] {
        all.compactMap { try? JSONDecoder().decode(JSONValue.self, from: $0.body) }
    }
}

/// Gives out the access token of a login, and renews it when asked.
actor TokenDesk: AccessTokenSource {
    private var pair: TokenPair
    private let renew: @Sendable (Secret) async throws(ServiceError) -> TokenPair
    private(set) var renewals = 0

    init(_ pair: TokenPair, renew: @escaping @Sendable (Secret) async throws(ServiceError) -> TokenPair) {
        self.pair = pair
        self.renew = renew
    }

    /// A login with a first token, which is followed by `access-2`, `access-3` and so on.
    init(_ token: String) {
        let first = TokenPair(access: Secret(token), refresh: "refresh-1", issued: .now, expires: .distantFuture)
        let count = Mutex(1)
        self.init(first) { _ in
            let number = count.withLock {
                $0 += 1
                return $0
            }
            return TokenPair(
                access: Secret("access-\(number)"),
                refresh: "refresh-1",
                issued: .now,
                expires: .distantFuture
            )
        }
    }

    func accessToken() async throws(ServiceError) -> Secret { pair.access }

    func accessToken(replacing refused: Secret) async throws(ServiceError) -> Secret {
        guard refused == pair.access else { return pair.access }
        guard let refresh = pair.refresh else { throw .loginEnded("there is nothing to refresh with") }
        pair = try await renew(refresh)
        renewals += 1
        return pair.access
    }
}

extension Secret: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) { self.init(value) }
}

extension SandboxAnswer {
    /// A scripted JSON answer.
    static func body(_ text: String, _ status: Int = 200, headers: [String: String] = [:]) -> SandboxAnswer {
        SandboxAnswer(
            status,
            headers: ["Content-Type": "application/json"].merging(headers) { $1 },
            body: Data(text.utf8)
        )
    }
}

/// The error of a call that must fail.
func failure<Value>(
    _ call: () async throws(ServiceError) -> Value
) async throws -> ServiceError {
    do {
        _ = try await call()
    } catch {
        return error
    }
    throw Unexpected("the call should have failed")
}

/// A test came to where it must not.
struct Unexpected: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

extension ServiceError {
    /// The refusal, if it is one.
    var refusal: Refusal? {
        guard case .refused(_, let refusal) = self else { return nil }
        return refusal
    }
}
