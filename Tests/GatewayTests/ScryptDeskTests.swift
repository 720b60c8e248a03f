import Dispatch
import Foundation
import Synchronization
import Testing

@testable import Gateway

@Suite("Where scrypt is computed", .timeLimit(.minutes(10)))
struct ScryptDeskTests {
    @Test("what else is to be done goes on while it computes")
    func hasThreads() async {
        // As many as would hold up all that tasks run on.
        let most = ProcessInfo.processInfo.activeProcessorCount + 2
        let desk = ScryptDesk(most: most, mostWaiting: 0)
        let gate = DispatchSemaphore(value: 0)
        let running = Running()
        await withTaskGroup { group in
            for _ in 0..<most {
                group.addTask {
                    _ = await desk.compute {
                        running.begin()
                        gate.wait()
                        running.end()
                    }
                }
            }
            await running.wait(until: most)
            #expect(await Task { 5 }.value == 5)
            for _ in 0..<most { gate.signal() }
        }
        #expect(running.most == most && running.now == 0)
    }

    @Test("two are computed at once, some wait, and more are sent away")
    func limits() async {
        let desk = ScryptDesk(most: 2, mostWaiting: 3)
        let gate = DispatchSemaphore(value: 0)
        let running = Running()
        let answers = await withTaskGroup { group in
            for _ in 0..<12 {
                group.addTask {
                    await desk.compute {
                        running.begin()
                        gate.wait()
                        running.end()
                        return true
                    } ?? false
                }
            }
            var answers: [Bool] = []
            // Seven of them are sent away, whatever the order is; only then the others may end.
            while answers.count < 7, let answer = await group.next() { answers.append(answer) }
            await running.wait(until: 2)
            for _ in 0..<5 { gate.signal() }
            for await answer in group { answers.append(answer) }
            return answers
        }
        #expect(answers.prefix(7).allSatisfy { !$0 } && answers.filter { $0 }.count == 5)
        #expect(running.most == 2 && running.now == 0)
        #expect(await desk.compute { 5 } == 5, "there is room again")
    }
}

/// How many run at once, and how many did at most.
private final class Running: Sendable {
    private let count = Mutex((now: 0, most: 0))
    private let begun = AsyncStream.makeStream(of: Void.self)

    var now: Int { count.withLock { $0.now } }
    var most: Int { count.withLock { $0.most } }

    func begin() {
        count.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
        begun.continuation.yield()
    }

    /// Returns when so many have begun.
    func wait(until number: Int) async {
        var begun = 0
        for await _ in self.begun.stream {
            begun += 1
            if begun == number { return }
        }
    }

    func end() { count.withLock { $0.now -= 1 } }
}
