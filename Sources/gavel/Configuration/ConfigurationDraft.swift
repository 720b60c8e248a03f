import Foundation

/// A configuration with a new profile in it, before it is written.
struct ConfigurationDraft {
    let file: URL

    /// Whether there was no configuration.
    let isNew: Bool

    /// The whole file, as it is to be.
    let text: String

    /// The new profile.
    let profile: Profile

    /// The profile's own lines.
    let lines: [String]

    /// Writes it: whoever reads the file finds what was there or what is to be, and never a part.
    ///
    /// A new file is readable by its owner alone, and never takes the place of one that has come meanwhile. One that was
    /// there keeps its permissions.
    ///
    /// - Throws: A `Complaint` where it cannot be written; all is as it was then.
    func write() throws {
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            let draft = file.deletingLastPathComponent().appending(path: ".config.yaml.\(UUID().uuidString)").path
            defer { unlink(draft) }
            try write(to: draft)
            if isNew {
                try nameAnew(draft)
            } else if rename(draft, file.path) != 0 {
                throw failure(String(cString: strerror(errno)))
            }
        } catch let complaint as Complaint {
            throw complaint
        } catch {
            throw failure(error.localizedDescription)
        }
    }

    /// Writes it to a file of another name, with the permissions that it is to have.
    private func write(to draft: String) throws {
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(String(cString: strerror(errno))) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = stat()
        if !isNew, stat(file.path, &status) == 0 { fchmod(descriptor, status.st_mode & 0o7777) }
        try handle.write(contentsOf: Data(text.utf8))
        try handle.synchronize()
    }

    /// Gives a file the name that it is to have, unless there is one of that name.
    private func nameAnew(_ draft: String) throws {
        // A second name, and not a rename, which would take the place of a file that has come meanwhile.
        if link(draft, file.path) == 0 { return }
        let code = errno
        guard code != EEXIST else {
            throw Complaint(.conflict, "\(file.path) has come into being meanwhile. It stays as it is.")
        }
        // Some file systems have no second names.
        guard code == EPERM || code == EOPNOTSUPP, access(file.path, F_OK) != 0, rename(draft, file.path) == 0 else {
            throw failure(String(cString: strerror(code)))
        }
    }

    private func failure(_ reason: String) -> Complaint {
        Complaint(.failure, "\(file.path) could not be written: \(reason)")
    }
}
