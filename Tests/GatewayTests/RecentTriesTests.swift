import Foundation
import Testing
import TestSupport

@testable import Gateway

@Suite("Recent tries")
struct RecentTriesTests {
    private let start = Date(timeIntervalSince1970: 1_800_000_000)

    @Test("so many tries in a row, and one more in each time of recovery")
    func counts() {
        var tries = RecentTries<String>(tries: 3, recovery: 10, most: 100)
        for _ in 0..<3 {
            #expect(tries.wait("a", now: start) == nil)
            tries.take("a", now: start)
        }
        #expect(tries.wait("a", now: start) == 10)
        #expect(tries.wait("b", now: start) == nil)
        #expect(tries.wait("a", now: start + 9.5) == 1)
        #expect(tries.wait("a", now: start + 10) == nil)
        tries.take("a", now: start + 10)
        #expect(tries.wait("a", now: start + 10) == 10)
        #expect(tries.wait("a", now: start + 1000) == nil)
    }

    @Test("a clock that is put back keeps nobody waiting for longer than ever")
    func survivesTheClock() {
        var tries = RecentTries<String>(tries: 2, recovery: 10, most: 100)
        for _ in 0..<2 { tries.take("a", now: start) }
        #expect(tries.wait("a", now: start - 86_400) == 10)
        tries.take("b", now: start)
        #expect(tries.wait("b", now: start - 86_400) == 10)
    }

    @Test("what is over is forgotten, and what was given back, too")
    func forgets() {
        var tries = RecentTries<Int>(tries: 2, recovery: 10, most: 1000)
        for number in 0..<500 { tries.take(number, now: start) }
        tries.giveBack(7, now: start)
        tries.forget(8)
        #expect(tries.count == 498)
        for number in 1000..<1300 { tries.take(number, now: start + 100) }
        #expect(tries.count == 300, "more go than come")
    }

    @Test("many new names take no more memory, and do not wash away who has no try left")
    func keepsTheFullest() {
        var tries = RecentTries<Int>(tries: 5, recovery: 30, most: 100)
        for _ in 0..<5 { tries.take(-1, now: start) }
        for number in 0..<100_000 { tries.take(number, now: start + Double(number) / 1000) }
        #expect(tries.count == 100)
        #expect(tries.wait(-1, now: start + 20) != nil)
    }

    @Test("it says what a list of all tries says")
    func agreesWithTheDefinition() {
        var generator = SeededGenerator(seed: 11)
        var tries = RecentTries<Int>(tries: 4, recovery: 7, most: 1000)
        var ends: [Int: Double] = [:]
        var now = 0.0
        for _ in 0..<20_000 {
            now += Double.random(in: 0...0.5, using: &generator)
            now = (now * 1000).rounded() / 1000
            let key = Int.random(in: 0..<60, using: &generator)
            let end = max(ends[key] ?? now, now)
            let isFree = end + 7 <= now + 28 + 1e-6
            #expect((tries.wait(key, now: start + now) == nil) == isFree)
            switch Int.random(in: 0..<10, using: &generator) {
            case 0:
                tries.forget(key)
                ends[key] = nil
            case 1:
                tries.giveBack(key, now: start + now)
                ends[key] = end - 7
            default:
                guard isFree else { continue }
                tries.take(key, now: start + now)
                ends[key] = end + 7
            }
        }
    }
}
