import Foundation
package import Meetings

/// Whether a file is the recording whose digest a service holds.
package struct RecordingCheck: Hashable, Sendable {
    package let algorithm: DigestAlgorithm

    /// The digest that the service holds, in small hexadecimal digits.
    package let expected: String

    /// The digest of the file, in small hexadecimal digits.
    package let found: String

    package var isMatch: Bool { expected == found }

    /// Reads a file and compares it, off the caller's actor.
    ///
    /// - Parameters:
    ///   - file: The path of the file.
    ///   - evidence: What the service says of the recording.
    ///   - progress: Is told how many of a hundred parts have been read, each number once; never where the file's size
    ///     is not known before it has been read.
    /// - Throws: `RecordingCheckError` where there is nothing to compare, or the file cannot be read; cancelling the
    ///   task ends the reading.
    @concurrent package init(
        of file: String,
        against evidence: IntegrityEvidence,
        progress: @Sendable (Int) -> Void = { _ in }
    ) async throws(RecordingCheckError) {
        let (algorithm, digest) = try RecordingCheck.expectation(of: evidence)
        let handle: FileHandle
        do {
            handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
        } catch {
            throw .unreadable(SafeText(file), reason: SafeText(error.localizedDescription))
        }
        defer { try? handle.close() }
        let size = handle.size
        var last = -1
        do {
            found = try algorithm.digest(of: handle) { count in
                guard let size, size > 0 else { return }
                // A file may grow while it is read.
                let percent = min(100, Int(Double(count) / Double(size) * 100))
                guard percent != last else { return }
                last = percent
                progress(percent)
            }
            .hexadecimal
        } catch {
            throw .unreadable(SafeText(file), reason: SafeText(error.localizedDescription))
        }
        self.algorithm = algorithm
        expected = digest.hexadecimal
    }

    /// The algorithm and the digest that a service names.
    ///
    /// The digest is hexadecimal or base64; where no algorithm is named, its length tells it.
    private static func expectation(
        of evidence: IntegrityEvidence
    ) throws(RecordingCheckError) -> (DigestAlgorithm, [UInt8]) {
        guard let hash = evidence.hash, !hash.isEmpty else { throw .noHash }
        let bytes = [UInt8](hexadecimal: hash.string) ?? Data(base64Encoded: hash.string).map { [UInt8]($0) } ?? []
        if let type = evidence.hashType, !type.isEmpty {
            guard let algorithm = DigestAlgorithm(word: type.string) else { throw .unknownType(type) }
            guard bytes.count == algorithm.byteCount else { throw .unreadableHash(hash, algorithm) }
            return (algorithm, bytes)
        }
        guard let algorithm = DigestAlgorithm(byteCount: bytes.count) else { throw .unreadableHash(hash, nil) }
        return (algorithm, bytes)
    }
}

/// Why a file cannot be compared with a recording.
package enum RecordingCheckError: Error, Hashable, Sendable {
    /// The service holds no digest of the conference.
    case noHash

    /// The digest is of a kind that nobody here can make.
    case unknownType(SafeText)

    /// The digest is no digest of its kind.
    case unreadableHash(SafeText, DigestAlgorithm?)

    /// The file cannot be read.
    case unreadable(SafeText, reason: SafeText)

    /// What happened, to what.
    package var title: String {
        switch self {
        case .noHash: "The service holds no hash of this conference's recording."
        case .unknownType(let type): "The service's hash is of the type “\(type)”, which is not known here."
        case .unreadableHash(let hash, let algorithm):
            "The service's hash “\(hash)” is not \(algorithm.map { "one of \($0.rawValue)" } ?? "one of a known type")."
        case .unreadable(let file, let reason): "\(file) cannot be read: \(reason)"
        }
    }

    /// What to do about it.
    package var advice: String {
        switch self {
        case .noHash: "Only a recording that is stored has one; look again later."
        case .unknownType: "Known are \(DigestAlgorithm.allCases.map(\.rawValue).joined(separator: ", "))."
        case .unreadableHash: "Tell who runs the service."
        case .unreadable: RecordingCheckError.pathAdvice
        }
    }

    /// What to do where a path leads to nothing that can be read.
    package static let pathAdvice = "Check the path of the downloaded file."
}

extension FileHandle {
    /// How many bytes there are from the beginning to the end; nil for a pipe, which has no end to go to.
    ///
    /// Afterwards the file stands at its beginning.
    fileprivate var size: UInt64? {
        guard let size = try? seekToEnd() else { return nil }
        return (try? seek(toOffset: 0)).map { size }
    }
}

extension [UInt8] {
    /// The bytes as small hexadecimal digits.
    fileprivate var hexadecimal: String {
        map { String($0 >> 4, radix: 16) + String($0 & 0xF, radix: 16) }.joined()
    }

    /// Reads hexadecimal digits of either case, in pairs.
    fileprivate init?(hexadecimal text: String) {
        let digits = text.compactMap(\.hexDigitValue)
        guard digits.count == text.count, digits.count.isMultiple(of: 2) else { return nil }
        self = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
