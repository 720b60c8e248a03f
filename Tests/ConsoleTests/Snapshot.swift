import Foundation
import Terminal
import Testing

/// Compares what is on a screen with what was recorded of it, as text that can be read.
///
/// With `GAVEL_RECORD=1` in the environment it is recorded anew. A recording that is missing fails the test.
enum Snapshot {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots")
    private static let isRecording = ProcessInfo.processInfo.environment["GAVEL_RECORD"] == "1"

    /// The names of all recordings.
    static var recorded: Set<String> {
        get throws {
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            return Set(files.filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) })
        }
    }

    static func expect(
        _ canvas: Canvas,
        is name: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try expect(text(of: canvas), is: name, sourceLocation: sourceLocation)
    }

    static func expect(
        _ shown: String,
        is name: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let file = folder.appending(path: "\(name).txt")
        if isRecording {
            try Data(shown.utf8).write(to: file)
            return
        }
        guard let data = try? Data(contentsOf: file) else {
            Issue.record(
                "There is no recording “\(name)”. GAVEL_RECORD=1 makes it of this:\n\(shown)",
                sourceLocation: sourceLocation)
            return
        }
        let expected = String(decoding: data, as: UTF8.self)
        // Compared as bytes: Swift's == would take composed and decomposed letters as the same.
        guard Array(expected.utf8) != Array(shown.utf8) else { return }
        Issue.record(
            "“\(name)” was recorded as\n\(expected)\nand is now\n\(shown)", sourceLocation: sourceLocation)
    }

    /// What a canvas shows, line by line, and where its cursor is.
    static func text(of canvas: Canvas) -> String {
        let cursor = canvas.cursor.map { "cursor in column \($0.column), row \($0.row)" } ?? "no cursor"
        return canvas.lines.joined(separator: "\n") + "\n(\(canvas.size.columns)×\(canvas.size.rows), \(cursor))\n"
    }
}
