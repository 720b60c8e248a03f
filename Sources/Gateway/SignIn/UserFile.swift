import Foundation
import Meetings
package import PrivateFiles

/// The file with those who may sign in at a gateway: JSON, in the order of their names.
///
/// Several gateways read it, and several administrators may change it at once. All calls block: they belong off the
/// main actor.
package struct UserFile: Hashable, Sendable {
    /// The file's name.
    package static let name = "users.json"

    private let folder: PrivateFolder

    /// Describes the file; nothing is opened yet.
    ///
    /// - Parameter folder: The folder it lies in.
    package init(folder: PrivateFolder) { self.folder = folder }

    /// Where it is.
    package var path: String { folder.path(of: UserFile.name) }

    /// Reads the users.
    ///
    /// - Returns: Nobody where there is no file.
    /// - Throws: `SignInFileError` where the file is not private, or holds something else.
    package func read() throws(SignInFileError) -> UserBook {
        try book(of: folder.readSignInFile(UserFile.name))
    }

    /// Changes the users, while nobody else can.
    ///
    /// What takes time, such as the hash of a password, is to be done before: others wait meanwhile.
    ///
    /// - Parameter edit: Changes them; where it throws, the file is as it was.
    /// - Returns: The users as they are now.
    /// - Throws: `SignInFileError`, the closure's or the file's.
    @discardableResult
    package func change(
        _ edit: (inout UserBook) throws(SignInFileError) -> Void
    ) throws(SignInFileError) -> UserBook {
        try folder.changeSignInFile(UserFile.name) { data throws(SignInFileError) in
            var book = try book(of: data)
            try edit(&book)
            return (try encoded(book), book)
        }
    }
}

extension UserFile {
    private struct Form: SignInForm {
        var version = 1
        var users: [GatewayUser]
    }

    private func book(of data: Data?) throws(SignInFileError) -> UserBook {
        guard let data else { return UserBook() }
        let form = try Form(data, at: path)
        var book = UserBook()
        for user in form.users {
            do throws(SignInFileError) {
                try book.add(user)
            } catch {
                throw .unreadable(SafeText(path), problem: "\(error.title)")
            }
        }
        return book
    }

    private func encoded(_ book: UserBook) throws(SignInFileError) -> Data {
        try Form(users: book.users).encoded(for: path)
    }
}
