import Foundation
import Meetings
import Services
import TestSupport
import Testing
import Transport

@Suite("At the border of Services", .timeLimit(.minutes(20)))
struct ServiceBorderTests {
    /// Raise it for a longer run by hand.
    private static let rounds: UInt64 = ProcessInfo.processInfo.environment["GAVEL_ROUNDS"].flatMap { UInt64($0) } ?? 2

    @Test(
        "whatever a server puts into every field of every answer, nothing that is shown can harm",
        arguments: [HostileAnswers.Manners.obliging, .luring, .refusing, .raving])
    func everyField(_ manners: HostileAnswers.Manners) async throws {
        for seed in 1...ServiceBorderTests.rounds {
            try await HostileServer.with(seed: seed, manners) { server in
                let origin = "http://127.0.0.1:\(server.port)"
                let transport = CurlTransport()
                for dialect in V4HDialect.allCases {
                    let base = try #require(URL(string: origin + (dialect == .classic ? "/v1" : "")))
                    let deployment = V4HDeployment(
                        baseURL: base, dialect: dialect, domain: "meet.example", organisation: "1")
                    try await callV4H(deployment, by: transport, "\(manners), seed \(seed), \(dialect)")
                }
                let base = try #require(URL(string: origin + "/proconf"))
                for place in [ProConfServer.applicationServer(base), .adminControl(base)] {
                    let deployment = ProConfDeployment(server: place, domain: "meet.example")
                    try await callProConf(deployment, by: transport, "\(manners), seed \(seed), \(place)")
                }
                transport.close()
            }
        }
    }

    private func callV4H(_ deployment: V4HDeployment, by transport: CurlTransport, _ note: String) async throws {
        let authentication = V4HAuthentication(transport: transport, deployment: deployment)
        await check(note) { try await authentication.login(username: "u", password: Secret("pass")) }
        await check(note) { try await authentication.refreshToken(Secret("r")) }
        await check(note) { try await authentication.loginWithToken(Secret("t")) }
        let service = V4HService(transport: transport, deployment: deployment, tokens: FixedToken())
        await check(note) { try await service.listConferences() }
        await check(note) { try await service.organisations() }
        await check(note) { try await service.organisation("7") }
        await check(note) { try await service.conferences(of: "7") }
        await check(note) { try await service.requestConference(ConferenceDraft(name: "n")) }
        let id = ConferenceIdentifier("7")
        await check(note) { try await service.requestConference(id) }
        await check(note) { try await service.getConference(id) }
        await check(note) { try await service.recordings(of: id) }
        await checkLink(note) { try await service.getGuestUrl(id, name: "A", avatarURL: "") }
        await checkLink(note) { try await service.startConference(id, name: "A", avatarURL: "").link }
        await check(note) { try await service.joinConference(id, name: "A", avatarURL: "") }
        await check(note) { try await service.leaveConference(id, participation: "9") }
        await check(note) { try await service.updateConference(id, ConferenceDraft(name: "n")) }
        await check(note) { try await service.closeConference(id) }
        await check(note) { try await service.deleteConference(id) }
    }

    private func callProConf(_ deployment: ProConfDeployment, by transport: CurlTransport, _ note: String) async throws
    {
        let authentication = ProConfAuthentication(transport: transport, deployment: deployment)
        await check(note) { try await authentication.login(username: "u", password: Secret("pass")) }
        let service = ProConfService(transport: transport, deployment: deployment, tokens: FixedToken())
        await check(note) { try await service.features() }
        await check(note) { try await service.status(of: "r") }
        await check(note, keepsLines: true) { try await service.catchUp(of: "r") }
        await check(note, keepsLines: true) { try await service.summary(of: "r") }
        await check(note) { try await service.meetings() }
        await checkLink(note) {
            try await service.getProconfToken(role: "owner", room: "Room", participantName: "A").link
        }
        await checkLink(note) { try await service.joinMember(room: "Room", participantName: "A").link }
    }

    /// Makes a call, and looks at every text of what comes of it, deep within.
    private func check<Value>(
        _ note: String, keepsLines: Bool = false, _ call: () async throws -> Value
    ) async {
        do {
            let value = try await call()
            for text in ShownTexts.all(in: value) {
                if let harm = text.harm(keepsLines: keepsLines) { report(harm, text, note) }
            }
        } catch {
            guard let error = error as? ServiceError else {
                Issue.record("\(note): \(error)")
                return
            }
            // What is asked of a server that obliges is answered, or else nothing of it would be looked at.
            if note.hasPrefix("obliging"), !error.isExpected { Issue.record("\(note): \(error.title)") }
            for text in [error.title, error.detail ?? "", error.advice] + ShownTexts.all(in: error) {
                if let harm = text.harm() { report(harm, text, note) }
                #expect(text.unicodeScalars.count < 2000, "\(note)")
            }
        }
    }

    /// As above, for a link: its address and its token go to the clipboard and to the browser as they are.
    private func checkLink(_ note: String, _ call: () async throws -> MeetingLink) async {
        await check(note) {
            let link = try await call()
            let url = link.url.reveal()
            #expect((try? WebAddress(url)) != nil && url.hasPrefix("https://meet.example/"), "\(note)")
            #expect(link.token.reveal().utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "\(note)")
            #expect(link.maskedURL.contains(Secret.mask), "\(note)")
            for part in [link.claims?.header, link.claims?.payload] {
                // The raw view of a token, as the console writes it.
                if let text = part?.pretty, let harm = text.harm(keepsLines: true) { report(harm, text, note) }
            }
            return link
        }
    }

    private func report(_ harm: String, _ text: String, _ note: String) {
        Issue.record("\(note): \(harm) in \(text.debugDescription)")
    }
}

extension ServiceError {
    /// Whether a server that obliges may cause it: its conferences have ended, and some calls only one kind of server has.
    fileprivate var isExpected: Bool {
        switch self {
        case .sessionUnavailable, .unsupported: true
        default: false
        }
    }
}

/// A login that never changes.
private struct FixedToken: AccessTokenSource {
    func accessToken() async throws(ServiceError) -> Secret { Secret("access-1") }
    func accessToken(replacing refused: Secret) async throws(ServiceError) -> Secret { Secret("access-2") }
}

/// Every text within a value that can be seen from outside, as a view or a log would find it.
private enum ShownTexts {
    static func all(in value: Any) -> [String] {
        if let text = value as? String { return [text] }
        if value is Date || value is URL { return [] }
        return Mirror(reflecting: value).children.flatMap { all(in: $0.value) }
    }
}
