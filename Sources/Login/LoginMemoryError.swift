package import Meetings
package import PrivateFiles

/// Why a login is not remembered, or a remembered one is not used.
package enum LoginMemoryError: Error, Hashable, Sendable {
    /// The file is not private, or could not be read or written.
    case file(PrivateFileError)

    /// There is something else in the file than a login.
    case unreadable(SafeText)

    /// The login is for another address than the profile's.
    case elsewhere(SafeText, url: SafeText)

    /// The login is another user's than the profile names.
    case someoneElse(SafeText, user: SafeText)

    /// What happened, in one line.
    package var title: String {
        switch self {
        case .file(let error): error.title
        case .unreadable(let path): "\(path) holds no login that could be read."
        case .elsewhere(let path, let url): "\(path) holds a login for \(url), and is not used for another address."
        case .someoneElse(let path, let user): "\(path) holds the login of \(user), and is not used for another user."
        }
    }

    /// What the operator can do about it.
    package var advice: String {
        switch self {
        case .file(let error): error.advice
        case .unreadable, .elsewhere, .someoneElse: "Log in; the file is replaced, or removed."
        }
    }
}
