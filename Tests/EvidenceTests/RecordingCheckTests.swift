import Foundation
import Meetings
import Synchronization
import Testing

@testable import Evidence

struct RecordingCheckTests {
    /// The digests of the three letters `abc` (RFC 1321, RFC 3174, FIPS 180-4).
    static let known = [
        ("MD5", "900150983cd24fb0d6963f7d28e17f72"), ("SHA-1", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        ("SHA-256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "SHA-384",
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"
        ),
        (
            "SHA-512",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        ),
    ]

    @Test(
        "every algorithm tells a recording from another file, however its name is written",
        arguments: RecordingCheckTests.known)
    func algorithms(type: String, hash: String) async throws {
        for word in [type, type.lowercased(), type.replacing("-", with: "_"), type.replacing("-", with: "")] {
            #expect(try await check("abc", hash, word).isMatch, "\(word)")
        }
        let other = try await check("abd", hash, type)
        #expect(!other.isMatch && other.expected == hash && other.found.count == hash.count)
        #expect(try await check("abc", hash.uppercased(), type).isMatch)
        #expect(try await check("abc", hash, nil).algorithm.rawValue == type, "its length tells the algorithm")
        let bytes = stride(from: 0, to: hash.count, by: 2).map { place in
            UInt8(hash.dropFirst(place).prefix(2), radix: 16) ?? 0
        }
        #expect(try await check("abc", Data(bytes).base64EncodedString(), type).isMatch)
    }

    @Test("how far the reading has come is told in hundredths, each once and in order")
    func progress() async throws {
        let path = FileManager.default.temporaryDirectory.path + "/gavel-evidence-\(UUID().uuidString)"
        try Data(count: 7 << 20).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let told = Mutex<[Int]>([])
        let check = try await RecordingCheck(
            of: path, against: IntegrityEvidence(hash: SafeText(String(repeating: "0", count: 64)))
        ) { percent in told.withLock { $0.append(percent) } }
        #expect(!check.isMatch && told.withLock { $0 } == [14, 28, 42, 57, 71, 85, 100])
    }

    @Test("a file of many pieces is read to its end")
    func large() async throws {
        let text = String(repeating: "a", count: 1_000_000) + String(repeating: "b", count: 3_000_000)
        let whole = try await check(text, Self.known[2].1, "SHA-256").found
        let short = try await check(String(text.dropLast()), Self.known[2].1, "SHA-256").found
        #expect(whole != short)
        #expect(
            try await check(String(repeating: "a", count: 1_000_000), Self.million, "SHA-256").isMatch,
            "the third example of FIPS 180-4")
    }

    private static let million = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"

    @Test("what cannot be compared says why")
    func nothingToCompare() async throws {
        await #expect(throws: RecordingCheckError.noHash) { try await check("abc", nil, "SHA-256") }
        await #expect(throws: RecordingCheckError.unknownType("BLAKE3")) {
            try await check("abc", Self.known[2].1, "BLAKE3")
        }
        await #expect(throws: RecordingCheckError.unreadableHash("abc", .sha256)) {
            try await check("abc", "abc", "SHA-256")
        }
        await #expect(throws: RecordingCheckError.unreadableHash("zz", nil)) { try await check("abc", "zz", nil) }
        let evidence = IntegrityEvidence(hash: SafeText(Self.known[0].1), hashType: "MD5")
        let error = await #expect(throws: RecordingCheckError.self) {
            try await RecordingCheck(of: "/no/such/recording.mp4", against: evidence)
        }
        #expect(error?.title.hasPrefix("/no/such/recording.mp4 cannot be read: ") == true)
    }

    private func check(_ content: String, _ hash: String?, _ type: String?) async throws -> RecordingCheck {
        let file = FileManager.default.temporaryDirectory.appending(path: "recording-\(UUID().uuidString)")
        try Data(content.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let evidence = IntegrityEvidence(hash: hash.map { SafeText($0) }, hashType: type.map { SafeText($0) })
        return try await RecordingCheck(of: file.path, against: evidence)
    }
}
