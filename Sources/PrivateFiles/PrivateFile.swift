package import Foundation
import Meetings

/// A file that nobody but its owner can read, in a folder that others may see.
///
/// All calls block: they belong off the main actor.
package struct PrivateFile: Hashable, Sendable {
    /// Where it is.
    package let path: String

    package init(path: String) { self.path = path }

    private var folder: String { String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }

    /// Writes the file, so that whoever reads it finds the old one or the new one, and never a part.
    ///
    /// - Parameters:
    ///   - contents: What is to be in it.
    ///   - isReplacing: Whether a file that is there is replaced; a symbolic link is, and not what it points to.
    /// - Returns: Whether it was written; false where something stands there that is not to be replaced.
    /// - Throws: `PrivateFileError` where it cannot be written; then nothing has changed.
    package func write(_ contents: Data, isReplacing: Bool) throws(PrivateFileError) -> Bool {
        try checkPlace()
        // Nobody can have taken a name that nobody can guess.
        let draft = "\(folder)/.gavel-\(UUID().uuidString).new"
        let number = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o600 as mode_t)
        guard number >= 0 else { throw PrivateFileError(errno, doing: "written", path) }
        let file = Descriptor(number, path)
        do {
            try file.write(contents)
            try file.synchronize()
            return try place(draft, isReplacing: isReplacing)
        } catch {
            unlink(draft)
            throw error
        }
    }

    /// Refuses a folder that is not there, and what is no file.
    private func checkPlace() throws(PrivateFileError) {
        var status = stat()
        guard stat(folder.isEmpty ? "/" : folder, &status) == 0 else {
            if errno == ENOENT { throw .noFolder(SafeText(folder)) }
            throw PrivateFileError(errno, doing: "written", path)
        }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw .notAFolder(SafeText(folder)) }
        guard lstat(path, &status) == 0 else { return }
        guard [S_IFREG, S_IFLNK].contains(status.st_mode & S_IFMT) else { throw .notAFile(SafeText(path)) }
    }

    private func place(_ draft: String, isReplacing: Bool) throws(PrivateFileError) -> Bool {
        // A link is made only where nothing stands; a renaming would take the place of what has come there meanwhile.
        if !isReplacing, link(draft, path) == 0 {
            unlink(draft)
            return true
        }
        let reason = errno
        var status = stat()
        if !isReplacing, reason == EEXIST || lstat(path, &status) == 0 {
            unlink(draft)
            return false
        }
        // Not every file system knows links.
        guard rename(draft, path) == 0 else { throw PrivateFileError(errno, doing: "written", path) }
        return true
    }
}
