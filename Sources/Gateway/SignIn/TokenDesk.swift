import Foundation
import JWTKit
import Meetings

/// Signs and verifies the tokens of a gateway (JWT, HS256).
///
/// Nothing is kept of a token: any gateway with the same keys knows it.
struct TokenDesk: Sendable {
    /// Why a token is not taken.
    enum Flaw: Error {
        /// It is none of ours, is changed, or is for something else.
        case invalid

        /// It was one.
        case expired
    }

    private let ring: KeyRing
    private let collection: Task<JWTKeyCollection, Never>

    /// The longest token that is read: the longest name of a user, in base64, with room to spare.
    private static let longest = 8192

    /// Makes a desk.
    ///
    /// - Parameter ring: The keys.
    init(_ ring: KeyRing) {
        self.ring = ring
        collection = Task {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            let serializer = DefaultJWTSerializer(jsonEncoder: encoder)
            let keys = JWTKeyCollection(defaultJWTSerializer: serializer)
            for key in ring.keys {
                await keys.add(
                    hmac: HMACKey(from: key.bytes), digestAlgorithm: .sha256,
                    kid: JWKIdentifier(string: key.identifier), serializer: serializer)
            }
            return keys
        }
    }

    /// Signs a token with the key whose turn it is.
    ///
    /// - Parameters:
    ///   - claims: What it says.
    ///   - now: The time.
    /// - Returns: Nil where it could not be signed.
    func sign(_ claims: TokenClaims, now: Date) async -> Secret? {
        guard let key = ring.signer(at: now) else { return nil }
        let token = try? await collection.value.sign(claims, kid: JWKIdentifier(string: key.identifier))
        return token.map { Secret($0) }
    }

    /// What a token says that is good now.
    ///
    /// - Parameters:
    ///   - token: Anything at all.
    ///   - audience: What it has to be for.
    ///   - now: The time.
    /// - Returns: What it says.
    /// - Throws: Why it is not taken.
    func claims(of token: Secret, for audience: TokenClaims.Audience, now: Date) async throws(Flaw) -> TokenClaims {
        let text = token.reveal()
        guard text.utf8.count <= TokenDesk.longest, isOfOurForm(text) else { throw .invalid }
        guard let claims = try? await collection.value.verify(text, as: TokenClaims.self), claims.aud == audience,
            claims.iss == TokenClaims.issuer
        else { throw .invalid }
        guard now.timeIntervalSince1970 < claims.exp else { throw .expired }
        return claims
    }

    /// Whether the token's head names one of our keys and the one way in which we sign.
    ///
    /// A token that said how it is to be verified could say “not at all”, and one of an unknown key would be tried with
    /// any (RFC 8725, sections 2.1 and 3.1).
    private func isOfOurForm(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        // The library reads base64 with its eyes half closed: without this, some changed signatures would be the same.
        guard parts.count == 3, let head = Data(base64URL: parts[0]), Data(base64URL: parts[1]) != nil,
            let signature = Data(base64URL: parts[2]), signature.count == SigningKey.length,
            let head = try? JSONDecoder().decode(Head.self, from: head)
        else { return false }
        return head.alg == "HS256" && head.typ == "JWT" && ring.keys.contains { $0.identifier == head.kid }
    }

    /// The head of a token, as far as we write one.
    private struct Head: Decodable {
        let alg: String
        let kid: String
        let typ: String
    }
}

extension Data {
    /// Reads bytes that were written in the one way in which they are (RFC 4648, section 5, without padding).
    fileprivate init?(base64URL text: Substring.UTF8View) {
        // Not byte by byte into Data: this is done three times for every request.
        var bytes = [UInt8](text)
        for place in bytes.indices {
            switch bytes[place] {
            case UInt8(ascii: "-"): bytes[place] = UInt8(ascii: "+")
            case UInt8(ascii: "_"): bytes[place] = UInt8(ascii: "/")
            case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="): return nil
            default: break
            }
        }
        bytes += repeatElement(UInt8(ascii: "="), count: (4 - bytes.count % 4) % 4)
        let base64 = Data(bytes)
        guard let data = Data(base64Encoded: base64), data.base64EncodedData() == base64 else { return nil }
        self = data
    }
}
