import Foundation
import Testing

/// README.md, whose examples are tried as they stand there.
enum Readme {
    /// The fenced block that follows a marker comment.
    ///
    /// - Parameters:
    ///   - marker: The comment.
    ///   - language: What the block is written in.
    /// - Returns: Its lines.
    /// - Throws: Where there is none.
    static func block(after marker: String, in language: String) throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        let rest = try #require(
            text.split(separator: "<!-- \(marker) -->\n```\(language)\n", maxSplits: 1).dropFirst().first)
        return rest.split(separator: "\n", omittingEmptySubsequences: false).prefix { $0 != "```" }
            .joined(separator: "\n")
    }
}
