import Foundation
import Meetings

extension PrivateFolder {
    /// Makes a Unix domain socket that only the owner of the folder can connect to, and listens on it.
    ///
    /// Under its name the socket always has somebody who listens: it is made under another, which is taken away when
    /// all is ready. One that stood there under its name is replaced.
    ///
    /// - Parameter name: Its name in the folder, which is made where there is none.
    /// - Returns: The descriptor of the socket, which does not block; it is the caller's to close.
    /// - Throws: `PrivateFileError` where the folder is not private, or the socket cannot be made.
    package func listen(at name: String) throws(PrivateFileError) -> Int32 {
        let folder = try openOrMake()
        let draft = ".\(name).new"
        try unlink(draft, in: folder)
        let descriptor = try PrivateFolder.makeSocket(for: path(of: name))
        do throws(PrivateFileError) {
            guard PrivateFolder.withAddress(of: draft, in: folder, { bind(descriptor, $0, $1) }) == 0 else {
                throw PrivateFileError(errno, doing: "made", path(of: name))
            }
            // Nobody can connect before somebody listens, so that there is no moment with looser permissions.
            guard fchmodat(folder.number, draft, 0o600, 0) == 0, Foundation.listen(descriptor, 16) == 0 else {
                throw PrivateFileError(errno, doing: "made", path(of: name))
            }
            try rename(draft, to: name, in: folder)
            return descriptor
        } catch {
            close(descriptor)
            unlinkat(folder.number, draft, 0)
            throw error
        }
    }

    /// Connects to a Unix domain socket of the folder.
    ///
    /// - Parameter name: Its name in the folder.
    /// - Returns: The descriptor of the connection, which does not block and is the caller's to close; nil where there
    ///   is no such socket, or nobody listens on it any more.
    /// - Throws: `PrivateFileError` where the folder is not private, or the system refuses.
    package func connect(to name: String) throws(PrivateFileError) -> Int32? {
        guard let folder = try open() else { return nil }
        let descriptor = try PrivateFolder.makeSocket(for: path(of: name))
        let result = PrivateFolder.withAddress(of: name, in: folder) { Foundation.connect(descriptor, $0, $1) }
        if result == 0 { return descriptor }
        let reason = errno
        close(descriptor)
        switch reason {
        case ENOENT, ECONNREFUSED: return nil
        // All places of the queue before the one who listens are taken.
        case EAGAIN: throw .busy(SafeText(path(of: name)))
        default: throw PrivateFileError(reason, doing: "connected to", path(of: name))
        }
    }

    /// The names of all that is in the folder, sorted; none where there is no folder.
    ///
    /// - Throws: `PrivateFileError` where it is not private, or cannot be read.
    package func names() throws(PrivateFileError) -> [String] {
        guard let folder = try open() else { return [] }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd/\(folder.number)").sorted()
        } catch {
            throw .failed(SafeText(path), doing: "read", reason: SafeText("\(error.localizedDescription)"))
        }
    }

    private static func makeSocket(for path: String) throws(PrivateFileError) -> Int32 {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let descriptor = socket(AF_UNIX, kind, 0)
        guard descriptor >= 0 else { throw PrivateFileError(errno, doing: "opened", path) }
        return descriptor
    }

    /// Calls with the address of a socket in an open folder.
    ///
    /// It is named by way of the folder's descriptor: a path may be longer than the 107 bytes that an address has room
    /// for (unix(7)), and the folder is the one that was found to be private.
    private static func withAddress(
        of name: String,
        in folder: borrowing Descriptor,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = Array("/proc/self/fd/\(folder.number)/\(name)".utf8)
        guard path.count < MemoryLayout.size(ofValue: address.sun_path) else {
            errno = ENAMETOOLONG
            return -1
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
