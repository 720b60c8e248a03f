import Crypto
package import Foundation
import Meetings

/// A key that tokens are signed with (HS256: RFC 7518, section 3.2).
package struct SigningKey: Hashable, Sendable {
    /// What tokens call it (`kid`).
    package let identifier: String

    /// From when on it signs; it verifies from the moment it is there.
    package let begins: Date

    /// The bytes of the key, in base64.
    let secret: Secret

    /// How many bytes a key has.
    static let length = 32

    /// Makes a new random key.
    ///
    /// - Parameter begins: From when on it signs, to the second.
    init(begins: Date) {
        let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        let name = (0..<8).map { _ in UInt8.random(in: .min ... .max) }
        identifier = name.map { String(UInt16($0) | 0x100, radix: 16).suffix(2) }.joined()
        // As it is written to the file.
        self.begins = Date(timeIntervalSince1970: begins.timeIntervalSince1970.rounded(.down))
        secret = Secret(bytes.base64EncodedString())
    }

    /// The bytes of the key.
    var bytes: Data { Data(base64Encoded: secret.reveal()) ?? Data() }
}

extension SigningKey: Codable {
    private enum CodingKeys: CodingKey {
        case id, begins, secret
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        identifier = try container.decode(String.self, forKey: .id)
        begins = try container.decode(Date.self, forKey: .begins)
        secret = Secret(try container.decode(String.self, forKey: .secret))
        guard (1...64).contains(identifier.utf8.count), identifier.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw DecodingError.dataCorruptedError(
                forKey: .id, in: container, debugDescription: "It is no word of 1 to 64 plain characters.")
        }
        guard bytes.count == SigningKey.length else {
            throw DecodingError.dataCorruptedError(
                forKey: .secret, in: container, debugDescription: "It is not \(SigningKey.length) bytes in base64.")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(identifier, forKey: .id)
        try container.encode(begins, forKey: .begins)
        try container.encode(secret.reveal(), forKey: .secret)
    }
}
