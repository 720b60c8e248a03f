/// The script by which other pages embed the sandbox's meetings (IFrame API reference, section 1).
///
/// It is a dialect of its own so that faults can be laid on it: `api=404` is a deployment without it.
struct ExternalAPIRoutes: SandboxDialect {
    static let base = ["external_api.js"]
    let audience = TokenMint.Audience.v4h
    let routes: [SandboxRoute]
    let mint: TokenMint
    let faults: FaultBook

    init(_ world: SandboxWorld) {
        mint = world.mint
        faults = world.faults
        routes = [
            SandboxRoute([.api], "GET", "", access: .everyone) { _, _, _ throws(SandboxRefusal) in
                MeetingFiles.externalAPI(lacking: world.configuration.meeting.missingCommands)
            }
        ]
    }

    func answer(_ refusal: SandboxRefusal) -> SandboxAnswer {
        var answer = SandboxAnswer.text(refusal.status, refusal.message + "\n")
        answer.headers.merge(refusal.headers) { _, new in new }
        return answer
    }
}
