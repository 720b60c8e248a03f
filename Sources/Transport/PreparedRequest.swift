import Foundation
import HTTPTypes

/// A request checked and put into the form libcurl takes.
struct PreparedRequest: Sendable {
    let method: HTTPRequest.Method
    let url: String
    /// Scheme and authority, lower case: what the limit of connections goes by.
    let origin: String
    /// Host and port as asked for.
    let authority: String
    /// Lines as `CURLOPT_HTTPHEADER` wants them.
    let headerLines: [String]
    /// `nil` where the message has none, not even an empty one.
    let body: Data?
    /// How long the transfer may take in all.
    let timeout: Duration
    /// The size of a body above which the answer is not accepted.
    let limit: Int

    /// Checks a request byte by byte, so that nothing in it can end a line or a part of the URL early.
    ///
    /// - Parameters:
    ///   - request: What to send.
    ///   - body: The bytes to send; `nil` for none.
    ///   - timeout: How long the transfer may take in all.
    ///   - limit: The size of a body, in bytes, above which the answer is not accepted.
    /// - Throws: ``TransportError/invalidRequest(reason:)`` naming the part that is wrong.
    init(_ request: HTTPRequest, body: Data?, timeout: Duration, limit: Int) throws(TransportError) {
        guard let scheme = request.scheme?.lowercased(), scheme == "http" || scheme == "https" else {
            throw .invalidRequest(reason: "its scheme is neither http nor https")
        }
        guard let authority = request.authority, !authority.isEmpty, authority.utf8.allSatisfy(Self.isAuthorityByte)
        else {
            throw .invalidRequest(reason: "its host and port are missing or not of the form host:port")
        }
        let path = request.path ?? "/"
        guard path.utf8.first == UInt8(ascii: "/"), path.utf8.allSatisfy(Self.isPathByte) else {
            throw .invalidRequest(reason: "its path does not begin with / or holds what must be percent-encoded")
        }
        guard body == nil || request.method != .head else {
            throw .invalidRequest(reason: "a HEAD request has no body")
        }
        let hasBody = body != nil || Self.methodsWithBody.contains(request.method)
        self.method = request.method
        self.authority = authority
        self.origin = (scheme + "://" + authority).lowercased()
        self.url = scheme + "://" + authority + path
        self.headerLines = try Self.headerLines(for: request.headerFields, hasBody: hasBody)
        self.body = hasBody ? body ?? Data() : nil
        self.timeout = timeout
        self.limit = limit
    }

    /// Whether it only reads (RFC 9110, section 9.2.1), so that sending it twice changes nothing.
    ///
    /// A second `DELETE` changes nothing either, but its answer would hide that the first was carried out.
    var isSafe: Bool {
        Self.safeMethods.contains(method)
    }

    /// The host alone, without port and brackets.
    var host: String {
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            return String(authority[..<end].dropFirst())
        }
        return String(authority.prefix { $0 != ":" })
    }

    private static let methodsWithBody: Set<HTTPRequest.Method> = [.post, .put, .patch]
    private static let safeMethods: Set<HTTPRequest.Method> = [.get, .head, .options, .trace]

    /// The fields that frame a message or steer the connection; a second copy of one is how requests are smuggled.
    private static let reservedNames: Set<String> = [
        "connection", "content-length", "expect", "host", "transfer-encoding", "upgrade",
    ]

    private static func headerLines(
        for fields: HTTPFields,
        hasBody: Bool
    ) throws(TransportError) -> [String] {
        var lines: [String] = []
        for field in fields {
            guard !reservedNames.contains(field.name.canonicalName) else {
                throw .invalidRequest(reason: "the transport itself writes the header field \(field.name)")
            }
            // HTTPField replaces such bytes; that the wire stays safe does not rest on it.
            guard field.value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
                throw .invalidRequest(reason: "the header field \(field.name) holds a control character")
            }
            // A name followed by a semicolon is libcurl's way to send an empty field; a colon would leave it out.
            lines.append(field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
        }
        if hasBody {
            // Without these libcurl asks for leave to send long bodies and calls every body a form.
            lines.append("Expect:")
            if !fields.contains(.contentType) {
                lines.append("Content-Type:")
            }
        }
        return lines
    }

    /// Lets through host names (internationalised too), addresses and a port, but no user name and nothing that would
    /// end the authority.
    private static func isAuthorityByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...0xFF:
            true
        default:
            "-._~:[]%".utf8.contains(byte)
        }
    }

    /// Lets through visible ASCII, without the number sign, behind which libcurl would cut.
    private static func isPathByte(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "#")
    }
}
