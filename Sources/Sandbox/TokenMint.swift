import Foundation
import JWTKit
import Synchronization

/// Signs and checks the tokens of one run, with a key that nobody else has.
final class TokenMint: Sendable {
    /// Whose tokens they are: one service does not take those of the other.
    enum Audience: String, Sendable {
        case v4h
        case proconf
    }

    private let keys: JWTKeyCollection
    private let lifetime: Duration
    private let domain: String
    private let clock: @Sendable () -> Date

    /// How often it has forgotten the access tokens that were out.
    private let forgettings = Atomic<Int>(0)

    /// Makes a mint with a new random key.
    ///
    /// - Parameters:
    ///   - lifetime: How long an access token is good for.
    ///   - domain: The host of the meeting pages, the subject of V4H's meeting tokens.
    ///   - clock: The server's clock.
    init(lifetime: Duration, domain: String, clock: @escaping @Sendable () -> Date) async {
        self.lifetime = lifetime
        self.domain = domain
        self.clock = clock
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        keys = JWTKeyCollection(defaultJWTSerializer: DefaultJWTSerializer(jsonEncoder: encoder))
        let key = (0..<32).map { _ in UInt8.random(in: .min ... .max) }
        await keys.add(
            hmac: HMACKey(from: key),
            digestAlgorithm: .sha256,
            serializer: DefaultJWTSerializer(jsonEncoder: encoder)
        )
    }

    /// How long an access token is good for, in minutes (contract: `expires` of `session-manager-v1`).
    var lifetimeInMinutes: Double { lifetime.seconds / 60 }

    /// Makes an access token.
    ///
    /// - Parameters:
    ///   - user: Whose it is.
    ///   - audience: The service that takes it.
    /// - Returns: A JWT.
    /// - Throws: 500 where it could not be signed.
    func accessToken(for user: String, audience: Audience) async throws(SandboxRefusal) -> String {
        // Whole seconds are what services write; a lifetime of a few seconds would lose a good part of itself by them.
        let now = clock().timeIntervalSince1970
        let issued = lifetime < .seconds(10) ? (now * 1000).rounded() / 1000 : now.rounded(.down)
        return try await sign(
            AccessClaims(
                aud: audience.rawValue,
                exp: issued + lifetime.seconds,
                iat: issued,
                iss: "sandbox",
                jti: UUID().uuidString.lowercased(),
                run: forgettings.load(ordering: .relaxed),
                sub: user
            )
        )
    }

    /// The user of an access token that is good now.
    ///
    /// - Throws: 401 for a token that is another's, another service's, changed or expired.
    func user(of token: String, audience: Audience) async throws(SandboxRefusal) -> String {
        guard let claims = try? await keys.verify(token, as: AccessClaims.self), claims.aud == audience.rawValue,
            claims.run == forgettings.load(ordering: .relaxed)
        else {
            throw .unauthorized("The access token is invalid.")
        }
        guard clock().timeIntervalSince1970 < claims.exp else {
            throw .unauthorized("The access token has expired.")
        }
        return claims.sub
    }

    /// Takes no access token any more that is out.
    func forgetTokens() { forgettings.add(1, ordering: .relaxed) }

    /// Makes the token that opens a V4H meeting in the browser.
    ///
    /// - Parameters:
    ///   - room: The meeting's room.
    ///   - name: What the participant is called.
    ///   - avatarURL: The participant's picture, or nil.
    ///   - isModerator: Whether the participant leads the meeting.
    /// - Returns: A JWT that is good for a day.
    /// - Throws: 500 where it could not be signed.
    func meetingToken(
        room: String,
        name: String?,
        avatarURL: String?,
        isModerator: Bool
    ) async throws(SandboxRefusal) -> String {
        let now = clock().timeIntervalSince1970.rounded(.down)
        let user = MeetingClaims.User(
            affiliation: isModerator ? "owner" : "member",
            avatar: avatarURL,
            moderator: isModerator,
            name: name
        )
        return try await sign(
            MeetingClaims(
                aud: "jitsi",
                context: MeetingClaims.Context(user: user),
                exp: now + 86_400,
                iat: now,
                iss: "sandbox",
                room: room,
                sub: domain
            )
        )
    }

