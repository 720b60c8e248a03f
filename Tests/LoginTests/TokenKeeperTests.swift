import Foundation
import Login
import Meetings
import Services
import TestSupport
import Testing

@Suite("Token keeper", .timeLimit(.minutes(10)))
struct TokenKeeperTests {
    private func keeper(_ desk: RefreshDesk, policy: LoginPolicy = LoginPolicy()) -> TokenKeeper {
        TokenKeeper(refresh: { secret async throws(ServiceError) in try await desk.refresh(secret) }, policy: policy)
    }

    @Test("renews a token by itself, again and again, with the rotated refresh token")
    func renewal() async throws {
        let desk = RefreshDesk(.gives(lives: 60))
        let keeper = keeper(desk, policy: .everySecond)
        keeper.adopt(.now(1, lives: 60))
        var renewals: Set<Date> = []
        for await status in keeper.updates {
            if let date = status.lastRefresh { renewals.insert(date) }
            #expect(status.phase != .expired && status.phase != .failed)
            if renewals.count == 3 { break }
        }
        #expect(desk.came.prefix(3) == [.refresh(1), .refresh(2), .refresh(3)])
        let token = try await keeper.accessToken()
        #expect(token != .access(1))
    }

    @Test("twenty calls at once that meet a 401 cause one refresh, and all get the new token")
    func oneRefresh() async throws {
        let desk = RefreshDesk(.hangs)
        let keeper = keeper(desk)
        keeper.adopt(.now(1, lives: 300))
        let tokens = await withTaskGroup(of: Secret?.self) { group in
            for _ in 0..<20 { group.addTask { try? await keeper.accessToken(replacing: .access(1)) } }
            _ = await keeper.updates.first { $0.phase == .refreshing }
            desk.release()
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(tokens == Array(repeating: .access(2), count: 20))
        #expect(desk.came == [.refresh(1)])
    }

    @Test("readers that are cancelled while their news come, and calls within them, hold nobody up")
    func cancelledReaders() async throws {
        let keeper = keeper(RefreshDesk(.hangs))
        let isOver = Watched(false)
        Thread.detachNewThread {
            for _ in 0..<10_000 {
                keeper.adopt(.now(1, lives: 300))
                keeper.logOut()
            }
            isOver.update { $0 = true }
        }
        let isCancelled = Watched(false)
        Task.detached {
            while !isOver.value {
                let reader = Task {
                    async let token = keeper.accessToken(replacing: .access(1))
                    for await _ in keeper.updates {}
                    _ = try? await token
                }
                for _ in 0..<Int.random(in: 0..<5) { await Task.yield() }
                reader.cancel()
            }
            isCancelled.update { $0 = true }
        }
        #expect(await isOver.wait(seconds: 120) { $0 ? true : nil } == true)
        #expect(await isCancelled.wait(seconds: 60) { $0 ? true : nil } == true)
    }

    @Test("a refused refresh ends the login for who waits and who comes later")
    func refused() async throws {
        let desk = RefreshDesk(.refuses(.revoked))
        let keeper = keeper(desk)
        keeper.adopt(.now(1, lives: 300))
        await #expect(throws: ServiceError.endedByRevocation) { try await keeper.accessToken(replacing: .access(1)) }
        await #expect(throws: ServiceError.endedByRevocation) { try await keeper.accessToken() }
        #expect(keeper.status.phase == .failed)
        #expect(keeper.status.lastProblem == .revoked)
    }

    @Test("a hanging refresh blocks nobody whose token is good, and is given up when its time is over")
    func hanging() async throws {
        let desk = RefreshDesk(.hangs)
        var policy = LoginPolicy()
        policy.requestLimit = 3
        let keeper = keeper(desk, policy: policy)
        keeper.adopt(.now(1, lives: 300))
        keeper.refreshNow()
        #expect(keeper.status.phase == .refreshing)
        #expect(try await keeper.accessToken() == .access(1))
        let troubled = await keeper.updates.first { $0.lastProblem != nil }
        #expect(troubled?.warning == .refreshIsFailing)
        #expect(try await keeper.accessToken() == .access(1))
        await desk.wasGivenUp()
    }

    @Test("a failing service is asked again until the access token ends; then the login has expired")
    func expiry() async throws {
        var policy = LoginPolicy()
        policy.backOff.first = 0.05
        policy.refreshAfter = 0.2
        typealias Outcome = (desk: RefreshDesk, keeper: TokenKeeper, expired: LoginStatus?)
        let (desk, keeper, expired): Outcome = await attempt(
            within: .seconds(2), until: { (outcome: Outcome) in outcome.desk.came.count > 1 }
        ) { life in
            let desk = RefreshDesk(.refuses(.status(503)))
            let keeper = self.keeper(desk, policy: policy)
            keeper.adopt(.now(1, lives: life / .seconds(1)))
            let expired = await keeper.updates.first { $0.phase == .expired }
            return (desk, keeper, expired)
        }
        #expect(expired?.lastProblem == .status(503))
        #expect(desk.came.count > 1)
        await #expect(throws: ServiceError.expired(.status(503))) { try await keeper.accessToken() }
        // The service is back, and the operator asks again.
        desk.behave(.gives(lives: 300))
        keeper.refreshNow()
        _ = await keeper.updates.first { $0.lastRefresh != nil }
        _ = try await keeper.accessToken()
    }

    @Test("without a refresh token the login ends with its access token")
    func bareToken() async throws {
        let desk = RefreshDesk(.gives(lives: 300))
        let keeper = keeper(desk)
        keeper.adopt(.now(1, lives: 3, refresh: false))
        #expect(keeper.status.warning == .noRefreshToken)
        _ = await keeper.updates.first { $0.phase == .expired }
        await #expect(throws: ServiceError.expiredAlone) { try await keeper.accessToken() }
        #expect(desk.came.isEmpty)
    }

    @Test("a cancelled call that waits is freed, and the others go on waiting")
    func cancellation() async throws {
        let desk = RefreshDesk(.hangs)
        let keeper = keeper(desk)
        keeper.adopt(.now(1, lives: 300))
        let patient = Task { try await keeper.accessToken(replacing: .access(1)) }
        _ = await keeper.updates.first { $0.phase == .refreshing }
        let hasty = Task { try await keeper.accessToken(replacing: .access(1)) }
        hasty.cancel()
        await #expect(throws: ServiceError.cancelled) { try await hasty.value }
        #expect(desk.came.count <= 1)
        desk.release()
        #expect(try await patient.value == .access(2))
    }

    @Test("logging out frees who waits, and gives the refresh up")
    func loggingOut() async throws {
        let desk = RefreshDesk(.hangs)
        let keeper = keeper(desk)
        keeper.adopt(.now(1, lives: 300))
        let waiting = Task { try await keeper.accessToken(replacing: .access(1)) }
        _ = await keeper.updates.first { $0.phase == .refreshing }
        keeper.logOut()
        await #expect(throws: ServiceError.notLoggedIn) { try await waiting.value }
        #expect(keeper.status == .loggedOut)
        await #expect(throws: ServiceError.notLoggedIn) { try await keeper.accessToken() }
        await desk.wasGivenUp()
    }

    @Test("a new log-in serves the calls that wait for the old one")
    func newLogin() async throws {
        let desk = RefreshDesk(.hangs)
        let keeper = keeper(desk)
        keeper.adopt(.now(1, lives: 300))
        let waiting = Task { try await keeper.accessToken(replacing: .access(1)) }
        _ = await keeper.updates.first { $0.phase == .refreshing }
        keeper.adopt(.now(9, lives: 300))
        #expect(try await waiting.value == .access(9))
    }

    @Test("a keeper that nobody holds ends its updates and gives its refresh up")
    func letGo() async throws {
        let desk = RefreshDesk(.hangs)
        var keeper: TokenKeeper? = keeper(desk)
        weak let gone = keeper
        let updates = try #require(keeper?.updates)
        keeper?.adopt(.now(1, lives: 300))
        keeper?.refreshNow()
        keeper = nil
        #expect(gone == nil)
        for await status in updates { #expect(status.phase != .failed) }
        await desk.wasGivenUp()
    }
}
