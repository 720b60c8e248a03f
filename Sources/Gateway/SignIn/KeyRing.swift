package import Foundation

/// The keys of a gateway: one, or two while logins last that were signed with the older one.
package struct KeyRing: Hashable, Sendable {
    /// The keys, the older first; never none.
    package let keys: [SigningKey]

    /// The most keys that are kept.
    private static let most = 2

    /// Makes a ring with one new key that signs at once.
    ///
    /// - Parameter now: The time.
    package init(now: Date) { keys = [SigningKey(begins: now)] }

    /// Takes keys; nil where there are none, too many, or two of one name.
    init?(_ keys: [SigningKey]) {
        guard (1...KeyRing.most).contains(keys.count), Set(keys.map(\.identifier)).count == keys.count else {
            return nil
        }
        self.keys = keys.sorted { $0.begins < $1.begins }
    }

    private init(kept keys: [SigningKey]) { self.keys = keys }

    /// The key that signs: the newest that has begun to, or the first of all.
    ///
    /// - Parameter now: The time.
    /// - Returns: The key; nil never, since there is one.
    package func signer(at now: Date) -> SigningKey? { keys.last { $0.begins <= now } ?? keys.first }

    /// Adds a new key, which signs later, when all gateways have it; where there are two already, the older goes.
    ///
    /// Gateways behind a load balancer read their keys one after another. A key that signed at once would have its
    /// tokens refused by those that do not know it yet.
    ///
    /// - Parameters:
    ///   - now: The time.
    ///   - delay: After how long the new key signs: the time in which every gateway is to read its keys.
    ///   - refreshLifetime: How long a login lasts that is not renewed.
    ///   - isForced: Whether a key goes though logins last that were signed with it, which ends them.
    /// - Returns: The keys as they are to be from now on.
    /// - Throws: `SignInFileError.keyInUse` where a key would have to go too early.
    package func rotated(
        now: Date,
        after delay: Duration,
        refreshLifetime: Duration,
        isForced: Bool = false
    ) throws(SignInFileError) -> KeyRing {
        if keys.count == KeyRing.most, let present = keys.last, !isForced {
            let end = present.begins + refreshLifetime / .seconds(1)
            guard end <= now else { throw .keyInUse(until: end) }
        }
        let begins = max(now + delay / .seconds(1), keys.last?.begins ?? now)
        return KeyRing(kept: keys.suffix(KeyRing.most - 1) + [SigningKey(begins: begins)])
    }
}
