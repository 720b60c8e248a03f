import Foundation
import Meetings

/// An open file or folder, closed when nobody has it any more.
///
/// Everything that is asked about it is asked of what is open, never of the path again: what stands at a path may be
/// exchanged between two questions.
struct Descriptor: ~Copyable {
    let number: Int32

    /// Where it was found, for what is said of it.
    let path: String

    init(_ number: Int32, _ path: String) {
        self.number = number
        self.path = path
    }

    deinit { close(number) }

    /// The permissions that others than the owner may not have.
    private static let othersPermissions: mode_t = 0o077

    /// What the system knows of it.
    func status() throws(PrivateFileError) -> stat {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw PrivateFileError(errno, doing: "examined", path) }
        return status
    }

    /// Refuses anything but a folder of our own that nobody else can enter.
    func checkFolder() throws(PrivateFileError) {
        let status = try status()
        guard status.st_mode & S_IFMT == S_IFDIR else { throw .notAFolder(SafeText(path)) }
        try check(status, isFolder: true)
    }

    /// Refuses anything but an ordinary file of our own that nobody else can read or write.
    func checkFile() throws(PrivateFileError) {
        let status = try status()
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(SafeText(path)) }
        try check(status, isFolder: false)
    }

    private func check(_ status: stat, isFolder: Bool) throws(PrivateFileError) {
        guard status.st_uid == geteuid() else { throw .foreign(SafeText(path), owner: Int(status.st_uid)) }
        guard status.st_mode & Descriptor.othersPermissions == 0 else {
            throw .tooOpen(SafeText(path), permissions: Int(status.st_mode & 0o7777), isFolder: isFolder)
        }
    }

    /// How many bytes the file has.
    func size() throws(PrivateFileError) -> Int { Int(try status().st_size) }

    /// Reads the file, or the end of it.
    ///
    /// - Parameters:
    ///   - start: The first byte to read.
    ///   - limit: The most bytes the file may have.
    /// - Returns: The bytes; fewer where the file became shorter meanwhile.
    /// - Throws: `PrivateFileError` where it cannot be read, or is too large.
    func contents(from start: Int = 0, limit: Int = .max) throws(PrivateFileError) -> Data {
        let size = try size()
        guard size <= limit else { throw .tooLarge(SafeText(path), limit: limit) }
        var data = Data(count: max(0, size - start))
        var filled = 0
        while filled < data.count {
            let wanted = data.count - filled
            let count = data.withUnsafeMutableBytes { bytes in
                bytes.baseAddress.map { pread(number, $0 + filled, wanted, off_t(start + filled)) } ?? 0
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw PrivateFileError(errno, doing: "read", path) }
            if count == 0 { return data.prefix(filled) }
            filled += count
        }
        return data
    }

    /// Writes all of it, at the end of a file that was opened to be appended to.
    func write(_ data: Data) throws(PrivateFileError) {
        var written = 0
        while written < data.count {
            let rest = data.count - written
            let count = data.withUnsafeBytes { bytes in
                bytes.baseAddress.map { Foundation.write(number, $0 + written, rest) } ?? 0
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw PrivateFileError(count == 0 ? ENOSPC : errno, doing: "written", path) }
            written += count
        }
    }

    /// Cuts the file to so many bytes.
    func truncate(to size: Int) throws(PrivateFileError) {
        guard ftruncate(number, off_t(size)) == 0 else { throw PrivateFileError(errno, doing: "shortened", path) }
    }

    /// Has what was written reach the disk.
    func synchronize() throws(PrivateFileError) {
        // Some file systems cannot do it for a folder.
        guard fsync(number) == 0 || errno == EINVAL else { throw PrivateFileError(errno, doing: "written", path) }
    }
}

extension Descriptor {
    /// Waits for the file's lock, which is given back with the descriptor.
    ///
    /// The wait has an end: who holds the lock may have been stopped by Ctrl-Z.
    ///
    /// - Parameters:
    ///   - isShared: Whether others may have it too, to read.
    ///   - patience: How long to wait.
    /// - Throws: `PrivateFileError` where the lock is not to be had.
    func lock(isShared: Bool = false, patience: Duration) throws(PrivateFileError) {
        let end = ContinuousClock.now + patience
        while flock(number, (isShared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0 {
            switch errno {
            case EINTR: continue
            case EWOULDBLOCK:
                guard ContinuousClock.now < end else { throw .busy(SafeText(path)) }
                // The lock is held for one write; there is no call that waits for it with an end.
                poll(nil, 0, 2)
            default: throw PrivateFileError(errno, doing: "locked", path)
            }
        }
    }
}
