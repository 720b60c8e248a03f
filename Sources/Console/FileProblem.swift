import Meetings

/// What is wrong at one place of a file that a person wrote, and what to write there instead.
package struct FileProblem: Hashable, Sendable {
    package var file: String

    /// Counted from 1.
    ///
    /// Nil where the file as a whole is meant.
    package var line: Int?

    /// The path of the key, such as `profiles.clinic-a.v4h.url`.
    ///
    /// Nil where no key can be named.
    package var key: String?

    /// What is wrong, as a sentence's end: "is no known key".
    package var reason: String

    /// What to do about it, as an order: "write url".
    package var remedy: String

    package init(file: String, line: Int?, key: String?, reason: String, remedy: String) {
        self.file = file
        self.line = line
        self.key = key
        self.reason = reason
        self.remedy = remedy
    }
}

extension FileProblem: CustomStringConvertible {
    /// `file:line: key: what is wrong; what to write instead`.
    package var description: String {
        let place = [file, line.map(String.init), key.map { " \($0)" }].compactMap(\.self).joined(separator: ":")
        // The file may be quoted in it, escape sequences and all.
        return SafeText("\(place): \(reason); \(remedy)").string
    }
}
