import Crypto
import Foundation

/// The algorithms by which services say what a recording's bytes come to.
package enum DigestAlgorithm: String, CaseIterable, Sendable {
    case md5 = "MD5"
    case sha1 = "SHA-1"
    case sha256 = "SHA-256"
    case sha384 = "SHA-384"
    case sha512 = "SHA-512"

    /// Reads a service's word, however it writes the hyphen and the case.
    ///
    /// - Parameter word: The word, such as `sha256`, `SHA-256` or `SHA_256`.
    package init?(word: String) {
        let plain = word.uppercased().filter { $0.isLetter || $0.isNumber }
        guard let known = DigestAlgorithm.allCases.first(where: { $0.rawValue.replacing("-", with: "") == plain })
        else { return nil }
        self = known
    }

    /// The algorithm whose digests have so many bytes.
    package init?(byteCount: Int) {
        guard let known = DigestAlgorithm.allCases.first(where: { $0.byteCount == byteCount }) else { return nil }
        self = known
    }

    /// How many bytes a digest has.
    package var byteCount: Int {
        switch self {
        case .md5: Insecure.MD5.byteCount
        case .sha1: Insecure.SHA1.byteCount
        case .sha256: SHA256.byteCount
        case .sha384: SHA384.byteCount
        case .sha512: SHA512.byteCount
        }
    }

    /// The digest of a file, which is read piece by piece: recordings have gigabytes.
    ///
    /// - Parameters:
    ///   - file: The open file, read from where it stands to its end.
    ///   - progress: Is told after each piece how many bytes have been read.
    /// - Returns: The digest.
    /// - Throws: What the system says where it cannot be read, or `CancellationError`.
    func digest(of file: FileHandle, progress: (Int) -> Void) throws -> [UInt8] {
        switch self {
        case .md5: try digest(of: file, Insecure.MD5(), progress)
        case .sha1: try digest(of: file, Insecure.SHA1(), progress)
        case .sha256: try digest(of: file, SHA256(), progress)
        case .sha384: try digest(of: file, SHA384(), progress)
        case .sha512: try digest(of: file, SHA512(), progress)
        }
    }

    private static let pieceSize = 1 << 20

    private func digest(
        of file: FileHandle,
        _ function: some HashFunction,
        _ progress: (Int) -> Void
    ) throws -> [UInt8] {
        var function = function
        var count = 0
        while let piece = try file.read(upToCount: DigestAlgorithm.pieceSize), !piece.isEmpty {
            try Task.checkCancellation()
            function.update(data: piece)
            count += piece.count
            progress(count)
        }
        return Array(function.finalize())
    }
}
