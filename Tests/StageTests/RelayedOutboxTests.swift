import Services
import Testing

@testable import Stage

@Suite("What waits for a gateway")
struct RelayedOutboxTests {
    private func outbox(_ texts: [String]) -> RelayedOutbox {
        var outbox = RelayedOutbox()
        for text in texts { _ = outbox.append(.text(text, tab: 1)) }
        return outbox
    }

    @Test("a call carries as much as a gateway takes, and one message however long it is")
    func batches() {
        let long = String(repeating: "x", count: 60_000)
        #expect(outbox([long, "short", long]).batch.count == 2)
        #expect(outbox([long + long, "short"]).batch.count == 1)
        #expect(outbox(["a", "b", "c"]).batch.count == 3)
        #expect(RelayedOutbox().batch.isEmpty)
    }

    @Test("what the gateway has is forgotten, and the next has the next number")
    func numbers() {
        var outbox = outbox(["a", "b", "c"])
        #expect(outbox.first == 1)
        outbox.drop(2)
        #expect(outbox.first == 3 && outbox.batch == [.text("c", tab: 1)])
    }

    @Test("no more than a thousand wait")
    func fills() {
        var outbox = outbox(Array(repeating: "a", count: 1000))
        var isTaken = outbox.append(.close(tab: 1))
        #expect(!isTaken)
        outbox.drop(1)
        isTaken = outbox.append(.close(tab: 1))
        #expect(isTaken)
    }
}
