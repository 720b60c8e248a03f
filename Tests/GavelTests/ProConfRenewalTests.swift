import Foundation
import Login
import Meetings
import PrivateFiles
import Sandbox
import Services
import Store
import Synchronization
import TestSupport
import Testing

@testable import gavel

/// Has the Sandbox's application server, whose login cannot be renewed, give refresh tokens that are good for one use.
///
/// Each gets what a login with the name and the password of the last one gets.
private final class RenewableLogins: Sendable {
    private struct State {
        var login: SandboxRequest?
        var count = 0
        var refreshes: [Data] = []
    }

    private let state = Mutex(State())

    /// The refresh tokens that were shown.
    var refreshes: [JSONValue?] {
        state.withLock { $0.refreshes }.map { (try? JSONReader.document($0))?["refreshToken"] }
    }

    func middleware(_ request: SandboxRequest, next: SandboxHandler) async -> SandboxAnswer {
        switch request.path {
        case ["proconf", "auth", "login"]:
            state.withLock { $0.login = request }
            return await next(request).withRefreshToken(number: number())
        case ["proconf", "auth", "refresh"]:
            let (login, expected) = state.withLock { state in
                state.refreshes.append(request.body)
                return (state.login, state.count)
            }
            guard let login, refreshes.last == .string("refresh-\(expected)") else { return SandboxAnswer(401) }
            return await next(login).withRefreshToken(number: number())
        default:
            return await next(request)
        }
    }

    private func number() -> Int {
        state.withLock { state in
            state.count += 1
            return state.count
        }
    }
}

extension SandboxAnswer {
    fileprivate func withRefreshToken(number: Int) -> SandboxAnswer {
        guard let document = try? JSONReader.document(body), let token = document["data"]?["accessToken"] else {
            return self
        }
        var answer = self
        let data: JSONValue = .object([
            "accessToken": token, "refreshToken": .string("refresh-\(number)"), "expiresIn": 300, "tokenType": "Bearer",
        ])
        answer.body = (try? JSONEncoder().encode(JSONValue.object(["error": .null, "data": data]))) ?? Data()
        return answer
    }
}

@Suite("A ProCONF login that its server renews", .timeLimit(.minutes(10)))
struct ProConfRenewalTests {
    /// What a profile's console works with, over loopback.
    private func open(
        _ configuration: SandboxConfiguration,
        test: (_ proconf: Connection.ProConf, _ address: SandboxAddress, _ home: TemporaryHome) async throws -> Void
    ) async throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        let server = SandboxServer(configuration: configuration)
        let address = try await server.start()
        do {
            try await test(try console(at: address, home), address, home)
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    private func console(at address: SandboxAddress, _ home: TemporaryHome) throws -> Connection.ProConf {
        let deployment = ProConfDeployment(server: .applicationServer(address.proconf), domain: address.domain)
        var settings = ConsoleSettings(name: "ward", v4h: nil, proconf: deployment)
        settings.canRemember = true
        return try #require(Connection(settings, folder: PrivateFolder(path: home.path("state/gavel"))).proconf)
    }

    private func logIn(_ proconf: Connection.ProConf, _ address: SandboxAddress) async throws -> TokenPair {
        let authentication = try #require(proconf.authentication)
        let pair = try await authentication.login(username: address.user, password: Secret(address.password))
        try #require(proconf.memory).begin(user: address.user, isWanted: true)
        try #require(proconf.keeper).adopt(pair)
        return pair
    }

    @Test("is renewed by the console, and remembered with the new token")
    func renewal() async throws {
        let logins = RenewableLogins()
        try await open(SandboxConfiguration(middleware: { await logins.middleware($0, next: $1) })) {
            proconf, address, home in
            let keeper = try #require(proconf.keeper)
            let pair = try await logIn(proconf, address)
            #expect(keeper.status.hasRefreshToken && keeper.status.warning == nil)
            #expect(keeper.status.nextRefresh.map { $0 < pair.expires } == true)
            for number in 1...2 {
                let last = keeper.status.lastRefresh
                keeper.refreshNow()
                let renewed = await keeper.updates.first { $0.lastRefresh != last || $0.phase == .failed }
                #expect(renewed?.lastRefresh != nil)
                #expect(logins.refreshes.count == number)
            }
            #expect(logins.refreshes == ["refresh-1", "refresh-2"])
            #expect(!(try await proconf.service.meetings()).isEmpty)
            proconf.memory?.finish()
            let file = try home.read("state/gavel/login.ward.proconf.json")
            #expect(file.contains(#""refreshToken" : "refresh-3""#))
        }
    }

    @Test("is renewed where the server refuses the access token, and a reading is asked again")
    func refusedToken() async throws {
        let logins = RenewableLogins()
        let refused = Mutex<String?>(nil)
        let configuration = SandboxConfiguration(middleware: { request, next in
            if let token = refused.withLock(\.self), request.headers["authorization"] == "Bearer \(token)" {
                return SandboxAnswer(401)
            }
            return await logins.middleware(request, next: next)
        })
        try await open(configuration) { proconf, address, _ in
            let pair = try await logIn(proconf, address)
            refused.withLock { $0 = pair.access.reveal() }
            #expect(!(try await proconf.service.meetings()).isEmpty)
            #expect(logins.refreshes == ["refresh-1"])
        }
    }

    @Test("another console takes what the first one got")
    func shared() async throws {
        let logins = RenewableLogins()
        try await open(SandboxConfiguration(middleware: { await logins.middleware($0, next: $1) })) {
            proconf, address, home in
            _ = try await logIn(proconf, address)
            proconf.memory?.finish()
            let other = try console(at: address, home)
            let (memory, keeper) = (try #require(other.memory), try #require(other.keeper))
            keeper.adopt(try #require(try await memory.recall()).pair)
            for keeper in [try #require(proconf.keeper), keeper] {
                keeper.refreshNow()
                let renewed = await keeper.updates.first { $0.lastRefresh != nil || $0.phase == .failed }
                #expect(renewed?.lastRefresh != nil)
            }
            #expect(logins.refreshes == ["refresh-1"])
        }
    }

    @Test("one that its server does not renew lasts as long as its token, and nobody asks for more")
    func withoutRefreshToken() async throws {
        let paths = Mutex<[[String]]>([])
        let configuration = SandboxConfiguration(middleware: { request, next in
            paths.withLock { $0.append(request.path) }
            return await next(request)
        })
        try await open(configuration) { proconf, address, _ in
            let keeper = try #require(proconf.keeper)
            let pair = try await logIn(proconf, address)
            #expect(pair.refresh == nil && !keeper.status.hasRefreshToken)
            #expect(keeper.status.warning == .noRefreshToken && keeper.status.nextRefresh == nil)
            keeper.refreshNow()
            #expect(keeper.status.phase == .valid(until: pair.expires))
            #expect(try await keeper.accessToken() == pair.access)
            let error = await #expect(throws: ServiceError.self) {
                try await keeper.accessToken(replacing: pair.access)
            }
            guard case .loginEnded? = error else {
                Issue.record("the login has not ended: \(String(describing: error))")
                return
            }
            #expect(paths.withLock(\.self) == [["proconf", "auth", "login"]])
        }
    }
}
