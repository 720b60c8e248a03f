import Foundation
import Meetings
import Stage
import TestSupport

/// A browser, a meeting's domain, and a session between them.
struct PageBench: Sendable {
    let browser: Chromium
    let origin: String

    /// The meeting's domain, where a test may take it away.
    let deployment: LoopbackServer?
    let session: StageSession

    /// The way to the stage, where it is not a direct one.
    let tunnel: LoopbackServer?
    let address: String
    let secret: String

    /// What the session told, each in a few words, and what it told in full.
    let news = Watched<[String]>([])
    let events = Watched<[MeetingEvent]>([])
    let snapshots = Watched<[MeetingSnapshot]>([])

    /// Time enough for a browser on a busy machine; but for queries, one of which gets no answer from the domain.
    static let ample = StagePatience(
        answer: 60, query: 2, tabReturn: 60, succession: 60, nextRoom: 60, script: 60, hello: 60, silence: 60)

    /// Makes one with a domain of its own, and takes it down when `body` has come to its end.
    static func with(
        deployment: LoopbackServer? = nil, token: Secret = Secret("planted-token"), tunnelled: Bool = false,
        patience: StagePatience = ample, _ body: (PageBench) async throws -> Void
    ) async throws {
        let deployment = try deployment ?? FakeDeployment.start()
        try await with(
            origin: "http://127.0.0.1:\(deployment.port)", room: "room-1", token: token, deployment: deployment,
            tunnelled: tunnelled, patience: patience, body)
        deployment.cut()
    }

    /// Makes one with a meeting on a domain that is there.
    static func with(
        origin: String, room: String, token: Secret, deployment: LoopbackServer? = nil, tunnelled: Bool = false,
        patience: StagePatience = ample, _ body: (PageBench) async throws -> Void
    ) async throws {
        let line = try await LoopbackLine.open(meetingOrigin: origin)
        let tunnel = tunnelled ? try LoopbackServer.tunnel(to: line.port) : nil
        var meeting = Scene.meeting(origin: origin, token: token.reveal())
        meeting.conference = ConferenceIdentifier("<b>conference</b>")
        meeting.room = room
        let session = StageSession(meeting, line: line, patience: patience)
        let address = try await session.freshAddress()
        let url = address.url.reveal().replacing(":\(line.port)/", with: ":\(tunnel?.port ?? line.port)/")
        let browser = try await Chromium()
        let bench = PageBench(
            browser: browser, origin: origin, deployment: deployment, session: session, tunnel: tunnel, address: url,
            secret: address.secret.reveal())
        let reader = bench.read()
        do {
            try await body(bench)
        } catch {
            await bench.clear(reader)
            throw error
        }
        await bench.clear(reader)
    }

    private func read() -> Task<Void, Never> {
        Task { [session, news, events, snapshots] in
            for await one in session.news {
                if case .event(let event) = one { events.update { $0.append(event) } }
                if case .snapshot(let snapshot) = one { snapshots.update { $0.append(snapshot) } }
                news.update { $0.append(PageBench.words(one)) }
            }
            news.update { $0.append("finished") }
        }
    }

    private func clear(_ reader: Task<Void, Never>) async {
        browser.thaw()
        await session.end(.closed, saying: "The test is over.")
        await browser.end()
        await reader.value
        tunnel?.cut()
    }

    private static func words(_ news: StageNews) -> String {
        switch news {
        case .page(.cutOff): "cutOff"
        case .page(let status): "\(status)"
        case .supports: "supports"
        case .event(let event): "event \(event.name)"
        case .snapshot: "snapshot"
        case .handedOver(let number): "handedOver \(number)"
        case .notHandedOver(let number, let reason): "notHandedOver \(number): \(reason)"
        case .secondTab: "secondTab"
        case .lineBroken(let reason): "lineBroken \(reason)"
        case .lineMended: "lineMended"
        case .failed(let fault): "failed \(fault)"
        case .ended(let ending): "ended \(ending)"
        }
    }

    /// Opens the stage's address.
    func open() async throws -> Chromium.Tab { try await browser.open(address) }

    /// Waits until the live object is there.
    func connected() async throws { try await wait("supports") }

    /// Waits until something was told so many times.
    func wait(_ words: String, times: Int = 1) async throws {
        let isThere = await news.wait(seconds: 60) { $0.count { $0 == words } >= times ? true : nil }
        guard isThere != nil else { throw SystemFailure("“\(words)” was never told, but \(news.value.suffix(20))") }
    }

    func wait(beginning words: String) async throws {
        let isThere = await news.wait(seconds: 60) { $0.contains { $0.hasPrefix(words) } ? true : nil }
        guard isThere != nil else { throw SystemFailure("“\(words)…” was never told, but \(news.value.suffix(20))") }
    }

    func event(_ name: String) async throws -> MeetingEvent {
        let event = await events.wait(seconds: 60) { $0.last { $0.name == name } }
        guard let event else { throw SystemFailure("no \(name), but \(news.value.suffix(20))") }
        return event
    }

    func snapshot() async throws -> MeetingSnapshot {
        guard let snapshot = await snapshots.wait(seconds: 60, { $0.last }) else {
            throw SystemFailure("no snapshot, but \(news.value.suffix(20))")
        }
        return snapshot
    }
}
