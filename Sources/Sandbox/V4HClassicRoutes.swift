import Foundation
import Meetings

/// The classic dialect of V4H (contract: "wire (classic dialect)").
struct V4HClassicRoutes: SandboxDialect {
    static let base = ["v1"]
    let audience = TokenMint.Audience.v4h
    let routes: [SandboxRoute]
    let mint: TokenMint
    let faults: FaultBook

    init(_ world: SandboxWorld) {
        mint = world.mint
        faults = world.faults
        routes =
            V4HClassicRoutes.loginRoutes(world) + world.sharedRoutes + V4HClassicRoutes.sessionRoutes(world)
            + V4HClassicRoutes.meetingRoutes(world)
    }

    /// Clients take the body as the message: JSON with `message`.
    func answer(_ refusal: SandboxRefusal) -> SandboxAnswer {
        var answer = SandboxAnswer.json(refusal.status) { $0.object { $0.member("message", refusal.message) } }
        answer.headers.merge(refusal.headers) { _, new in new }
        return answer
    }

    private static func loginRoutes(_ world: SandboxWorld) -> [SandboxRoute] {
        [
            SandboxRoute([.login], "POST", "auth", access: .everyone) { request, _, _ throws(SandboxRefusal) in
                let body = try request.object()
                let user = try body.requiredText("login")
                try world.logins.checkPassword(user: user, password: try body.requiredText("password"))
                return try await tokens(for: user, world)
            },
            SandboxRoute([.refresh], "POST", "auth/refresh", access: .everyone) {
                request, _, _ throws(SandboxRefusal) in
                let user = try world.logins.redeem(try request.object().requiredText("refreshToken"))
                return try await tokens(for: user, world)
            },
        ]
    }

    private static func tokens(for user: String, _ world: SandboxWorld) async throws(SandboxRefusal) -> SandboxAnswer {
        let access = try await world.mint.accessToken(for: user, audience: .v4h)
        let refresh = world.logins.refreshToken(for: user)
        return .json {
            $0.object {
                $0.member("accessToken", access)
                $0.member("refreshToken", refresh)
            }
        }
    }

    private static func sessionRoutes(_ world: SandboxWorld) -> [SandboxRoute] {
        [
            SandboxRoute([.request], "POST", "sessions") { request, _, _ throws(SandboxRefusal) in
                let change = try ConferenceChange(classic: try request.object(orEmpty: true))
                let conference = world.conferences.create(change)
                return .json {
                    $0.object {
                        $0.member("id", conference.id)
                        $0.member("short", conference.short)
                    }
                }
            },
            SandboxRoute([.delete], "DELETE", "sessions/:") { _, parameters, _ throws(SandboxRefusal) in
                try world.conferences.remove(parameters[0])
                return .noContent
            },
            SandboxRoute([.close], "POST", "sessions/:/close") { _, parameters, _ throws(SandboxRefusal) in
                try world.conferences.close(parameters[0])
                return .noContent
            },
        ]
    }

    private static func meetingRoutes(_ world: SandboxWorld) -> [SandboxRoute] {
        [
            // One route for both: who owns the conference starts it, anyone else joins what was started.
            SandboxRoute([.start, .join], "POST", "sessions/:/join") {
                request, parameters, caller throws(SandboxRefusal) in
                _ = try world.conferences.conference(parameters[0])
                let body = try request.object(orEmpty: true)
                let name = try body.optionalText("name")
                let avatar = try body.optionalText("avatarUrl")
                let password = try body.optionalText("password")
                let isOwner = world.logins.isOwner(caller)
                let conference = try world.conferences.join(
                    parameters[0],
                    isOwner: isOwner,
                    starts: isOwner,
                    password: password
                )
                let token = try await world.mint.meetingToken(
                    room: conference.short,
                    name: name,
                    avatarURL: avatar,
                    isModerator: isOwner
                )
                return .json {
                    $0.object {
                        $0.member("sessionToken", token)
                        $0.member("short", conference.short)
                        $0.member("partId", UUID().uuidString.lowercased())
                    }
                }
            },
            SandboxRoute([.guest], "POST", "sessions/:/guest") { request, parameters, _ throws(SandboxRefusal) in
                let conference = try world.conferences.conference(parameters[0])
                let body = try request.object()
                let name = try body.requiredText("name")
                let avatar = try body.optionalText("avatarUrl")
                guard !conference.hasEnded else { throw .gone("The conference is closed.") }
                let token = try await world.mint.meetingToken(
                    room: conference.short,
                    name: name,
                    avatarURL: avatar,
                    isModerator: false
                )
                return .json {
                    $0.object {
                        $0.member("jwt", token)
                        $0.member("url", world.meetingURL(room: conference.short, token: token))
                    }
                }
            },
        ]
    }
}
