import Foundation
import Testing

/// Holds the screens in README.md to those that were recorded, and so to what the console draws.
@Suite("The screens in README")
struct ReadmeScreenTests {
    @Test(
        "are those of today",
        arguments: ["120x40": "size-120x40", "80x24": "size-80x24", "live 72x20": "pane-live-72x20"])
    func screens(size: String, recording: String) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let readme = folder.deletingLastPathComponent().deletingLastPathComponent().appending(path: "README.md")
        let text = try String(contentsOf: readme, encoding: .utf8)
        let rest = try #require(text.split(separator: "<!-- screen \(size) -->\n", maxSplits: 1).dropFirst().first)
        let shown = rest.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().prefix { $0 != "```" }
        let file = folder.appending(path: "Snapshots/\(recording).txt")
        // The last line tells the size and the cursor.
        let recorded = try String(contentsOf: file, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false
        ).dropLast(2)
        #expect(Array(shown) == Array(recorded))
    }
}
