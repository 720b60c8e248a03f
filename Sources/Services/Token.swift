import Foundation
import JWTKit
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
    /// Decodes a token; nothing is verified, since only the service has the key.
    ///
    /// - Parameter token: Any token; nil comes of one that is no JWT.
    package init?(token: Secret) {
        let bytes = Array(token.reveal().utf8)
        guard let parsed = try? DefaultJWTParser().parse(bytes, as: UnverifiedPayload.self),
            case .object = parsed.payload.document,
            let encodedHeader = try? JSONEncoder().encode(parsed.header),
            let header = try? JSONDecoder().decode(JSONValue.self, from: encodedHeader)
        else { return nil }
        self.init(header: header.sanitized, payload: parsed.payload.document.sanitized)
    }
}

/// The claims as they came, which no key has vouched for.
private struct UnverifiedPayload: JWTPayload {
    let document: JSONValue

    init(from decoder: any Decoder) throws { document = try JSONValue(from: decoder) }

    func encode(to encoder: any Encoder) throws { try document.encode(to: encoder) }

    func verify(using algorithm: some JWTAlgorithm) async throws {
        throw JWTError.claimVerificationFailure(failedClaim: nil, reason: "the token is read, never verified")
    }
}
