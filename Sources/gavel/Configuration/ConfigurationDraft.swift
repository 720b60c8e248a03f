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
    /// A new file is readable by its owner alone, and never takes the place of one that has come meanwhile.
    ///
    /// - Throws: A `Complaint` where it cannot be written; all is as it was then.
    func write() throws {
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            if isNew { try make() } else { try Data(text.utf8).write(to: file, options: .atomic) }
        } catch let complaint as Complaint {
            throw complaint
        } catch {
            throw failure(error.localizedDescription)
        }
    }

    /// Makes the file: under another name first, which it then has no more.
    private func make() throws {
        let draft = file.deletingLastPathComponent().appending(path: ".config.yaml.\(UUID().uuidString)").path
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(String(cString: strerror(errno))) }
        defer { unlink(draft) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try handle.write(contentsOf: Data(text.utf8))
        try handle.synchronize()
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
