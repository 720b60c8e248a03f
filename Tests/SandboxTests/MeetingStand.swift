import Foundation
import HTTPTypes
import Meetings
import Sandbox
import TestSupport
import Testing

/// A page of another origin that embeds meetings of a sandbox, in a real browser.
struct MeetingStand {
    let caller: SandboxCaller
    let chromium: Chromium

    /// The embedding page's origin.
    let host: String

    /// An access token of the sandbox's owner.
    let token: String

    /// The origin of the sandbox, and so of the meetings' frames.
    var origin: String { caller.address.origin.absoluteString }

    /// Runs a sandbox, a page beside it and a browser for as long as `body` takes.
    static func withStand(
        _ meeting: MeetingConfiguration = MeetingConfiguration(pace: 20),
        faults: [String] = [],
        clock: @escaping @Sendable () -> Date = { Date.now },
        _ body: (MeetingStand) async throws -> Void
    ) async throws {
        var configuration = SandboxConfiguration(conferences: 0, clock: clock)
        configuration.meeting = meeting
        configuration.faults = try faults.map { try FaultRule($0) }
        try await SandboxCaller.withSandbox(configuration) { caller in
            let page = Data(Self.page(embedding: caller.address).utf8)
            let beside = SandboxServer(
                configuration: SandboxConfiguration(
                    conferences: 0,
                    middleware: { _, _ in
                        SandboxAnswer(200, headers: ["Content-Type": "text/html; charset=utf-8"], body: page)
                    }))
            let host = try await beside.start().origin.absoluteString
            let chromium = try await Chromium()
            do {
                try await body(
                    MeetingStand(caller: caller, chromium: chromium, host: host, token: try await caller.login()))
            } catch {
                await chromium.end()
                await beside.stop()
                throw error
            }
            await chromium.end()
            await beside.stop()
        }
    }

    /// Starts a conference, and gives its identifier, its room and its owner's token.
    func start(name: String = "Round multiprofissional") async throws -> (id: String, room: String, jwt: String) {
        let made = try await caller.create(token: token, .object(["name": .string(name)]))
        let joined = try await caller.call(
            .post, "\(caller.address.v4h)/sessions/\(made.id)/join", token: token, .object(["name": "Rita Prado"]))
        return (made.id, made.room, try joined.member("sessionToken"))
    }

    /// The token of one who takes part in a conference, and leads nothing.
    func participant(of id: String) async throws -> String {
        let guest = try await caller.call(
            .post, "\(caller.address.v4h)/sessions/\(id)/guest", token: token, .object(["name": "Otávio Reis"]))
        return try guest.member("jwt")
    }

    /// What V4H says of how far a conference has come.
    func state(of id: String) async throws -> String? {
        let record = try await caller.call(.get, "\(caller.address.v4h)/sessions/\(id)", token: token).json
        return (record["status"] ?? record["state"])?.text
    }

    /// Opens the embedding page, without a meeting yet.
    func openPage() async throws -> Chromium.Tab {
        let tab = try await chromium.open(host)
        try await tab.wait(until: "document.readyState === 'complete'")
        return tab
    }

    /// Opens the embedding page with a meeting in it.
    ///
    /// - Parameters:
    ///   - room: The meeting's room.
    ///   - jwt: The token; nil for none.
    ///   - options: Further options of the constructor, as JavaScript.
    /// - Returns: The tab; the meeting may not have been joined yet.
    /// - Throws: What the page threw.
    func open(_ room: String, jwt: String?, options: String = "{}") async throws -> Chromium.Tab {
        let tab = try await openPage()
        try await tab.evaluate(
            "start({ roomName: '\(room)', jwt: \(jwt.map { "'\($0)'" } ?? "undefined"), ...\(options) })")
        return tab
    }

    /// The page keeps all events in `events`, and finds them by `told`.
    private static func page(embedding address: SandboxAddress) -> String {
        """
        <!doctype html><meta charset="utf-8"><title>embedding</title><div id="place"></div>
        <script src="\(address.origin)/external_api.js"></script>
        <script>
        const events = [];
        const told = (name, test = () => true) => events.filter((e) => e.name === name).map((e) => e.data).find(test);
        function start(options) {
            window.api = new JitsiMeetExternalAPI("\(address.domain)", {
                parentNode: document.getElementById("place"), ...options });
            for (const name of [...api.getSupportedEvents(), "largeVideoChanged"]) {
                api.on(name, (data) => events.push({ name, data }));
            }
        }
        const run = (...command) => api.executeCommand(...command);
        </script>
        """
    }
}
