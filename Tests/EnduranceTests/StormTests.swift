import Foundation
import Sandbox
import TestSupport
import Testing

/// Storms of keys, sizes and pastes on the real program.
///
/// They are bounded, and the same each time. A longer run by hand is had by the environment:
///
/// - `GAVEL_ENDURANCE_KEYS`: how many keys, instead of 100000;
/// - `GAVEL_ENDURANCE_SEED`: what decides which, instead of 3;
/// - `GAVEL_ENDURANCE_REPORT`: a file that what was measured is appended to.
@Suite("Storms", .serialized, .timeLimit(.minutes(600)))
struct StormTests {
    private static let keys = Int(ProcessInfo.processInfo.environment["GAVEL_ENDURANCE_KEYS"] ?? "") ?? 100_000
    private static let seed = UInt64(ProcessInfo.processInfo.environment["GAVEL_ENDURANCE_SEED"] ?? "") ?? 3

    /// What goes wrong meanwhile: a share of everything, and of the lists what is hard to read.
    private static let faults = [
        "all=500%4", "all=401%2", "all=429:1%2", "all=reset%2", "all=cut%2", "all=slow:1%4", "all=web-page%1",
        "all=refuse:1%1", "request=unanswered%20", "list=truncated%5", "list=duplicates%5", "list=hostile%10",
        "list=invalid-utf8%5", "refresh=500%20", "all=wrong-json%2",
    ]

    @Test("of random keys and bytes, with faults going on: nothing ends, leaks or gets stuck")
    func keys() async throws {
        try await Ward.with { ward in
            try await Gavel.with(ward) { gavel in
                var storm = KeyStorm(seed: Self.seed)
                for fault in Self.faults { _ = try ward.sandbox.faults.add(fault) }
                var usages: [ProcessUsage] = []
                for tenth in 0...10 {
                    var bytes: [UInt8] = []
                    for _ in 0..<(tenth == 0 ? 2000 : Self.keys / 10) {
                        bytes += storm.next()
                        guard bytes.count > 2000 else { continue }
                        gavel.terminal.press(bytes)
                        bytes = []
                        try await gavel.terminal.flushToProgram(seconds: 60)
                        try #require(gavel.process.isRunning)
                    }
                    gavel.terminal.press(bytes)
                    try await gavel.expectList()
                    // Some parts begin without a login of one service.
                    if tenth % 3 == 1 { gavel.terminal.type("L") }
                    try await gavel.logInAgain(ward.address)
                    usages.append(try #require(gavel.process.usage))
                    Report.line("\(tenth * Self.keys / 10) keys: \(usages[tenth])")
                }
                Report.line("calls meanwhile: \(ward.sandbox.faults.calls.values.reduce(0, +))")
                ward.sandbox.faults.clear()
                Self.expectFlat(usages)
                try await gavel.expectList()
                try await gavel.expectQuit()
            }
        }
    }

    @Test("of a thousand sizes, down to 1×1 and back")
    func sizes() async throws {
        try await Ward.with { ward in
            try await Gavel.with(ward) { gavel in
                var random = SeededGenerator(seed: Self.seed)
                var usages: [ProcessUsage] = []
                for turn in 0..<1000 {
                    let isSmall = turn % 3 == 0
                    gavel.terminal.resize(
                        columns: .random(in: 1...(isSmall ? 12 : 300), using: &random),
                        rows: .random(in: 1...(isSmall ? 4 : 100), using: &random))
                    if turn % 100 == 0 { gavel.terminal.resize(columns: 1, rows: 1) }
                    let key = [
                        "?", "\u{1B}", "3", "2", "j", "/", "x\t", "n", "\u{1B}[200~abc", "\u{1B}[201~", "p", "v",
                    ]
                    gavel.terminal.type(key.randomElement(using: &random) ?? "")
                    try await gavel.terminal.flushToProgram()
                    if turn % 200 == 199 {
                        try await gavel.expectList()
                        usages.append(try #require(gavel.process.usage))
                    }
                }
                Self.expectFlat(usages)
                try await gavel.expectQuit()
            }
        }
    }

    /// Memory that grows with each part of a storm is lost; what a first list, or a longest line needs, is not.
    private static func expectFlat(_ usages: [ProcessUsage], sourceLocation: SourceLocation = #_sourceLocation) {
        let (early, late) = (usages.dropFirst().prefix(usages.count / 2), usages.suffix(3))
        guard let before = early.map(\.anonymous).max(), let after = late.map(\.anonymous).min() else { return }
        #expect(after < before + 8_000_000, "\(usages)", sourceLocation: sourceLocation)
        let (first, last) = (usages[1], usages[usages.count - 1])
        #expect(last.threads <= first.threads + 8, "\(usages)", sourceLocation: sourceLocation)
        #expect(
            last.descriptors.count <= first.descriptors.count + 16, "\(last.descriptors)",
            sourceLocation: sourceLocation)
    }
}

extension Gavel {
    /// Logs in where the storm has logged out, since nothing would happen any more.
    fileprivate func logInAgain(_ address: SandboxAddress) async throws {
        terminal.type("1")
        // An answer that comes late may lay a link over the panes.
        guard try await screen(with: "Help", "Esc ").contains("[ Log in ]") else { return }
        // To the first line from wherever it stands, and nothing left in any.
        terminal.type(
            "\u{1B}[A\u{1B}[A\u{1B}[A\u{1B}[A\u{15}\(address.user)\u{1B}[B\u{15}\(address.password)\u{1B}[B\u{15}\r")
        // A fault may refuse it: then the next part of the storm is one without a login.
        terminal.type("\u{1B}")
        try await screen(with: "Help", "Esc ")
        terminal.type("2")
    }
}
