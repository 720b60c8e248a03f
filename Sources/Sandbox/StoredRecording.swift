import Crypto
import Foundation

/// A recording that was stored, and what proves that it is unchanged.
struct StoredRecording: Sendable, Hashable {
    let hash: String
    let ledgerIdentifier: String
    let ledgerType: String

    /// From when on it is there.
    let stored: Date

    /// Records a conference.
    ///
    /// - Parameters:
    ///   - id: The conference.
    ///   - stored: From when on the recording is there.
    init(of id: String, stored: Date) {
        let digest = Array(SHA256.hash(data: StoredRecording.content(of: id)))
        hash = StoredRecording.hexadecimal(digest)
        let entry = StoredRecording.hexadecimal(SHA256.hash(data: digest))
        if digest[0] % 3 == 0 {
            ledgerType = "ETHEREUM"
            ledgerIdentifier = "0x" + entry
        } else {
            ledgerType = "HYPERLEDGER_FABRIC"
            ledgerIdentifier = entry
        }
        self.stored = stored
    }

    /// The word for the digest's algorithm.
    static let hashType = "SHA-256"

    /// The bytes that stand for the recording of a conference: always the same for the same one.
    static func content(of id: String) -> Data {
        Data("The sandbox's recording of conference \(id).\nNobody speaks in it, and nobody ever has.\n".utf8)
    }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
