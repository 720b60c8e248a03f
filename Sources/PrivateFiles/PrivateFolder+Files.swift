package import Foundation

extension PrivateFolder {
    /// The most bytes of a file that is read as one.
    package static let mostBytes = 16 << 20

    /// Reads a file.
    ///
    /// - Parameter name: Its name in the folder.
    /// - Returns: What is in it; nil where there is no such file, or no folder.
    /// - Throws: `PrivateFileError` where it is not private, or cannot be read.
    package func read(_ name: String) throws(PrivateFileError) -> Data? {
        guard let folder = try open(), let file = try file(name, in: folder, O_RDONLY) else { return nil }
        return try file.contents(limit: PrivateFolder.mostBytes)
    }

    /// Replaces a file, so that whoever reads it finds the old one or the new one, and never a part.
    ///
    /// - Parameters:
    ///   - name: Its name in the folder, which is made where there is none.
    ///   - contents: What is to be in it.
    /// - Throws: `PrivateFileError` where the folder or the file that is there is not private, or it cannot be written.
    package func replace(_ name: String, with contents: Data) throws(PrivateFileError) {
        try change(name) { _ in contents }
    }

    /// Reads a file and replaces it by what is made of it, while no other process can.
    ///
    /// - Parameters:
    ///   - name: Its name in the folder, which is made where there is none.
    ///   - transform: Makes the new contents of the old; nil is for no file, before and after.
    /// - Throws: `PrivateFileError` where the folder or the file that is there is not private, or it cannot be written.
    ///   Then the file is as it was.
    package func change(_ name: String, _ transform: (Data?) -> Data?) throws(PrivateFileError) {
        let folder = try openOrMake()
        let draft = PrivateFolder.draft(of: name)
        // What is written is locked, and has one name: what a process left that was killed is taken over by the next.
        guard let file = try lockedFile(draft, in: folder, O_RDWR | O_CREAT | O_APPEND) else {
            throw PrivateFileError(ENOENT, doing: "made", path(of: draft))
        }
        do {
            let old = try self.file(name, in: folder, O_RDONLY)?.contents(limit: PrivateFolder.mostBytes)
            if let new = transform(old) {
                try file.truncate(to: 0)
                try file.write(new)
                try file.synchronize()
                try rename(draft, to: name, in: folder)
            } else {
                try unlink(name, in: folder)
                try unlink(draft, in: folder)
            }
        } catch {
            // What is said is why it failed, not what came of tidying up after it.
            unlinkat(folder.number, draft, 0)
            throw error
        }
        try folder.synchronize()
    }

    /// Removes a file, whatever its permissions are.
    ///
    /// - Parameter name: Its name in the folder.
    /// - Returns: Whether there was one.
    /// - Throws: `PrivateFileError` where the folder is not private, or the file cannot be removed.
    @discardableResult
    package func remove(_ name: String) throws(PrivateFileError) -> Bool {
        guard let folder = try open() else { return false }
        try unlink(PrivateFolder.draft(of: name), in: folder)
        let wasThere = try unlink(name, in: folder)
        try folder.synchronize()
        return wasThere
    }

    /// The name under which a file is written before it takes its place.
    private static func draft(of name: String) -> String { ".\(name).new" }
}