    /// Makes a ProCONF token (contract: "the token").
    ///
    /// - Throws: 500 where it could not be signed.
    func proConfToken(role: String, room: String, participantName: String) async throws(SandboxRefusal) -> String {
        let now = clock().timeIntervalSince1970.rounded(.down)
        return try await sign(
            ProConfClaims(
                aud: "*",
                context: ProConfClaims.Context(user: ProConfClaims.User(role: role)),
                exp: now + 604_800,
                iat: now,
                iss: "sandbox",
                nbf: now - 3_600,
                participantName: participantName,
                room: room.lowercased(),
                sub: "sandbox.proconf.info"
            )
        )
    }

    /// Whom a meeting's token lets in, of V4H or of ProCONF.
    ///
    /// - Parameters:
    ///   - token: The token.
    ///   - room: The room that is to be entered; case makes no difference.
    /// - Returns: Who comes in.
    /// - Throws: 401 for a token that is another's, changed or expired, 403 for one of another room.
    func entrant(of token: String, room: String) async throws(SandboxRefusal) -> MeetingEntrant {
        let (entrant, own, expiry): (MeetingEntrant, String, Double)
        if let claims = try? await keys.verify(token, as: MeetingClaims.self) {
            let user = claims.context.user
            entrant = MeetingEntrant(name: user.name, avatarURL: user.avatar, isModerator: user.moderator)
            (own, expiry) = (claims.room, claims.exp)
        } else if let claims = try? await keys.verify(token, as: ProConfClaims.self) {
            let isModerator = claims.context.user.role == "owner"
            entrant = MeetingEntrant(name: claims.participantName, avatarURL: nil, isModerator: isModerator)
            (own, expiry) = (claims.room, claims.exp)
        } else {
            throw .unauthorized("The meeting's token is invalid.")
        }
        guard clock().timeIntervalSince1970 < expiry else { throw .unauthorized("The meeting's token has expired.") }
        guard own.lowercased() == room.lowercased() else { throw .forbidden("The token is for another room.") }
        return entrant
    }

    private func sign(_ claims: some JWTPayload) async throws(SandboxRefusal) -> String {
        do {
            return try await keys.sign(claims)
        } catch {
            throw SandboxRefusal(500, "The token could not be signed.")
        }
    }
}

/// Who comes into a meeting, as their token has it.
struct MeetingEntrant: Sendable, Hashable {
    var name: String?
    var avatarURL: String?
    var isModerator: Bool
}

/// What an access token says.
///
/// Its times are checked against the sandbox's own clock.
private struct AccessClaims: JWTPayload {
    var aud: String
    var exp: Double
    var iat: Double
    var iss: String
    var jti: String
    var run: Int
    var sub: String

    func verify(using algorithm: some JWTAlgorithm) {}
}

/// What a V4H meeting's token says (the JWT of Jitsi Meet).
private struct MeetingClaims: JWTPayload {
    struct User: Codable {
        var affiliation: String
        var avatar: String?
        var moderator: Bool
        var name: String?
    }

    struct Context: Codable {
        var user: User
    }

    var aud: String
    var context: Context
    var exp: Double
    var iat: Double
    var iss: String
    var room: String
    var sub: String

    func verify(using algorithm: some JWTAlgorithm) {}
}

/// What a ProCONF token says.
private struct ProConfClaims: JWTPayload {
    struct User: Codable {
        var role: String
    }

    struct Context: Codable {
        var user: User
    }

    var aud: String
    var context: Context
    var exp: Double
    var iat: Double
    var iss: String
    var nbf: Double
    var participantName: String
    var room: String
    var sub: String

    func verify(using algorithm: some JWTAlgorithm) {}
}

extension Duration {
    /// The duration in seconds, with its fraction.
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
