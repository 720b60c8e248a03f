import Foundation
import Login
import Meetings
import PrivateFiles
import Sandbox
import Services
import Synchronization
import TestSupport
import Testing
import Transport

/// A keeper logged in to a sandbox, over loopback.
private struct LoggedIn {
    let server: SandboxServer
    let authentication: V4HAuthentication
    let keeper: TokenKeeper
    let service: V4HService
    let pair: TokenPair

    init(_ configuration: SandboxConfiguration, policy: LoginPolicy = LoginPolicy()) async throws {
        server = SandboxServer(configuration: configuration)
        let address = try await server.start()
        let transport = CurlTransport()
        let deployment = V4HDeployment(baseURL: address.v4h, domain: address.domain)
        let authentication = V4HAuthentication(transport: transport, deployment: deployment)
        self.authentication = authentication
        keeper = TokenKeeper(
            refresh: { secret async throws(ServiceError) in try await authentication.refreshToken(secret) },
            policy: policy)
        service = V4HService(transport: transport, deployment: deployment, tokens: keeper)
        pair = try await authentication.login(username: address.user, password: Secret(address.password))
        keeper.adopt(pair)
    }
}

/// Notes the refreshes that reach a sandbox, and answers some of them in its place.
private final class RefreshTap: Sendable {
    private let bodies = Mutex<[Data]>([])

    /// The bodies of the refreshes so far.
    var refreshes: [Data] { bodies.withLock(\.self) }

    func middleware(_ answer: @escaping @Sendable (Int) async -> SandboxAnswer?) -> SandboxMiddleware {
        { request, next in
            guard request.path.suffix(2) == ["auth", "refresh"] else { return await next(request) }
            let count = self.bodies.withLock { bodies in
                bodies.append(request.body)
                return bodies.count
            }
            if let answer = await answer(count) { return answer }
            return await next(request)
        }
    }
}

@Suite("Token keeper on a sandbox", .timeLimit(.minutes(10)))
struct SandboxLoginTests {
    @Test("a login renews itself, each time with the rotated refresh token, and goes on working")
    func renewal() async throws {
        let tap = RefreshTap()
        let login = try await LoggedIn(
            SandboxConfiguration(tokenLifetime: .seconds(60), middleware: tap.middleware { _ in nil }),
            policy: .everySecond)
        var renewals: Set<Date> = []
        for await status in login.keeper.updates {
            try #require(status.phase != .failed && status.phase != .expired)
            if let date = status.lastRefresh { renewals.insert(date) }
            if renewals.count == 3 { break }
        }
        let sent = tap.refreshes.prefix(3)
        #expect(Set(sent).count == 3)
        #expect(try await login.keeper.accessToken() != login.pair.access)
        #expect(try await login.service.listConferences().count == 40)
        await login.server.stop()
    }

