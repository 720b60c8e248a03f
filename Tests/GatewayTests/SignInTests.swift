import Dispatch
import Foundation
import Meetings
import Testing

@testable import Gateway

@Suite("Signing in", .timeLimit(.minutes(10)))
struct SignInTests {
    private let clock = StillClock()
    private let scrypt = CountedScrypt()
    private let log = LoggedLines()
    private let keys = KeyRing(now: Date(timeIntervalSince1970: 1_700_000_000))
    private let configuration = GatewayConfiguration(adminControl: URL(filePath: "/"))

    @Test("the right password gives tokens that are good for their time")
    func signsIn() async throws {
        let ada = try GatewayUser.quick("ada")
        let signIn = made([ada])
        let tokens = try await signIn.signIn(user: "ada", password: Secret("correct horse"), from: .home)
        #expect(tokens.lifetime == .seconds(600))
        #expect(await signIn.user(bearer: tokens.access.reveal()) == ada)
        clock.move(by: 599)
        #expect(await signIn.user(bearer: tokens.access.reveal()) == ada)
        clock.move(by: 1)
        #expect(await signIn.user(bearer: tokens.access.reveal()) == nil)
        #expect(log.text.isEmpty)
    }

    @Test(
        "an unknown user and a wrong password are one: the same answer, and the same work",
        arguments: [
            ("ada", "wrong"), ("ada", ""), ("ada", "correct horse\u{0}"), ("ada", "correct horse "),
            ("nobody", "correct horse"), ("Ada", "correct horse"), ("", ""),
        ])
    func refusesAlike(user: String, password: String) async throws {
        let signIn = made(try [.quick("ada"), .quick("bob")])
        #expect(
            await refusal { _ = try await signIn.signIn(user: user, password: Secret(password), from: .home) }
                == SignInRefusal(reason: .credentials))
        #expect(scrypt.costs == [.least])
    }

    @Test("where passwords cost different work, every try takes all of it", arguments: ["ada", "bob", "nobody"])
    func worksAlike(user: String) async throws {
        let dear = try #require(ScryptCost(rounds: 3))
        let signIn = made(try [.quick("ada"), .quick("bob", cost: dear)])
        let reason = await refusal {
            _ = try await signIn.signIn(user: user, password: Secret("correct horse"), from: .home)
        }?.reason
        #expect(reason == (user == "nobody" ? .credentials : nil))
        #expect(scrypt.costs == [.least, dear])
    }

    @Test("where there is no user at all, the usual work is done")
    func worksForNobody() async throws {
        let signIn = made([])
        #expect(
            await refusal { _ = try await signIn.signIn(user: "a", password: Secret("b"), from: .home) }?.reason
                == .credentials)
        #expect(scrypt.costs == [.usual])
    }

    @Test("who has failed too often waits, with the right password too, and nothing is computed")
    func throttlesUsers() async throws {
        let signIn = made(try [.quick("ada")])
        for _ in 0..<8 {
            let reason = await refusal {
                _ = try await signIn.signIn(user: "ada", password: Secret("no"), from: .home)
            }?.reason
            #expect(reason == .credentials)
        }
        let computed = scrypt.costs.count
        #expect(
            await refusal {
                _ = try await signIn.signIn(user: "ada", password: Secret("correct horse"), from: .home)
            } == SignInRefusal(reason: .userThrottled, retryAfter: 30))
        #expect(scrypt.costs.count == computed)
        _ = try await signIn.signIn(user: "ada", password: Secret("correct horse"), from: .numbered(1))
        clock.move(by: 30)
        _ = try await signIn.signIn(user: "ada", password: Secret("correct horse"), from: .home)
        for _ in 0..<8 {
            let reason = await refusal {
                _ = try await signIn.signIn(user: "ada", password: Secret("no"), from: .home)
            }?.reason
            #expect(reason == .credentials, "the right password made good what was wrong before")
        }
    }

    @Test("many networks that guess at once keep a user out, and no more than a few do not")
    func throttlesUsersFromAllOver() async throws {
        let signIn = made(try [.quick("ada")])
        for number in 0..<32 {
            let reason = await refusal {
                _ = try await signIn.signIn(user: "ada", password: Secret("no"), from: .numbered(number))
            }?.reason
            #expect(reason == .credentials)
        }
        #expect(
            await refusal {
                _ = try await signIn.signIn(user: "ada", password: Secret("correct horse"), from: .home)
            } == SignInRefusal(reason: .userThrottled, retryAfter: 8))
        clock.move(by: 8)
        _ = try await signIn.signIn(user: "ada", password: Secret("correct horse"), from: .home)
    }

    @Test("an address that has failed too often waits, for every user, known or not")
    func throttlesAddresses() async throws {
        let signIn = made(try [.quick("ada")])
        for number in 0..<20 {
            let reason = await refusal {
                _ = try await signIn.signIn(user: "user-\(number)", password: Secret("no"), from: .home)
            }?.reason
            #expect(reason == .credentials)
        }
        #expect(
            await refusal {
                _ = try await signIn.signIn(user: "ada", password: Secret("correct horse"), from: .home)
            } == SignInRefusal(reason: .addressThrottled, retryAfter: 6))
        _ = try await signIn.signIn(user: "ada", password: Secret("correct horse"), from: .numbered(1))
    }

    @Test("who signs in rightly may do so as often as they like, as a script does")
    func countsNoSuccess() async throws {
        let signIn = made(try [.quick("ada")])
        for _ in 0..<100 {
            _ = try await signIn.signIn(user: "ada", password: Secret("correct horse"), from: .home)
        }
    }

    @Test("many tries at once are no more than many in a row")
    func throttlesAtOnce() async throws {
        let signIn = made(try [.quick("ada")])
        let reasons = await withTaskGroup { group in
            for number in 0..<40 {
                group.addTask {
                    await refusal {
                        _ = try await signIn.signIn(user: "ada", password: Secret("no"), from: .numbered(number))
                    }?.reason
                }
            }
            return await group.reduce(into: [SignInRefusal.Reason?: Int]()) { $0[$1, default: 0] += 1 }
        }
        #expect(reasons == [.credentials: 32, .userThrottled: 8])
        #expect(scrypt.costs.count == 32)
    }

    @Test("where too much is waiting, a try is sent away, and does not count")
    func saysThatItIsBusy() async throws {
        let signIn = made(try [.quick("ada")], desk: ScryptDesk(most: 0, mostWaiting: 0))
        for _ in 0..<50 {
            #expect(
                await refusal {
                    _ = try await signIn.signIn(user: "ada", password: Secret("correct horse"), from: .home)
                } == SignInRefusal(reason: .overloaded, retryAfter: 1))
        }
        #expect(scrypt.costs.isEmpty)
    }

    @Test("while passwords are tried, everybody else is served")
    func keepsThreadsFree() async throws {
        let gate = DispatchSemaphore(value: 0)
        // More at once than there are threads for everything else.
        let signIn = SignIn(
            users: UserBook([try .quick("ada")]), keys: keys, configuration: configuration, clock: clock.read,
            desk: ScryptDesk(most: 48)
        ) { password, salt, cost in
            if password == Secret("slow") { gate.wait() }
            return PasswordHash.derive(password, salt: salt, cost: cost)
        }
        let tokens = try await signIn.signIn(user: "ada", password: Secret("correct horse"), from: .home)
        await withTaskGroup { group in
            for number in 0..<40 {
                group.addTask {
                    _ = await refusal {
                        _ = try await signIn.signIn(
                            user: "\(number)", password: Secret("slow"), from: .numbered(number))
                    }
                }
            }
            for _ in 0..<100 {
                #expect(await signIn.user(bearer: tokens.access.reveal()) != nil)
                await Task.yield()
            }
            for _ in 0..<40 { gate.signal() }
        }
    }

    @Test("where memory is short, nobody is told that a password is wrong")
    func saysThatItFailed() async throws {
        let signIn = SignIn(
            users: UserBook([try .quick("ada")]), keys: keys, configuration: configuration, clock: clock.read,
            derive: { _, _, _ in nil })
        #expect(
            await refusal {
                _ = try await signIn.signIn(user: "ada", password: Secret("correct horse"), from: .home)
            }?.reason == .failed)
    }

    @Test("what was refused is written down, without the password and without anything that steers a terminal")
    func logs() async throws {
        let signIn = made(try [.quick("ada")])
        _ = await refusal {
            _ = try await signIn.signIn(user: "a\u{1B}[31mb", password: Secret("hunter2"), from: .home)
        }
        let tokens = try await signIn.signIn(user: "ada", password: Secret("correct horse"), from: .home)
        _ = await refusal { _ = try await signIn.renew(tokens.access, from: .home) }
        #expect(log.text.contains("credentials") && log.text.contains("192.0.2.1") && log.text.contains("token"))
        #expect(!log.text.contains("\u{1B}") && !log.text.contains("hunter2"))
        #expect(!log.text.contains(tokens.access.reveal()) && !log.text.contains(tokens.refresh.reveal()))
    }

    @Test("a removed user and a new password end all logins, and other rights count at once")
    func reloads() async throws {
        let (ada, bob) = (try GatewayUser.quick("ada"), try GatewayUser.quick("bob"))
        let signIn = made([ada, bob])
        let adas = try await signIn.signIn(user: "ada", password: Secret("correct horse"), from: .home)
        let bobs = try await signIn.signIn(user: "bob", password: Secret("correct horse"), from: .home)
        var changed = ada
        changed.change(to: try PasswordHash(of: Secret("new"), cost: .least))
        await signIn.reload(users: UserBook([changed]), keys: keys)
        for tokens in [adas, bobs] {
            #expect(await signIn.user(bearer: tokens.access.reveal()) == nil)
            #expect(await refusal { _ = try await signIn.renew(tokens.refresh, from: .home) }?.reason == .loginEnded)
        }
        let tokens = try await signIn.signIn(user: "ada", password: Secret("new"), from: .home)
        #expect(await signIn.user(bearer: tokens.access.reveal()) == changed)

        var text = String(decoding: try JSONEncoder().encode(changed), as: UTF8.self)
        text = text.replacingOccurrences(of: #""rooms":["*"]"#, with: #""rooms":["lobby"]"#)
        let narrowed = try JSONDecoder().decode(GatewayUser.self, from: Data(text.utf8))
        await signIn.reload(users: UserBook([narrowed]), keys: keys)
        #expect(await signIn.user(bearer: tokens.access.reveal())?.maySee("board") == false)
    }

    private func made(_ users: [GatewayUser], desk: ScryptDesk = ScryptDesk(mostWaiting: 100)) -> SignIn {
        SignIn(
            users: UserBook(users), keys: keys, configuration: configuration, clock: clock.read, logger: log.logger,
            desk: desk, derive: scrypt.derive)
    }
}
