import Crypto
import CryptoExtras
import Foundation
package import Meetings
import Services

/// What is kept of a password: enough to recognise it, and not to find it out (scrypt, RFC 7914).
///
/// It is never shown: who has it can try passwords as fast as machines go.
package struct PasswordHash: Hashable, Sendable {
    let cost: ScryptCost
    let salt: [UInt8]
    private let output: [UInt8]

    private static let saltLength = 16
    private static let outputLength = 32

    /// Makes the hash of a new password, with a salt of its own; it takes as long as its cost says.
    ///
    /// - Parameters:
    ///   - password: The password.
    ///   - cost: What it shall cost to try one.
    /// - Throws: `GatewayUserFlaw` where it is no password that could be sent, or there is too little memory.
    package init(of password: Secret, cost: ScryptCost = .usual) throws(GatewayUserFlaw) {
        if let complaint = InputCheck.complaint(about: password.reveal(), in: .password) {
            throw .password(complaint: complaint)
        }
        let salt = PasswordHash.newSalt()
        guard let output = PasswordHash.derive(password, salt: salt, cost: cost) else {
            throw .password(complaint: "could not be hashed: there is too little memory")
        }
        self.init(cost: cost, salt: salt, output: output)
    }

    private init(cost: ScryptCost, salt: [UInt8], output: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.output = output
    }

    /// Random bytes for a new hash.
    static func newSalt() -> [UInt8] { (0..<saltLength).map { _ in UInt8.random(in: .min ... .max) } }

    /// Computes scrypt; it takes as long as the cost says, and blocks.
    ///
    /// One character may be written in several ways, which keyboards choose; they count as one (RFC 8265, section 4.2).
    ///
    /// - Parameters:
    ///   - password: What was typed.
    ///   - salt: The salt of the hash.
    ///   - cost: The cost of the hash.
    /// - Returns: 32 bytes; nil where there is too little memory.
    @Sendable static func derive(_ password: Secret, salt: [UInt8], cost: ScryptCost) -> [UInt8]? {
        var bytes = Array(password.reveal().precomposedStringWithCanonicalMapping.utf8)
        // Nobody has this password: it takes as long as any, and the library does not take an empty one.
        if bytes.isEmpty { bytes = [0] }
        let key = try? KDF.Scrypt.deriveKey(
            from: bytes, salt: salt, outputByteCount: outputLength, rounds: 1 << cost.rounds,
            blockSize: cost.blockSize, parallelism: cost.parallelism)
        return key.map { $0.withUnsafeBytes { Array($0) } }
    }

    /// Whether this was computed of a password; the time it takes does not tell where they differ.
    func matches(_ computed: [UInt8]) -> Bool {
        // Keys are compared in constant time.
        SymmetricKey(data: computed) == SymmetricKey(data: output)
    }
}

extension PasswordHash {
    /// The hash as it is written down: `$scrypt$ln=15,r=8,p=1$salt$hash` (the PHC string format; base64 unpadded).
    package var text: String { "$scrypt$\(cost)$\(salt.unpaddedBase64)$\(output.unpaddedBase64)" }

    /// Reads a hash; nil where it is none, or one that costs too much to compute.
    ///
    /// - Parameter text: What ``text`` gave, or another program that writes this format.
    package init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt", let cost = ScryptCost(parts[2]),
            let salt = [UInt8](unpaddedBase64: parts[3]), salt.count == PasswordHash.saltLength,
            let output = [UInt8](unpaddedBase64: parts[4]), output.count == PasswordHash.outputLength
        else { return nil }
        self.init(cost: cost, salt: salt, output: output)
    }
}

extension PasswordHash: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { Secret.mask }
    package var debugDescription: String { Secret.mask }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension [UInt8] {
    fileprivate var unpaddedBase64: String { String(Data(self).base64EncodedString().prefix { $0 != "=" }) }

    /// Reads bytes that were written in the one way in which they are.
    fileprivate init?(unpaddedBase64 text: Substring) {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: text + padding) else { return nil }
        self.init(data)
        guard unpaddedBase64 == text else { return nil }
    }
}
