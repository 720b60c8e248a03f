import Foundation
import Meetings

/// Where a call goes: scheme, authority and path, each as it goes over the wire.
struct ServiceAddress: Hashable, Sendable {
    var scheme: String
    var authority: String

    /// Percent-encoded, without a slash at its end; it may carry a query.
    var path: String

    init(scheme: String, authority: String, path: String) {
        self.scheme = scheme
        self.authority = authority
        self.path = path
    }

    /// Takes a profile's URL apart.
    ///
    /// - Throws: `ServiceError.invalidInput` where it is not an `http` or `https` URL, or holds more than an address.
    init(_ url: URL) throws(ServiceError) {
        if let complaint = InputCheck.complaint(about: url.absoluteString, in: .serviceURL) {
            throw .invalidInput(.serviceURL, reason: complaint)
        }
        guard let parts = URLComponents(url: url, resolvingAgainstBaseURL: true), let scheme = parts.scheme,
            let host = parts.encodedHost
        else { throw .invalidInput(.serviceURL, reason: "is not a URL") }
        var path = parts.percentEncodedPath
        while path.hasSuffix("/") { path.removeLast() }
        self.init(scheme: scheme.lowercased(), authority: host + (parts.port.map { ":\($0)" } ?? ""), path: path)
    }

    /// The same host, without any path.
    var origin: ServiceAddress { ServiceAddress(scheme: scheme, authority: authority, path: "") }

    func appending(_ more: String) -> ServiceAddress {
        ServiceAddress(scheme: scheme, authority: authority, path: path + more)
    }

    /// Scheme, host and path; a query is left out, since tokens travel in queries.
    var shown: SafeText { SafeText("\(scheme)://\(authority)\(path.prefix { $0 != "?" })", limit: 512) }
}

extension String {
    /// The text as one path segment or one value of a query: everything outside RFC 3986's unreserved set is encoded.
    var percentEncoded: String {
        let hexadecimal = Array("0123456789ABCDEF".utf8)
        var encoded: [UInt8] = []
        encoded.reserveCapacity(utf8.count)
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                encoded.append(byte)
            default:
                encoded += [UInt8(ascii: "%"), hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}
