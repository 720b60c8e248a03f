import ArgumentParser
import Foundation

/// Why the program ends without having done what it was asked for.
///
/// It is written to standard error, and decides the exit status.
struct Complaint: Error, CustomStringConvertible {
    let status: ExitStatus
    let description: String

    init(_ status: ExitStatus, _ description: String) {
        self.status = status
        self.description = description
    }
}

/// Says something on standard error, if anybody is there to read it.
func complain(_ words: String) {
    try? FileHandle.standardError.write(contentsOf: Data("gavel: \(words)\n".utf8))
}

extension Gavel {
    /// Runs the command line and ends the process.
    static func main() async {
        // A file that has reached its limit is an error to be told, and no reason to die.
        signal(SIGXFSZ, SIG_IGN)
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let complaint as Complaint {
            complain("\(complaint)")
            Foundation.exit(complaint.status.rawValue)
        } catch {
            exit(withError: error)
        }
    }
}
