import Sandbox
import Synchronization
import Testing

/// Runs down the table in README, with the whole program in real terminals.
@Suite("When things go wrong")
struct FaultTableTests {
    /// The rows that nobody has tried yet; the slow ones are last, and taken first.
    private static let untried = Mutex((try? FaultTable())?.rows.sorted { !$0.isSlow && $1.isSlow } ?? [])

    @Test("the table has a row for every fault of the Sandbox, and can be read")
    func coverage() throws {
        let table = try FaultTable()
        let tried = Set(table.rows.flatMap(\.faults))
        let known = Set(FaultWord.all.map(\.word))
        #expect(known.subtracting(tried).isEmpty, "no row tells what comes of these")
        #expect(table.rows.contains { $0.orders.contains("/outage") })
        #expect(table.rows.contains { $0.orders.contains("/restart") })
        #expect(table.rows.contains { $0.options.contains { $0.hasPrefix("--clock-offset=") } })
    }

    @Test(
        "what the table says is what is seen, what is asked and what is kept", .timeLimit(.minutes(10)),
        arguments: 1...6)
    func row(lane: Int) async throws {
        while let row = FaultTableTests.untried.withLock({ $0.popLast() }) {
            do {
                try await FaultTrial.run(row)
            } catch {
                Issue.record("\(row)\n\(error)")
            }
        }
    }
}
