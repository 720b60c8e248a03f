import Meetings

/// The `session-manager-v1` dialect of V4H, below `/api/v1`, but for its two login calls.
struct SessionManagerRoutes: SandboxDialect {
    static let base = ["api"]
    let audience = TokenMint.Audience.v4h
    let routes: [SandboxRoute]
    let mint: TokenMint
    let faults: FaultBook

    init(_ world: SandboxWorld) {
        mint = world.mint
        faults = world.faults
        routes =
            SessionManagerRoutes.loginRoutes(world) + SessionManagerRoutes.roomRoutes(world)
            + SessionManagerRoutes.sessionRoutes(world)
            + world.sharedRoutes.map { $0.below("v1") }
    }

    /// Clients take the body as the message: here JSON with `error`.
    func answer(_ refusal: SandboxRefusal) -> SandboxAnswer {
        var answer = SandboxAnswer.json(refusal.status) { $0.object { $0.member("error", refusal.message) } }
        answer.headers.merge(refusal.headers) { _, new in new }
        return answer
    }

    private static func loginRoutes(_ world: SandboxWorld) -> [SandboxRoute] {
        [
            SandboxRoute([.login], "POST", "auth/org", access: .everyone) { request, _, _ throws(SandboxRefusal) in
                let body = try request.object()
                let user = try body.requiredText("login")
                try world.logins.checkPassword(user: user, password: try body.requiredText("password"))
                return try await tokens(for: user, world)
            },
            refresh("auth/refresh", world),
            refresh("v1/auth/refresh", world),
        ]
    }

    /// No document says where this dialect refreshes: beside its login, and below its base.
    private static func refresh(_ path: String, _ world: SandboxWorld) -> SandboxRoute {
        SandboxRoute([.refresh], "POST", path, access: .everyone) { request, _, _ throws(SandboxRefusal) in
            let user = try world.logins.redeem(try request.object().requiredText("refreshToken"))
            return try await tokens(for: user, world)
        }
    }

    private static func tokens(for user: String, _ world: SandboxWorld) async throws(SandboxRefusal) -> SandboxAnswer {
        let access = try await world.mint.accessToken(for: user, audience: .v4h)
        let refresh = world.logins.refreshToken(for: user)
        return .json {
            $0.object {
                $0.name("access")
                $0.object {
                    $0.member("token", access)
                    $0.name("expires")
                    $0.number(world.mint.lifetimeInMinutes)
                }
                $0.name("refresh")
                $0.object {
                    $0.member("token", refresh)
                    $0.name("expires")
                    $0.number(world.configuration.refreshLifetime.seconds / 60)
                }
            }
        }
    }

    private static func roomRoutes(_ world: SandboxWorld) -> [SandboxRoute] {
        [
            SandboxRoute([.request], "POST", "v1/rooms") { request, _, _ throws(SandboxRefusal) in
                let conference = world.conferences.create(try ConferenceChange(room: try request.object()))
                return .json {
                    $0.object {
                        $0.member("id", conference.id)
                        $0.member("short", conference.short)
                    }
                }
            },
            SandboxRoute([.open], "POST", "v1/rooms/:/open") { request, parameters, caller throws(SandboxRefusal) in
                let conference = try room(parameters[0], world)
                let said = try request.object(orEmpty: true).optionalText("openPwd")
                guard conference.policies.openPassword == nil || conference.policies.openPassword == said else {
                    throw .forbidden("The password to open the room is missing or wrong.")
                }
                try world.conferences.join(
                    conference.id,
                    isOwner: world.logins.isOwner(caller),
                    starts: true
                )
                return .json {
                    $0.object {
                        $0.member("sessionId", conference.id)
                        $0.member("short", conference.short)
                    }
                }
            },
            SandboxRoute([.start, .join, .guest], "POST", "v1/rooms/:/join") {
                request, parameters, caller throws(SandboxRefusal) in
                let conference = try room(parameters[0], world)
                let body = try request.object()
                let names = [try body.requiredText("firstName"), try body.optionalText("lastName")]
                guard case .bool(let isModerator)? = body["moderator"] else {
                    throw .badRequest("“moderator” must be true or false.")
                }
                let password = try body.optionalText("joinPwd")
                let isOwner = world.logins.isOwner(caller)
                guard !isModerator || isOwner else { throw .forbidden("Only the owner of a room may moderate it.") }
                guard !isModerator || conference.state != .ready || conference.policies.openPassword == nil else {
                    throw .forbidden("The room must be opened first, with its password.")
                }
                try world.conferences.join(
                    conference.id,
                    isOwner: isOwner,
                    starts: isModerator,
                    password: password
                )
                let token = try await world.mint.meetingToken(
                    room: conference.short,
                    name: names.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " "),
                    avatarURL: nil,
                    isModerator: isModerator
                )
                return .json {
                    $0.object {
                        $0.member("sessionId", conference.id)
                        $0.member("sessionToken", token)
                    }
                }
            },
        ]
    }

    private static func sessionRoutes(_ world: SandboxWorld) -> [SandboxRoute] {
        [
            // Here DELETE ends a session; nothing removes it.
            SandboxRoute([.close, .delete], "DELETE", "v1/sessions/:") { _, parameters, _ throws(SandboxRefusal) in
                try world.conferences.close(parameters[0])
                return .noContent
            },
            SandboxRoute([.recordings], "GET", "v1/recordings") { request, _, _ throws(SandboxRefusal) in
                guard let id = request.query["sessionId"], !id.isEmpty else {
                    throw .badRequest("The query parameter “sessionId” is missing.")
                }
                let conference = try world.conferences.conference(id)
                let records = world.records
                let stored = conference.recording.map { $0.stored <= records.now ? [conference] : [] } ?? []
                return .json {
                    $0.array(stored) { writer, conference in
                        writer.object { object in
                            object.member("id", "rec-\(conference.id)")
                            object.member("sessionId", conference.id)
                            records.writeEvidence(of: conference, to: &object)
                        }
                    }
                }
            },
        ]
    }

    private static func room(_ name: String, _ world: SandboxWorld) throws(SandboxRefusal) -> HostedConference {
        guard let found = world.conferences.conference(inRoom: name) else {
            throw .notFound("There is no room “\(name)”.")
        }
        return found
    }
}
