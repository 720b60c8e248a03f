import Foundation
import Meetings

/// A folder of gavel's own, which nobody but its owner can enter, with files that nobody but their owner can read.
///
/// A folder or file that is looser than that, belongs to someone else, or is a symbolic link is refused. All calls
/// block: they belong off the main actor.
package struct PrivateFolder: Hashable, Sendable {
    /// Where it is.
    package let path: String

    /// How long to wait for a lock that another process holds.
    package var patience: Duration = .seconds(5)

    /// Takes a folder, which need not be there yet.
    package init(path: String) { self.path = path }

    /// The folder for state where the environment says it is (XDG Base Directory Specification 0.8).
    ///
    /// A relative `XDG_STATE_HOME` does not count, as the specification demands.
    package init(environment: [String: String]) {
        if let folder = environment["XDG_STATE_HOME"], folder.hasPrefix("/") {
            self.init(path: folder + "/gavel")
        } else {
            let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
            self.init(path: home + "/.local/state/gavel")
        }
    }

    /// Where a file of the folder is.
    package func path(of name: String) -> String { "\(path)/\(name)" }
}

extension PrivateFolder {
    /// Opens the folder.
    ///
    /// - Returns: Nil where there is none.
    /// - Throws: `PrivateFileError` where it is not private.
    func open() throws(PrivateFileError) -> Descriptor? {
        let number = Foundation.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard number >= 0 else {
            let reason = errno
            if reason == ENOENT { return nil }
            // A link gives the same number as a file here; this only finds the word for it.
            throw isLink ? .symbolicLink(SafeText(path)) : PrivateFileError(reason, doing: "opened", path)
        }
        let folder = Descriptor(number, path)
        try folder.checkFolder()
        return folder
    }

    /// Opens the folder, and makes it where there is none.
    func openOrMake() throws(PrivateFileError) -> Descriptor {
        if let folder = try open() { return folder }
        var made = ""
        for part in path.split(separator: "/") {
            made += "/\(part)"
            guard mkdir(made, 0o700) == 0 || errno == EEXIST || errno == EISDIR else {
                let reason = errno
                // One that is there may say no for other reasons, such as a file system that cannot be written.
                if access(made, F_OK) == 0 { continue }
                throw PrivateFileError(reason, doing: "made", made)
            }
        }
        guard let folder = try open() else { throw PrivateFileError(ENOENT, doing: "opened", path) }
        return folder
    }

    private var isLink: Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }
}

extension PrivateFolder {
    /// Opens a file of the folder.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - folder: The folder as it is open.
    ///   - flags: How to open it.
    /// - Returns: Nil where there is none.
    /// - Throws: `PrivateFileError` where it is not private, or cannot be opened.
    func file(_ name: String, in folder: borrowing Descriptor, _ flags: Int32) throws(PrivateFileError) -> Descriptor? {
        while true {
            // A pipe would keep the call waiting, but for O_NONBLOCK.
            let number = openat(
                folder.number, name, flags | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0o600 as mode_t)
            if number < 0, errno == EINTR { continue }
            if number < 0, errno == ENOENT { return nil }
            guard number >= 0 else { throw PrivateFileError(errno, doing: "opened", path(of: name)) }
            let file = Descriptor(number, path(of: name))
            try file.checkFile()
            return file
        }
    }

    /// Opens a file and waits for its lock.
    ///
    /// When the lock is had, the file is still the one of that name: another process may have renamed it meanwhile.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - folder: The folder as it is open.
    ///   - flags: How to open it.
    ///   - isShared: Whether the lock is one to read under.
    /// - Returns: Nil where there is none.
    /// - Throws: `PrivateFileError` where it is not private, cannot be opened, or the lock is not to be had.
    func lockedFile(
        _ name: String,
        in folder: borrowing Descriptor,
        _ flags: Int32,
        isShared: Bool = false
    ) throws(PrivateFileError) -> Descriptor? {
        while let file = try file(name, in: folder, flags) {
            try file.lock(isShared: isShared, patience: patience)
            let opened = try file.status()
            var named = stat()
            if fstatat(folder.number, name, &named, AT_SYMLINK_NOFOLLOW) == 0, named.st_ino == opened.st_ino,
                named.st_dev == opened.st_dev
            {
                return file
            }
        }
        return nil
    }

    /// Renames a file of the folder, over another of that name.
    func rename(_ name: String, to newName: String, in folder: borrowing Descriptor) throws(PrivateFileError) {
        guard renameat(folder.number, name, folder.number, newName) == 0 else {
            throw PrivateFileError(errno, doing: "renamed", path(of: name))
        }
    }

    /// Removes a file of the folder.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - folder: The folder as it is open.
    /// - Returns: Whether there was one.
    /// - Throws: `PrivateFileError` where it cannot be removed.
    @discardableResult
    func unlink(_ name: String, in folder: borrowing Descriptor) throws(PrivateFileError) -> Bool {
        if unlinkat(folder.number, name, 0) == 0 { return true }
        guard errno == ENOENT else { throw PrivateFileError(errno, doing: "removed", path(of: name)) }
        return false
    }
}
