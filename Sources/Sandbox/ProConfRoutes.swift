import Foundation

/// The ProCONF application server (contract: "The other endpoints", first column).
struct ProConfRoutes: SandboxDialect {
    static let base = ["proconf"]
    let audience = TokenMint.Audience.proconf
    let routes: [SandboxRoute]
    let mint: TokenMint
    let faults: FaultBook

    init(_ world: SandboxWorld) {
        let meetings = ProConfMeetings(world: world)
        mint = world.mint
        faults = world.faults
        routes = [
            SandboxRoute([.proConfLogin], "POST", "auth/login", access: .everyone) {
                request, _, _ throws(SandboxRefusal) in
                let body = try request.object()
                // What the sign-in calls a user is the deployment's own: three names are in use.
                let name = ["username", "login", "email"].first { body[$0] != nil } ?? "username"
                let user = try body.requiredText(name)
                try world.logins.checkPassword(user: user, password: try body.requiredText("password"))
                let token = try await world.mint.accessToken(for: user, audience: .proconf)
                return .envelope { $0.object { $0.member("accessToken", token) } }
            },
            SandboxRoute([.proConfJoin], "POST", "auth/joinmember") { request, _, _ throws(SandboxRefusal) in
                let body = try request.object()
                let room = try body.requiredText("room")
                let name = try body.requiredText("participantName")
                _ = try meetings.ongoing(room)
                let token = try await world.mint.proConfToken(role: "member", room: room, participantName: name)
                return .envelope { $0.string(token) }
            },
            SandboxRoute([.proConfToken], "POST", "proconfToken") { request, _, _ throws(SandboxRefusal) in
                try await meetings.token(request)
            },
            SandboxRoute([.proConfFeatures], "GET", "callConfig") { _, _, _ throws(SandboxRefusal) in
                meetings.features()
            },
            SandboxRoute([.proConfStatus], "GET", "callStatus") { request, _, _ throws(SandboxRefusal) in
                guard let room = request.query["roomName"], !room.isEmpty else {
                    return .envelope(400, "Room name required in query param.")
                }
                return try meetings.status(room)
            },
            SandboxRoute([.proConfCatchUp], "GET", "callCatchUp/:") { _, parameters, _ throws(SandboxRefusal) in
                try meetings.catchUp(parameters[0])
            },
            SandboxRoute([.proConfSummary], "GET", "callSummary/:") { _, parameters, _ throws(SandboxRefusal) in
                let summary = try meetings.summary(parameters[0])
                return .envelope { $0.string(summary) }
            },
            SandboxRoute([.proConfMeetings], "GET", "meetings") { _, _, _ throws(SandboxRefusal) in meetings.ended() },
        ]
    }

    func answer(_ refusal: SandboxRefusal) -> SandboxAnswer { .envelope(refusal) }
}
