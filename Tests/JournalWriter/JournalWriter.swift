import Foundation
import Journal
import Meetings
import PrivateFiles

/// Writes entries until it is done or killed, as a console of its own would: what tests of several processes need.
///
/// Its arguments are the folder, its own name, how many entries, and how many bytes a file may have.
@main
enum JournalWriter {
    static func main() async {
        let arguments = CommandLine.arguments
        guard arguments.count == 5, let count = Int(arguments[3]), let limit = Int(arguments[4]) else { exit(64) }
        var folder = PrivateFolder(path: arguments[1])
        folder.patience = .seconds(60)
        let journal = Journal(folder: folder, limit: limit, kept: 10_000)
        for number in 0..<count {
            journal.write(.example(by: arguments[2], number: number)) { _ in }
        }
        // Once is for two seconds at most: others may have the file for longer.
        for _ in 0..<30 where await journal.finish().waiting == 0 { exit(0) }
        exit(1)
    }
}

extension JournalEntry {
    /// An entry that can be told from all others.
    static func example(by writer: String, number: Int) -> JournalEntry {
        JournalEntry(
            when: Date(timeIntervalSince1970: Double(number)), profile: "test", who: SafeText(writer), service: "v4h",
            action: "startConference", target: JournalTarget(id: SafeText("\(number)")))
    }
}
