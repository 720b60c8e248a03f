import Foundation
import Meetings
import TestSupport
import Testing

@testable import Stage

@Suite("A session with its page", .timeLimit(.minutes(10)))
struct StageSessionTests {
    /// A line whose tabs are what a test says, and that keeps what was sent.
    private final class ScriptedLine: StageLine {
        let arrivals: AsyncStream<StageArrival>
        let teller: AsyncStream<StageArrival>.Continuation
        let said = Watched<[String]>([])

        init() { (arrivals, teller) = AsyncStream.makeStream() }

        func send(_ text: String, to tab: StageTab) { said.update { $0.append("\(tab.number) \(text)") } }

        func close(_ tab: StageTab) { said.update { $0.append("\(tab.number) close") } }

        func freshAddress() async throws(StageError) -> StageAddress { throw .noRelay("scripted") }

        func end() async {
            said.update { $0.append("end") }
            teller.finish()
        }

        func say(_ tab: Int, _ text: String) { teller.yield(.text(StageTab(tab), text)) }

        /// A page that has its meeting.
        func begin() {
            teller.yield(.opened(StageTab(1)))
            say(1, #"{"type":"hello","page":"a"}"#)
            say(1, #"{"type":"loaded","commands":[],"events":[]}"#)
        }

        func wait(for words: String) async -> Bool {
            await said.wait(seconds: 60) { $0.contains { $0.contains(words) } ? true : nil } ?? false
        }
    }

    @Test("news come in order, and the last of them is how it ended, once, whoever ends it at the same time")
    func order() async throws {
        let line = ScriptedLine()
        let session = StageSession(Scene.meeting(), line: line)
        line.begin()
        #expect(await line.wait(for: #""type":"open""#))
        for number in 0..<100 { line.say(1, #"{"type":"event","name":"e\#(number)","data":{}}"#) }
        line.say(1, #"{"type":"over","why":"left"}"#)
        await withTaskGroup { group in
            for _ in 0..<4 { group.addTask { await session.end(.closed, saying: "x") } }
        }
        var news: [StageNews] = []
        for await one in session.news { news.append(one) }
        let names = news.compactMap { one in
            if case .event(let event) = one { event.name } else { nil }
        }
        #expect(names == (0..<names.count).map { "e\($0)" })
        let endings = news.filter { if case .ended = $0 { true } else { false } }
        #expect(endings.count == 1)
        guard case .page(.awaited) = news.first, case .ended = news.last else {
            Issue.record("\(news)")
            return
        }
        #expect(line.said.value.filter { $0 == "end" }.isEmpty == false)
    }

    @Test("a page that does not answer a command is said not to have, when the time is over")
    func unanswered() async throws {
        let line = ScriptedLine()
        let session = StageSession(Scene.meeting(), line: line, patience: StagePatience(answer: 0.05))
        line.begin()
        let told = Watched<[Int]>([])
        let reader = Task {
            for await one in session.news {
                if case .supports = one { for number in 1...3 { session.run(StageCommand("hangup"), number: number) } }
                if case .notHandedOver(let number, _) = one { told.update { $0.append(number) } }
            }
        }
        #expect(await told.wait(seconds: 60) { $0.count == 3 ? $0 : nil } == [1, 2, 3])
        await session.end(.closed, saying: "x")
        await reader.value
    }

    @Test("pings go out for as long as a page answers them, and it is closed when it does not")
    func heartbeat() async throws {
        let wasKept = await attempt(within: .milliseconds(500), until: { $0 }) { silence in
            let line = ScriptedLine()
            let patience = StagePatience(heartbeat: 0.02, silence: silence / .seconds(1))
            let session = StageSession(Scene.meeting(), line: line, patience: patience)
            line.begin()
            let end = ContinuousClock.now + silence * 2
            var pings = 0
            while ContinuousClock.now < end {
                let before = pings
                pings =
                    await line.said.wait(seconds: 60) { said in
                        let count = said.count { $0.contains(#""ping""#) }
                        return count > before || said.contains("1 close") ? count : nil
                    } ?? 0
                line.say(1, #"{"type":"pong"}"#)
                if pings == before { break }
            }
            let wasKept = !line.said.value.contains("1 close")
            #expect(await line.wait(for: "1 close"))
            await session.end(.closed, saying: "x")
            return wasKept
        }
        #expect(wasKept)
    }

    @Test("a line that ends by itself ends the stage")
    func lineEnds() async throws {
        let line = ScriptedLine()
        let session = StageSession(Scene.meeting(), line: line)
        line.teller.finish()
        var last: StageNews?
        for await one in session.news { last = one }
        guard case .ended(.closed) = last else {
            Issue.record("\(String(describing: last))")
            return
        }
    }

    @Test("a session that nobody has any more ends its line")
    func dropped() async throws {
        let line = ScriptedLine()
        var session: StageSession? = StageSession(Scene.meeting(), line: line)
        line.begin()
        #expect(await line.wait(for: #""type":"open""#))
        #expect(session != nil)
        session = nil
        #expect(await line.wait(for: "end"))
    }
}
