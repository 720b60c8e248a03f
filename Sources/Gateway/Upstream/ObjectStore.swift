package import Foundation
import Meetings
import Services

/// Where the deployment keeps files, and which of them may be fetched: those below one address, and no others.
///
/// Admin Control names the files, and whoever could make it name others would have the gateway knock at doors that are
/// open to it alone. So scheme and host of a request are always those that the operator has configured, and of what was
/// named only the path counts, where it lies below the configured one however it is read.
package struct ObjectStore: Sendable {
    private let address: URL

    /// `scheme://host:port` in small letters, with the port that counts where none is written.
    private let origin: String

    /// The path, without a slash at its end.
    private let folder: String

    /// Takes the address of a store; nil where it is none: it must be `https`, or `http` on this machine, and end with
    /// its path.
    init?(_ address: URL) {
        let text = address.absoluteString
        guard (try? WebAddress(text)) != nil, !text.contains("?"), !text.contains("#"),
            let (origin, path) = ObjectStore.parts(of: text)
        else { return nil }
        var folder = path
        while folder.hasSuffix("/") { folder.removeLast() }
        guard ObjectStore.isPlain(folder) else { return nil }
        self.address = address
        self.origin = origin
        self.folder = folder
    }

    /// What is wrong with the address of a store, as the end of "The object store …".
    ///
    /// - Parameter address: What an operator has configured.
    /// - Returns: The complaint, or nil where files can be fetched below it.
    package static func complaint(about address: URL) -> String? {
        do throws(WebAddress.Flaw) {
            _ = try WebAddress(address.absoluteString)
        } catch {
            return error.words
        }
        return ObjectStore(address) == nil ? "must end with its path, without “?”, “#”, “..” and codes for them" : nil
    }

    /// The file that is named by an address, or by a path below the store's own.
    ///
    /// - Parameter location: What Admin Control says: anything at all.
    /// - Returns: Nil where it lies elsewhere, or is not written as every server reads it.
    func file(at location: String) -> TextFile? {
        guard let target = target(of: location) else { return nil }
        let path = target.prefix { $0 != "?" }
        guard path.hasPrefix(folder + "/"), path.utf8.count > folder.utf8.count + 1, ObjectStore.isPlain(String(path))
        else { return nil }
        return try? TextFile(on: address, path: target, purpose: "fetch the room's summary")
    }

    /// The path with the query.
    private func target(of location: String) -> String? {
        if location.contains("://") {
            guard let (origin, target) = ObjectStore.parts(of: location), origin == self.origin else { return nil }
            return target
        }
        // Two slashes would name another host, and a colon another scheme.
        let first = location.prefix { $0 != "/" && $0 != "?" }
        guard !location.hasPrefix("//"), !first.contains(":") else { return nil }
        let target = location.hasPrefix("/") ? location : "\(folder)/\(location)"
        // As an address of this machine, whatever is allowed in one is.
        return ObjectStore.parts(of: "http://127.0.0.1\(target)")?.target
    }

    /// Takes an address apart: the origin as it is compared, and what comes behind it as it is written.
    private static func parts(of text: String) -> (origin: String, target: String)? {
        guard text.utf8.count <= longest, !text.contains("#"), (try? WebAddress(text)) != nil,
            let parts = text.firstRange(of: "://")
        else { return nil }
        let scheme = text[..<parts.lowerBound].lowercased()
        let rest = text[parts.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let usualPort = scheme == "https" ? ":443" : ":80"
        let hasPort = authority.wholeMatch(of: /.*:[0-9]+/) != nil
        return ("\(scheme)://\(authority.lowercased())\(hasPort ? "" : usualPort)", String(rest[authority.endIndex...]))
    }

    /// Whether a path means the same to all who read it: no segments that lead upward, and no slash, dot, backslash or
    /// control character in disguise, also where it is decoded twice.
    private static func isPlain(_ path: String) -> Bool {
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        guard !segments.contains("."), !segments.contains("..") else { return false }
        var rest = path[...]
        while let percent = rest.firstIndex(of: "%") {
            let code = rest[rest.index(after: percent)...].prefix(2)
            guard code.count == 2, let byte = UInt8(code, radix: 16), byte >= 0x20, byte != 0x7F,
                !"./\\".utf8.contains(byte)
            else { return false }
            rest = rest[code.endIndex...]
            if byte == UInt8(ascii: "%"), disguised.contains(rest.prefix(2).lowercased()) { return false }
        }
        return true
    }

    private static let disguised: Set<String> = ["2e", "2f", "5c"]

    /// The most bytes of an address.
    private static let longest = 4096
}
