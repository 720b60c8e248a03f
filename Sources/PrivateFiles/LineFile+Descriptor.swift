import Foundation

extension LineFile {
    /// Opens the file for whoever writes to a descriptor, such as standard error.
    ///
    /// - Returns: A descriptor that appends to the file; it is the caller's to close.
    /// - Throws: `PrivateFileError` where the file is not private, or cannot be made.
    package func descriptor() throws(PrivateFileError) -> Int32 {
        let folder = try self.folder.openOrMake()
        guard let file = try self.folder.file(name, in: folder, O_WRONLY | O_CREAT | O_APPEND) else {
            throw PrivateFileError(ENOENT, doing: "made", path)
        }
        let copy = fcntl(file.number, F_DUPFD_CLOEXEC, 3)
        guard copy >= 0 else { throw PrivateFileError(errno, doing: "opened", path) }
        return copy
    }

    /// Whether a descriptor still leads to the file of this name: it may have been put away meanwhile.
    ///
    /// - Parameter descriptor: What ``descriptor()`` gave.
    /// - Returns: False where another file, or none, has the name now.
    package func isNewest(_ descriptor: Int32) -> Bool {
        var opened = stat()
        var named = stat()
        return fstat(descriptor, &opened) == 0 && lstat(path, &named) == 0 && opened.st_ino == named.st_ino
            && opened.st_dev == named.st_dev
    }
}
