import Foundation
import Meetings
import PrivateFiles
import Stage
import TestSupport
import Testing

@Suite("Following a stage", .timeLimit(.minutes(10)))
final class ControlFollowersTests {
    private let home: TemporaryHome
    private let folder: PrivateFolder

    init() throws {
        home = try TemporaryHome()
        folder = PrivateFolder(path: home.path("state"))
    }

    deinit { home.remove() }

    private func open(_ followers: ControlFollowers, _ limits: ControlLimits = ControlLimits()) async throws
        -> StageControl
    {
        try await StageControl.open(in: folder, limits: limits) { _ in followers.follow() }
    }

    private static func event(_ number: Int, _ data: JSONValue = .null) -> ControlReply {
        .event(MeetingEvent(name: "event\(number)", data: data, moment: Date(timeIntervalSince1970: Double(number))))
    }

    /// Waits until so many follow; looked for again and again, since nobody is told when one has left.
    private func wait(for count: Int, of followers: ControlFollowers) async throws {
        let end = ContinuousClock.now + .seconds(60)
        while followers.count != count {
            try #require(ContinuousClock.now < end)
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    @Test("everybody hears everything in order, and the end")
    func order() async throws {
        let followers = ControlFollowers()
        let control = try await open(followers)
        let hearing = (0..<3).map { _ in
            Task {
                var heard: [ControlReply] = []
                try await ControlCaller(control.place).call(.follow) { reply in
                    heard.append(reply)
                    return true
                }
                return heard
            }
        }
        try await wait(for: 3, of: followers)
        let told =
            (0..<500).map { ControlFollowersTests.event($0, ["number": .integer(Int64($0))]) }
            + [.ended(.endedForAll, moment: Date(timeIntervalSince1970: 0.125))]
        for reply in told.dropLast() { followers.tell(reply) }
        followers.end(told[500])
        for task in hearing { #expect(try await task.value == told) }
        await control.end()
    }

    @Test("who does not read holds nobody up, is let go, and is hung up on")
    func slow() async throws {
        let followers = ControlFollowers(limit: 20)
        var limits = ControlLimits()
        limits.patience = 1
        let control = try await open(followers, limits)
        let slow = try #require(try RawCaller(control.place.name, in: folder))
        slow.send("{\"request\":\"follow\"}\n")
        try await wait(for: 1, of: followers)
        let heard = Watched(0)
        let quick = Task {
            try await ControlCaller(control.place).call(.follow) { _ in
                heard.update { $0 += 1 }
                return true
            }
        }
        try await wait(for: 2, of: followers)
        let text = JSONValue.string(String(repeating: "x", count: 100_000))
        for number in 0..<100 {
            followers.tell(ControlFollowersTests.event(number, text))
            let isHeard = await heard.wait(seconds: 60) { $0 > number ? true : nil }
            try #require(isHeard == true)
        }
        #expect(followers.count == 1)
        followers.end(.ended(nil, moment: Date()))
        _ = await quick.result
        await control.end()
        slow.read()
        let said = try #require(await slow.everything())
        #expect(!said.contains("\"kind\":\"ended\""))
    }

    @Test("who leaves is forgotten")
    func leaving() async throws {
        let followers = ControlFollowers()
        let control = try await open(followers)
        let task = Task { try await ControlCaller(control.place).call(.follow) { _ in true } }
        try await wait(for: 1, of: followers)
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        try await wait(for: 0, of: followers)
        await control.end()
    }

    @Test("who has heard enough hangs up")
    func enough() async throws {
        let followers = ControlFollowers()
        let control = try await open(followers)
        let task = Task { try await ControlCaller(control.place).call(.follow) { _ in false } }
        try await wait(for: 1, of: followers)
        followers.tell(ControlFollowersTests.event(1))
        try await task.value
        try await wait(for: 0, of: followers)
        await control.end()
    }

    @Test("who comes after the end is told of it")
    func late() async throws {
        let followers = ControlFollowers()
        let ending = ControlReply.ended(.tabClosed, moment: Date(timeIntervalSince1970: 1))
        followers.end(ending)
        let control = try await open(followers)
        #expect(try await ControlCaller(control.place).reply(to: .follow) == ending)
        await control.end()
    }

    @Test("the end of a stage without a word is an end before the last reply")
    func cutOff() async throws {
        let followers = ControlFollowers()
        let control = try await open(followers)
        let task = Task { try await ControlCaller(control.place).reply(to: .follow) }
        try await wait(for: 1, of: followers)
        await control.end()
        await #expect(throws: ControlError.cutOff) { try await task.value }
    }
}
