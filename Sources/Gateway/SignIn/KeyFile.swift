package import Foundation
import Meetings
package import PrivateFiles

/// The file with the keys of a gateway: who has it can sign tokens for everybody.
///
/// Several gateways share it. All calls block: they belong off the main actor.
package struct KeyFile: Hashable, Sendable {
    /// The file's name.
    package static let name = "keys.json"

    /// In how long all gateways are to have read a new key, as a rule.
    package static let usualDelay = Duration.seconds(600)

    private let folder: PrivateFolder

    /// Describes the file; nothing is opened yet.
    ///
    /// - Parameter folder: The folder it lies in.
    package init(folder: PrivateFolder) { self.folder = folder }

    /// Where it is.
    package var path: String { folder.path(of: KeyFile.name) }

    /// Reads the keys; the first gateway to ask makes them.
    ///
    /// - Parameter now: The time.
    /// - Returns: The keys, the same for all who share the file.
    /// - Throws: `SignInFileError` where the file is not private, or holds something else.
    package func readOrMake(now: Date) throws(SignInFileError) -> KeyRing {
        if let data = try folder.readSignInFile(KeyFile.name) { return try ring(of: data) }
        return try folder.changeSignInFile(KeyFile.name) { data throws(SignInFileError) in
            // Another gateway may have made them meanwhile.
            if let data { return (data, try ring(of: data)) }
            let ring = KeyRing(now: now)
            return (try encoded(ring), ring)
        }
    }

    /// Adds a new key, which signs later, when all gateways have it; where there are two already, the older goes.
    ///
    /// Every gateway is to be told to read its keys again before the delay is over.
    ///
    /// - Parameters:
    ///   - now: The time.
    ///   - delay: After how long the new key signs.
    ///   - refreshLifetime: How long a login lasts that is not renewed.
    ///   - isForced: Whether a key goes though logins last that were signed with it, which ends them.
    /// - Returns: The keys as they are now.
    /// - Throws: `SignInFileError` where a key would have to go too early, or the file could not be changed.
    @discardableResult
    package func rotate(
        now: Date,
        after delay: Duration = KeyFile.usualDelay,
        refreshLifetime: Duration,
        isForced: Bool = false
    ) throws(SignInFileError) -> KeyRing {
        try folder.changeSignInFile(KeyFile.name) { data throws(SignInFileError) in
            // Where there was no key, there is nobody who would have to learn of the first.
            guard let data else {
                let ring = KeyRing(now: now)
                return (try encoded(ring), ring)
            }
            let ring = try ring(of: data)
                .rotated(now: now, after: delay, refreshLifetime: refreshLifetime, isForced: isForced)
            return (try encoded(ring), ring)
        }
    }
}

extension KeyFile {
    private struct Form: SignInForm {
        var version = 1
        var keys: [SigningKey]
    }

    private func ring(of data: Data) throws(SignInFileError) -> KeyRing {
        let form = try Form(data, at: path)
        guard let ring = KeyRing(form.keys) else {
            throw .unreadable(SafeText(path), problem: "It holds \(form.keys.count) keys, or two of one name.")
        }
        return ring
    }

    private func encoded(_ ring: KeyRing) throws(SignInFileError) -> Data {
        try Form(keys: ring.keys).encoded(for: path)
    }
}
