import Foundation
package import Meetings

/// Why a file of gavel's own could not be read or written, or was not touched because it is not private.
package enum PrivateFileError: Error, Hashable, Sendable {
    /// What stands at the path points elsewhere.
    case symbolicLink(SafeText)

    /// Others than the owner can read, write or enter it.
    case tooOpen(SafeText, permissions: Int, isFolder: Bool)

    /// It belongs to another user.
    case foreign(SafeText, owner: Int)

    /// The folder for a file is not there.
    case noFolder(SafeText)

    /// Something else stands where a folder should be.
    case notAFolder(SafeText)

    /// Something else stands where a file should be: a folder, a pipe, a device.
    case notAFile(SafeText)

    /// There is no room for it: on the disk, in the quota, or under the limit for the size of a file.
    case full(SafeText, reason: SafeText)

    /// Another process has held its lock for too long.
    case busy(SafeText)

    /// It is larger than anything gavel writes there.
    case tooLarge(SafeText, limit: Int)

    /// The system refused. `doing` completes "could not be …".
    case failed(SafeText, doing: String, reason: SafeText)

    /// What happened, to which path, in one line.
    package var title: String {
        switch self {
        case .symbolicLink(let path): "\(path) is a symbolic link, and is not followed."
        case .tooOpen(let path, let permissions, _):
            "\(path) is open to other users (permissions \(String(permissions, radix: 8))), and is not used."
        case .foreign(let path, let owner): "\(path) belongs to another user (number \(owner)), and is not used."
        case .noFolder(let path): "There is no folder \(path)."
        case .notAFolder(let path): "\(path) is no folder."
        case .notAFile(let path): "\(path) is no ordinary file."
        case .full(let path, let reason): "\(path) could not be written: \(reason)."
        case .busy(let path): "\(path) is locked by another program."
        case .tooLarge(let path, let limit): "\(path) is larger than \(limit) bytes, and is not read."
        case .failed(let path, let doing, let reason): "\(path) could not be \(doing): \(reason)."
        }
    }

    /// What the operator can do about it.
    package var advice: String {
        switch self {
        case .symbolicLink(let path): "Put the real one in its place, or remove the link: rm \(path.shellWord)"
        case .tooOpen(let path, _, let isFolder):
            "See who read it, then close it: chmod \(isFolder ? 700 : 600) \(path.shellWord)"
        case .foreign(let path, _):
            "Run gavel as the user it belongs to, or give it to you: chown \"$USER\" \(path.shellWord)"
        case .noFolder(let path): "Check its name, or make it: mkdir -p \(path.shellWord)"
        case .notAFolder(let path), .notAFile(let path), .tooLarge(let path, _):
            "Move it out of the way: mv \(path.shellWord) \(SafeText(path.string + ".old").shellWord)"
        case .full: "Make room on the disk, or raise the limit (quota, ulimit -f)."
        case .busy: "End the program that holds it, perhaps a stopped gavel: jobs, then fg."
        case .failed(let path, _, _): "Look at it: ls -ld \(path.shellWord)"
        }
    }
}

extension PrivateFileError {
    /// Makes the error for a call of the system that failed.
    ///
    /// - Parameters:
    ///   - number: The `errno` it left.
    ///   - doing: Completes "could not be …".
    ///   - path: What it was about.
    init(_ number: Int32, doing: String, _ path: String) {
        let path = SafeText(path)
        let reason = SafeText(String(cString: strerror(number)))
        switch number {
        case ELOOP: self = .symbolicLink(path)
        case ENOSPC, EDQUOT, EFBIG: self = .full(path, reason: reason)
        case EISDIR, ENXIO, ENODEV: self = .notAFile(path)
        case ENOTDIR: self = .notAFolder(path)
        default: self = .failed(path, doing: doing, reason: reason)
        }
    }
}

extension SafeText {
    /// The text as one word of a shell's line.
    fileprivate var shellWord: String {
        let plain = string.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "/._-+@:,".utf8.contains(byte)
            }
        }
        if plain, !isEmpty { return string }
        let parts = string.split(separator: "'", omittingEmptySubsequences: false)
        return "'" + parts.joined(separator: #"'\''"#) + "'"
    }
}
