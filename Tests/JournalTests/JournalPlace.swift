import Foundation
import Meetings
import PrivateFiles

@testable import Journal

/// A folder that goes when the test is over, with a journal in it.
final class JournalPlace: Sendable {
    let path = FileManager.default.temporaryDirectory.path + "/gavel-journal-\(UUID().uuidString)"

    init() { mkdir(path, 0o700) }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func journal(limit: Int = 4 << 20, kept: Int = 3) -> Journal {
        Journal(folder: PrivateFolder(path: path), limit: limit, kept: kept)
    }

    /// Writes a file as any other program would.
    func plant(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name))
        chmod(path + "/" + name, 0o600)
    }

    func text(of name: String) throws -> String {
        try String(contentsOf: URL(fileURLWithPath: path + "/" + name), encoding: .utf8)
    }

    var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? [] }
}

extension Journal {
    /// Writes an entry and waits for what came of it.
    func written(_ entry: JournalEntry) async -> JournalReport {
        await withCheckedContinuation { continuation in write(entry) { continuation.resume(returning: $0) } }
    }

    func contents() async throws -> JournalContents { try await contents(of: "ward").get() }
}

extension JournalEntry {
    static let moment = Date(timeIntervalSince1970: 1_795_356_300.25)

    static func example(
        _ action: SafeText,
        _ target: JournalTarget? = JournalTarget(id: "410", room: "uti", name: "Plantão", owner: "1"),
        _ outcome: Outcome = .done,
        profile: SafeText = "ward",
        service: SafeText = "v4h",
        status: Int? = nil,
        after seconds: Double = 0
    ) -> JournalEntry {
        JournalEntry(
            when: moment + seconds, profile: profile, who: "ana", service: service, action: action, target: target,
            outcome: outcome, milliseconds: 12, status: status, request: "r-1")
    }
}