    @Test("twenty calls at once that are answered 401 cause one refresh, and all succeed")
    func oneRefresh() async throws {
        let tap = RefreshTap()
        let revoked = Mutex<String?>(nil)
        let refresh = tap.middleware { _ in nil }
        let login = try await LoggedIn(
            SandboxConfiguration(middleware: { request, next in
                if let revoked = revoked.withLock(\.self), request.headers["authorization"] == "Bearer \(revoked)" {
                    return SandboxAnswer(401)
                }
                return await refresh(request, next)
            })
        )
        revoked.withLock { $0 = login.pair.access.reveal() }
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<20 { group.addTask { try await login.service.listConferences().count } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(counts == Array(repeating: 40, count: 20))
        #expect(tap.refreshes.count == 1)
        await login.server.stop()
    }

    @Test(
        "twenty calls at once that are answered 401, by a service that forgot all tokens, end the login with one refresh"
    )
    func oneRefusedRefresh() async throws {
        let tap = RefreshTap()
        let hasForgotten = Mutex(false)
        let refresh = tap.middleware { _ in SandboxAnswer(401) }
        let login = try await LoggedIn(
            SandboxConfiguration(middleware: { request, next in
                let isLogin = request.path.suffix(2) == ["auth", "login"]
                if request.path.suffix(2) == ["auth", "refresh"] { return await refresh(request, next) }
                return hasForgotten.withLock(\.self) && !isLogin ? SandboxAnswer(401) : await next(request)
            })
        )
        hasForgotten.withLock { $0 = true }
        let ends = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    do throws(ServiceError) {
                        _ = try await login.service.listConferences()
                        return false
                    } catch {
                        return error.isOfLogin
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(ends == Array(repeating: true, count: 20))
        #expect(tap.refreshes.count == 1)
        #expect(login.keeper.status.phase == .failed)
        await login.server.stop()
    }

    @Test("two consoles that share a remembered login renew it side by side, and neither throws the other out")
    func shared() async throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        let folder = PrivateFolder(path: home.path("state/gavel"))
        let server = SandboxServer(configuration: SandboxConfiguration(tokenLifetime: .seconds(60)))
        let address = try await server.start()
        let deployment = V4HDeployment(baseURL: address.v4h, domain: address.domain)
        let authentication = V4HAuthentication(transport: CurlTransport(), deployment: deployment)
        let binding = LoginBinding(profile: "ward", service: "v4h", url: address.v4h.absoluteString)
        func console() -> (memory: LoginMemory, keeper: TokenKeeper) {
            let memory = LoginMemory(binding: binding, folder: folder, patience: .seconds(300))
            let keeper = TokenKeeper(
                refresh: { token async throws(ServiceError) in
                    try await memory.refresh(token) { token async throws(ServiceError) in
                        try await authentication.refreshToken(token)
                    }
                }, tokensChanged: { memory.take($0) }, policy: .everySecond)
            return (memory, keeper)
        }
        let first = console()
        first.memory.begin(user: address.user, isWanted: true)
        first.keeper.adopt(
            try await authentication.login(username: address.user, password: Secret(address.password)))
        first.memory.finish(within: .seconds(60))
        let second = console()
        second.keeper.adopt(try #require(try await second.memory.recall()).pair)

        try await withThrowingTaskGroup(of: Void.self) { group in
            for keeper in [first.keeper, second.keeper] {
                group.addTask {
                    var renewals: Set<Date> = []
                    for await status in keeper.updates {
                        try #require(status.phase != .failed && status.phase != .expired)
                        if let date = status.lastRefresh { renewals.insert(date) }
                        if renewals.count == 2 { break }
                    }
                    _ = try await keeper.accessToken()
                }
            }
            try await group.waitForAll()
        }
        first.keeper.logOut()
        second.keeper.logOut()
        await server.stop()
    }

    @Test("a refresh token that somebody else has used up ends the login, with the service's words")
    func refused() async throws {
        let login = try await LoggedIn(SandboxConfiguration())
        _ = try await login.authentication.refreshToken(try #require(login.pair.refresh))
        login.keeper.refreshNow()
        let failed = await login.keeper.updates.first { $0.phase == .failed }
        #expect(failed?.hasRefreshToken == false)
        let error = await #expect(throws: ServiceError.self) { try await login.service.listConferences() }
        guard case .loginEnded(let reason)? = error else {
            Issue.record("the login has not ended: \(String(describing: error))")
            return
        }
        #expect(reason.string.contains("The refresh token is invalid, used or expired."))
        await login.server.stop()
    }

    @Test("a service that fails once at the refresh is asked again in time")
    func transient() async throws {
        let tap = RefreshTap()
        let login = try await LoggedIn(
            SandboxConfiguration(
                tokenLifetime: .seconds(300),
                middleware: tap.middleware { $0 == 1 ? SandboxAnswer(503, headers: ["Retry-After": "1"]) : nil }
            )
        )
        login.keeper.refreshNow()
        let troubled = await login.keeper.updates.first { $0.lastProblem != nil }
        #expect(troubled?.warning == .refreshIsFailing)
        #expect(try await login.keeper.accessToken() == login.pair.access)
        let renewed = await login.keeper.updates.first { $0.lastRefresh != nil }
        #expect(renewed?.lastProblem == nil)
        // The service asked for a second, and got it.
        let pause = try #require(renewed?.lastRefresh).timeIntervalSince(try #require(troubled?.nextRefresh))
        #expect(pause >= -0.1)
        #expect(tap.refreshes.count == 2)
        await login.server.stop()
    }

    @Test("a refresh that hangs does not block calls whose token is good")
    func hanging() async throws {
        let tap = RefreshTap()
        let (silence, end) = AsyncStream.makeStream(of: Void.self)
        let login = try await LoggedIn(
            SandboxConfiguration(
                middleware: tap.middleware { _ in
                    for await _ in silence {}
                    return SandboxAnswer(503)
                }
            )
        )
        login.keeper.refreshNow()
        #expect(try await login.service.listConferences().count == 40)
        #expect(login.keeper.status.phase == .refreshing)
        end.finish()
        _ = await login.keeper.updates.first { $0.phase != .refreshing }
        await login.server.stop()
    }

    @Test("a service whose clock is wrong by an hour is refreshed by the local clock", arguments: [-3600, 3600])
    func clock(difference: TimeInterval) async throws {
        let began = Date.now
        let login = try await LoggedIn(SandboxConfiguration(clock: { Date(timeIntervalSinceNow: difference) }))
        let status = login.keeper.status
        let until = try #require(status.until).timeIntervalSinceNow
        let next = try #require(status.nextRefresh).timeIntervalSinceNow
        let took = Date.now.timeIntervalSince(began)
        #expect((290 - took...302).contains(until))
        #expect((230 - took...242).contains(next))
        #expect(status.phase == .valid(until: try #require(status.until)))
        await login.server.stop()
    }
}
