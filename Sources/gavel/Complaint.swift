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

extension Gavel {
    /// Runs the command line and ends the process.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let complaint as Complaint {
            FileHandle.standardError.write(Data("gavel: \(complaint)\n".utf8))
            Foundation.exit(complaint.status.rawValue)
        } catch {
            exit(withError: error)
        }
    }
}
