package import Foundation
package import Meetings
package import PrivateFiles

/// Why the users or the keys of a gateway could not be read or changed.
package enum SignInFileError: Error, Hashable, Sendable {
    /// The file is not private, or could not be read or written.
    case file(PrivateFileError)

    /// There is something else in the file than there should be.
    case unreadable(SafeText, problem: SafeText)

    /// There is a user of that name.
    case nameTaken(SafeText)

    /// There is no user of that name.
    case noSuchUser(SafeText)

    /// Logins last that were signed with the key that would have to go.
    case keyInUse(until: Date)

    /// What happened, in one line.
    package var title: String {
        switch self {
        case .file(let error): error.title
        case .unreadable(let path, let problem): "\(path) could not be read: \(problem)"
        case .nameTaken(let name): "There is a user \(name) already."
        case .noSuchUser(let name): "There is no user \(name)."
        case .keyInUse(let date):
            "Logins last until \(date.formatted(.iso8601)) that were signed with the key that would have to go."
        }
    }

    /// What the operator can do about it.
    package var advice: String {
        switch self {
        case .file(let error): error.advice
        case .unreadable: "Correct it, or put an older version of the file back; nothing was changed."
        case .nameTaken: "Choose another name, or give that user another password."
        case .noSuchUser: "See which there are: gavel gateway user list"
        case .keyInUse: "Wait until then; or force it, which ends those logins at once."
        }
    }
}

extension SignInFileError {
    /// Makes the error for a file that could not be decoded.
    ///
    /// - Parameters:
    ///   - path: Where the file is.
    ///   - error: What the decoder says.
    init(_ path: String, _ error: any Error) {
        let problem = (error as? DecodingError)?.words ?? "It is no JSON."
        self = .unreadable(SafeText(path), problem: SafeText(problem, limit: 300))
    }

    /// Makes the error for a file that another gavel has written.
    init(_ path: String, version: Int) {
        self = .unreadable(SafeText(path), problem: "It is of version \(version), and this gavel knows version 1.")
    }
}

extension DecodingError {
    /// Where in the document what is wrong.
    fileprivate var words: String {
        switch self {
        case .keyNotFound(let key, let context): "\((context.codingPath + [key]).words) is missing."
        case .valueNotFound(_, let context): "\(context.codingPath.words) is null."
        case .typeMismatch(_, let context): "\(context.codingPath.words) is of another type."
        case .dataCorrupted(let context) where context.codingPath.isEmpty: "It is no JSON."
        case .dataCorrupted(let context): "\(context.codingPath.words): \(context.debugDescription)"
        @unknown default: "It is no JSON."
        }
    }
}

extension [any CodingKey] {
    /// The place in the document, such as `users[2].roles`.
    fileprivate var words: String {
        let words = reduce(into: "") { words, key in
            words += key.intValue.map { "[\($0)]" } ?? (words.isEmpty ? "" : ".") + key.stringValue
        }
        return words.isEmpty ? "The document" : words
    }
}
