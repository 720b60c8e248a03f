import Console

/// Why a configuration cannot be used: everything that is wrong in it.
struct ConfigurationError: Error, Hashable, Sendable {
    var problems: [FileProblem]
}

extension ConfigurationError {
    /// One problem of the file as a whole.
    init(file: String, key: String? = nil, reason: String, remedy: String) {
        problems = [FileProblem(file: file, line: nil, key: key, reason: reason, remedy: remedy)]
    }
}

extension ConfigurationError: CustomStringConvertible {
    /// One problem a line, each as `file:line: key: what is wrong; what to write instead`.
    var description: String { problems.map(\.description).joined(separator: "\n") }
}
