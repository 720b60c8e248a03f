import Foundation
import TestSupport
import Testing

@Suite("A terminal that is closed under it", .serialized, .timeLimit(.minutes(10)))
struct ClosedTerminalTests {
    /// A second of a quiet machine, for one that is busy with other tests.
    private static let bound = 60.0

    @Test("ends it at once, without spending processor time")
    func closing() async throws {
        try await Gavel.withList { gavel in
            try await Self.expectEnd(of: gavel) { gavel.terminal.hangUp() }
        }
    }

    @Test("ends it while a dialog stands, while it writes, and while nobody reads that")
    func closingBusy() async throws {
        try await Gavel.withList { gavel in
            gavel.terminal.type("n")
            try await gavel.terminal.wait(for: "Request a conference")
            try await Self.expectEnd(of: gavel) { gavel.terminal.hangUp() }
        }
        try await Gavel.withList { gavel in
            gavel.terminal.type(String(repeating: "\u{C}", count: 1000))
            try await Self.expectEnd(of: gavel) { gavel.terminal.hangUp() }
        }
        try await Gavel.withList { gavel in
            try await gavel.stall()
            try await Self.expectEnd(of: gavel) { gavel.terminal.hangUp() }
        }
    }

    /// Under nohup nobody is told by a signal: the end of the input is all there is.
    @Test("ends it where SIGHUP is ignored too")
    func closingUnderNohup() async throws {
        try await Gavel.withList(ignoring: [SIGHUP]) { gavel in
            let before = try #require(gavel.process.usage).processorTime
            gavel.terminal.hangUp()
            let ending = try await gavel.process.end(seconds: Self.bound)
            #expect(ending.processorTime - before < 1)
        }
    }

    @Test("ends it while it starts")
    func closingAtStart() async throws {
        for bytes in [0, 1, 200] {
            try await Gavel.with { gavel in
                try await gavel.terminal.wait(until: "\(bytes) bytes were written") { $0.count >= bytes }
                try await Self.expectEnd(of: gavel) { gavel.terminal.hangUp() }
            }
        }
    }

    private static func expectEnd(of gavel: Gavel, after close: () -> Void) async throws {
        let before = try #require(gavel.process.usage).processorTime
        let clock = ContinuousClock()
        let start = clock.now
        close()
        let ending = try await gavel.process.end(seconds: bound)
        let took = clock.now - start
        #expect(ending.cause == .signal(SIGHUP))
        #expect(ending.processorTime - before < 1)
        Report.line("closed terminal: ended after \(took), \(ending.processorTime - before) s of processor time")
    }
}
