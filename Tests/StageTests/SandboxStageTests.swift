import Foundation
import Meetings
import Sandbox
import TestSupport
import Testing

@testable import Stage

/// The stage with a whole meeting in it: people come, knock and speak, and are steered.
@Suite("The stage of a sandbox's meeting", .enabled(if: Chromium.isInstalled), .timeLimit(.minutes(10)))
struct SandboxStageTests {
    @Test("a moderator sees people come, mutes and admits them, and ends the meeting for all")
    func moderator() async throws {
        try await withMeeting(MeetingConfiguration(pace: 20), asModerator: true) { bench in
            _ = try await bench.open()
            try await bench.connected()
            _ = try await bench.event("videoConferenceJoined")
            // The first of them: others leave again.
            let joined = await bench.events.wait(seconds: 60) { $0.first { $0.name == "participantJoined" } }
            let somebody = try #require(joined)
            let rooms = try await bench.snapshot().rooms
            #expect(rooms?["rooms"] != nil)
            guard let person = somebody.data["id"]?.text else { throw SystemFailure("\(somebody)") }
            bench.session.run(StageCommand("subject", ["Round"]), number: 1)
            try await bench.wait("handedOver 1")
            #expect(try await bench.event("subjectChange").data["subject"] != nil)
            let knock = try await bench.event("knockingParticipant")
            let guest = knock.data["participant"]?["id"]?.text ?? ""
            bench.session.run(StageCommand("answerKnockingParticipant", [.string(guest), true]), number: 2)
            try await bench.wait("handedOver 2")
            bench.session.run(StageCommand("kickParticipant", [.string(person)]), number: 3)
            try await bench.wait("event participantKickedOut")
            bench.session.run(StageCommand("endConference"), number: 4)
            try await bench.wait("ended readyToClose")
        }
    }

    @Test("every hostile name of a meeting is safe to show when it is told")
    func hostile() async throws {
        try await withMeeting(MeetingConfiguration(cast: .hostile, pace: 20), asModerator: true) { bench in
            let tab = try await bench.open()
            try await bench.connected()
            _ = try await bench.snapshot()
            try await bench.wait("event participantJoined", times: 10)
            for event in bench.events.value { expectSafe(event.data) }
            for snapshot in bench.snapshots.value {
                expectSafe(snapshot.rooms ?? .null)
                expectSafe(snapshot.participants ?? .null)
            }
            #expect(try await tab.evaluate("document.title.includes('taken')") == false)
        }
    }

    @Test("500 people who come within ten seconds are all told of")
    func crowd() async throws {
        try await withMeeting(MeetingConfiguration(cast: .crowd(500), pace: 1), asModerator: false) { bench in
            _ = try await bench.open()
            try await bench.connected()
            try await bench.wait("event participantJoined", times: 500)
            #expect(!bench.news.value.contains("event gavelDroppedEvents"))
        }
    }

    private func expectSafe(_ value: JSONValue) {
        switch value {
        case .string(let text): #expect(SafeText(text).string == text)
        case .array(let items): for item in items { expectSafe(item) }
        case .object(let members):
            for (name, value) in members {
                #expect(SafeText(name).string == name)
                expectSafe(value)
            }
        case .null, .bool, .integer, .number: break
        }
    }

    /// Starts a sandbox, a conference in it, and a stage for that.
    private func withMeeting(
        _ meeting: MeetingConfiguration, asModerator: Bool, _ body: (PageBench) async throws -> Void
    ) async throws {
        var configuration = SandboxConfiguration(conferences: 0)
        configuration.meeting = meeting
        let server = SandboxServer(configuration: configuration)
        let address = try await server.start()
        do {
            let caller = SandboxClerk(address)
            let room = try await caller.start()
            let token = asModerator ? room.token : try await caller.guestToken(of: room.id)
            try await PageBench.with(origin: address.origin.absoluteString, room: room.room, token: token, body)
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }
}

/// Calls a sandbox's V4H for what a stage needs; a line of its own, since the stage knows no services.
private struct SandboxClerk {
    let address: SandboxAddress
    let browser: WireBrowser

    init(_ address: SandboxAddress) {
        self.address = address
        browser = WireBrowser(port: UInt16(address.origin.port ?? 80))
    }

    /// Makes a conference and starts it.
    func start() async throws -> (id: String, room: String, token: Secret) {
        let login = try await login()
        let made = try await post("sessions", login, ["name": "Round"])
        let id = try text(made, "id")
        let joined = try await post("sessions/\(id)/join", login, ["name": "Rita Prado"])
        return (id, try text(made, "short"), Secret(try text(joined, "sessionToken")))
    }

    /// The token of one who leads nothing.
    func guestToken(of id: String) async throws -> Secret {
        let answer = try await post("sessions/\(id)/guest", try await login(), ["name": "Otávio Reis"])
        return Secret(try text(answer, "jwt"))
    }

    private func login() async throws -> String {
        try text(
            try await post("auth", "", ["login": .string(address.user), "password": .string(address.password)]),
            "accessToken")
    }

    private func post(_ path: String, _ token: String, _ body: JSONValue) async throws -> JSONValue {
        let base = URL(string: "\(address.v4h)/")?.path ?? "/"
        let data = try JSONEncoder().encode(body)
        let answer = try await browser.say(
            """
            POST \(base.hasSuffix("/") ? base : base + "/")\(path) HTTP/1.1\r
            Host: 127.0.0.1:\(browser.port)\r
            Authorization: Bearer \(token)\r
            Content-Type: application/json\r
            Content-Length: \(data.count)\r
            Connection: close\r\n\r\n
            """ + String(decoding: data, as: UTF8.self))
        guard let head = answer.firstRange(of: "\r\n\r\n") else { throw SystemFailure("no answer: \(answer)") }
        return try JSONReader.document(Data(answer[head.upperBound...].utf8))
    }

    private func text(_ answer: JSONValue, _ name: String) throws -> String {
        guard let text = answer[name]?.text else { throw SystemFailure("no \(name) in \(answer)") }
        return text
    }
}
