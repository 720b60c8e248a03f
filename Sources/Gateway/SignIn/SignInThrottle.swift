import Foundation
import Synchronization

/// How often somebody may try to sign in: by address, by user from one network, and by user from all.
///
/// Who guesses from one network keeps nobody out who comes from another: all networks together may fail a few times as
/// often as one, and are forgiven as much faster.
///
/// Each gateway counts for itself. A try is taken before it is made, so that many at once are no more than many in a
/// row; one that succeeds is given back.
final class SignInThrottle: Sendable {
    private struct Tries {
        var addresses: RecentTries<[UInt8]>
        var callers: RecentTries<Int>
        var users: RecentTries<Int>
    }

    /// How many networks have to guess at once to keep a user out of all.
    static let networks = 4

    private let tries: Mutex<Tries>
    private let clock: @Sendable () -> Date

    /// Makes a throttle that has seen nobody.
    ///
    /// - Parameters:
    ///   - limits: How often somebody may try.
    ///   - most: How many of each kind are remembered at once.
    ///   - clock: The time.
    init(_ limits: SignInLimits, most: Int = 10_000, clock: @escaping @Sendable () -> Date) {
        tries = Mutex(
            Tries(
                addresses: RecentTries(tries: limits.triesPerAddress, recovery: limits.addressRecovery, most: most),
                callers: RecentTries(tries: limits.failuresPerUser, recovery: limits.userRecovery, most: most),
                users: RecentTries(
                    tries: limits.failuresPerUser * SignInThrottle.networks,
                    recovery: limits.userRecovery / Double(SignInThrottle.networks), most: most)))
        self.clock = clock
    }

    /// Takes a try to sign in.
    ///
    /// A try for a user who has none left counts against the address, too.
    ///
    /// - Parameters:
    ///   - user: The user's name, as it was sent; there need be no such user.
    ///   - address: Where the try came from.
    /// - Throws: `SignInRefusal` where there is none left.
    func take(user: String, from address: ClientAddress) throws(SignInRefusal) {
        let now = clock()
        let refusal: SignInRefusal? = tries.withLock { tries in
            if let wait = tries.addresses.wait(address.counted, now: now) {
                return SignInRefusal(reason: .addressThrottled, retryAfter: wait)
            }
            tries.addresses.take(address.counted, now: now)
            let waits = [
                tries.callers.wait(key(user, address), now: now), tries.users.wait(key(user), now: now),
            ]
            if let wait = waits.compactMap(\.self).max() {
                return SignInRefusal(reason: .userThrottled, retryAfter: wait)
            }
            tries.callers.take(key(user, address), now: now)
            tries.users.take(key(user), now: now)
            return nil
        }
        if let refusal { throw refusal }
    }

    /// Gives back a try that was not made.
    func giveBack(user: String, from address: ClientAddress) {
        let now = clock()
        tries.withLock { tries in
            tries.addresses.giveBack(address.counted, now: now)
            tries.callers.giveBack(key(user, address), now: now)
            tries.users.giveBack(key(user), now: now)
        }
    }

    /// Notes that a password was right: the user's failures are forgotten, and the address has its try back.
    func noteSuccess(user: String, from address: ClientAddress) {
        let now = clock()
        tries.withLock { tries in
            tries.addresses.giveBack(address.counted, now: now)
            tries.callers.forget(key(user, address))
            tries.users.forget(key(user))
        }
    }

    /// Notes that a refresh token was not good.
    ///
    /// One that is good is always taken: nobody guesses it, and who shares an address with one who tries to must not
    /// lose a login by that.
    ///
    /// - Throws: `SignInRefusal` where the address has no try left.
    func noteFailedRenewal(from address: ClientAddress) throws(SignInRefusal) {
        let now = clock()
        let wait: Int? = tries.withLock { tries in
            if let wait = tries.addresses.wait(address.counted, now: now) { return wait }
            tries.addresses.take(address.counted, now: now)
            return nil
        }
        if let wait { throw SignInRefusal(reason: .addressThrottled, retryAfter: wait) }
    }

    /// What stands for a name, which may be long: the number that sets use, and that nobody outside can foresee.
    ///
    /// Two names that are written in different ways, and are one to the user book, are one here.
    private func key(_ user: String) -> Int { user.hashValue }

    /// As above, from one network.
    private func key(_ user: String, _ address: ClientAddress) -> Int {
        var hasher = Hasher()
        hasher.combine(user)
        hasher.combine(address.counted)
        return hasher.finalize()
    }
}
