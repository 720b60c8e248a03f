import Foundation
import Meetings
import PrivateFiles
import Store

/// The lines of the palette that were carried out, in a file that is there for the next run.
///
/// Several consoles may add to it.
actor CommandHistory {
    private let folder: PrivateFolder
    private static let file = "commands"

    init(folder: PrivateFolder) { self.folder = folder }

    /// The lines, the newest last; none where there is no file.
    ///
    /// - Throws: `PrivateFileError` where it cannot be read, or others can read it.
    func lines() throws(PrivateFileError) -> [String] { CommandHistory.lines(in: try folder.read(CommandHistory.file)) }

    /// Adds a line as the newest.
    ///
    /// - Throws: `PrivateFileError` where the file cannot be written; then it is as it was.
    func add(_ line: String) throws(PrivateFileError) {
        try folder.change(CommandHistory.file) { contents in
            let lines = ConsoleState.history(CommandHistory.lines(in: contents), with: line)
            return Data(lines.map { $0 + "\n" }.joined().utf8)
        }
    }

    private static func lines(in contents: Data?) -> [String] {
        let text = String(decoding: contents ?? Data(), as: UTF8.self)
        // What another program has written there must not reach the terminal.
        let lines = text.split(separator: "\n").map { SafeText(String($0), limit: 512).string }
        return lines.suffix(ConsoleState.mostLines)
    }
}
