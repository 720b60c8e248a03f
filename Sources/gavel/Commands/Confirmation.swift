import ArgumentParser
import Foundation

/// Whether something that cannot be undone is to be done.
struct Confirmation: ParsableArguments {
    @Flag(name: .shortAndLong, help: "Do it without asking.")
    var yes = false

    /// Asks at the terminal, unless that was agreed to already.
    ///
    /// - Parameter question: What will be done, to what, and what that means.
    /// - Throws: A `Complaint` where there is nobody to ask, or the answer is no; nothing is done then.
    func require(_ question: String) throws {
        guard !yes else { return }
        guard isatty(STDIN_FILENO) == 1 else {
            throw Complaint(.usage, "\(question) Nothing was done: add --yes to do it without a terminal to ask on.")
        }
        try? FileHandle.standardError.write(contentsOf: Data("\(question) Do it? [y/N] ".utf8))
        let answer = readLine()?.trimmingCharacters(in: .whitespaces).lowercased()
        guard ["y", "yes"].contains(answer) else { throw Complaint(.failure, "Nothing was done.") }
    }
}
