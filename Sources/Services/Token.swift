import Foundation
package import Meetings

/// What can be told of a token without its key.
enum Token {
    /// Whether the text has the characters of a bearer token only (RFC 6750, section 2.1), so that it can stand in a
    /// header field and in a URL's query as it is.
    static func isWellFormed(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy {
                switch $0 {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "-._~+/=".utf8.contains($0)
                }
            }
    }
}

extension Claims {
    /// Decodes a token (RFC 7519); nothing is verified, since only the service has the key.
    ///
    /// - Parameter token: Any token; nil comes of one that is no JWT.
    package init?(token: Secret) {
        let parts = token.reveal().split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Token.document(parts[0]), let payload = Token.document(parts[1]) else {
            return nil
        }
        self.init(header: header.sanitized(limit: Token.mostShown), payload: payload.sanitized(limit: Token.mostShown))
    }
}

extension Token {
    /// How much is kept of what a token says, in Unicode scalars.
    fileprivate static let mostShown = 1 << 14

    /// The object in a part of a token (base64url without padding: RFC 7515, section 2).
    fileprivate static func document(_ part: Substring) -> JSONValue? {
        var base64 = String(part).replacing("-", with: "+").replacing("_", with: "/")
        base64 += String(repeating: "=", count: (4 - base64.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: base64), let document = try? JSONReader.document(data),
            case .object = document
        else { return nil }
        return document
    }
}
