/// ProCONF's Admin Control (contract: "The other endpoints", second column).
///
/// Only application servers reach it, and the seed's sample sends no token: a call without one is let in, one with a
/// token that is not valid is not.
struct AdminControlRoutes: SandboxDialect {
    static let base = ["admin", "api"]
    let audience = TokenMint.Audience.proconf
    let routes: [SandboxRoute]
    let mint: TokenMint
    let faults: FaultBook

    init(_ world: SandboxWorld) {
        let meetings = ProConfMeetings(world: world)
        let access = RouteAccess.bearerWhereShown
        mint = world.mint
        faults = world.faults
        routes = [
            SandboxRoute([.proConfToken], "POST", "proconf-token", access: access) {
                request, _, _ throws(SandboxRefusal) in
                try await meetings.token(request)
            },
            SandboxRoute([.proConfFeatures], "GET", "configuration", access: access) { _, _, _ throws(SandboxRefusal) in
                meetings.features()
            },
            SandboxRoute([.proConfStatus], "GET", "sessions-status/:", access: access) {
                _, parameters, _ throws(SandboxRefusal) in
                try meetings.status(parameters[0])
            },
            SandboxRoute([.proConfCatchUp], "GET", "call-catchup/:", access: access) {
                _, parameters, _ throws(SandboxRefusal) in
                try meetings.catchUp(parameters[0])
            },
            SandboxRoute([.proConfSummary], "GET", "call-summary/:", access: access) {
                _, parameters, _ throws(SandboxRefusal) in
                try meetings.summaryFile(parameters[0])
            },
            SandboxRoute([.proConfMeetings], "GET", "meetings", access: access) { _, _, _ throws(SandboxRefusal) in
                meetings.ended()
            },
        ]
    }

    func answer(_ refusal: SandboxRefusal) -> SandboxAnswer { .envelope(refusal) }
}
