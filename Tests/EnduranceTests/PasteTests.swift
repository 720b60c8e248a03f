import Foundation
import TestSupport
import Testing

/// A megabyte into every line of input there is.
///
/// What comes as so many keys is shorter, though more than a line takes: `GAVEL_ENDURANCE_PASTE` makes it as many bytes as
/// it says, for a longer run by hand.
@Suite("Pastes", .serialized, .timeLimit(.minutes(30)))
struct PasteTests {
    /// A line of input: the keys that lead there from the list, what is seen then, and whether it takes any text.
    struct Field: Sendable, CustomTestStringConvertible {
        let name: String
        let keys: [String]
        let sign: String
        var isFree = true
        /// In characters, as it is said to who pastes more.
        var longest = 16_384
        var testDescription: String { name }

        /// Whether what is typed is masked.
        var isSecret: Bool { name.hasSuffix("password") || name == "token" }
    }

    private static let down = "\u{1B}[B"
    private static let up = "\u{1B}[A"

    /// Those of a console that has logged in to both services.
    static let fields = [
        Field(name: "filter", keys: ["/"], sign: "/", longest: 256),
        Field(name: "guest's name", keys: ["g"], sign: "Make link"),
        Field(name: "guest's avatar", keys: ["g", down], sign: "Make link"),
        Field(name: "new conference's name", keys: ["n"], sign: "Request a conference"),
        Field(name: "new conference's policy", keys: ["n", down], sign: "Request a conference", isFree: false),
        Field(name: "new conference's password", keys: ["n", down, down, down], sign: "Request a conference"),
        Field(name: "conference to look up", keys: ["i"], sign: "Look up a conference"),
        Field(name: "moderator's name", keys: ["s"], sign: "You will be its moderator"),
        Field(name: "participant's avatar", keys: ["J", down], sign: "You will be a participant"),
        Field(name: "ProCONF role", keys: ["p", "g"], sign: "Role", isFree: false),
        Field(name: "ProCONF room", keys: ["p", "g", down], sign: "Room"),
        Field(name: "ProCONF participant", keys: ["p", "g", down, down], sign: "Role"),
        Field(name: "ProCONF room to look up", keys: ["p", "i"], sign: "Look up a room"),
    ]

    /// Those of a console that has not, which begins with the first of them.
    static let loginFields = [
        Field(name: "user", keys: [up, up, up, up, up], sign: "Log in to V4H"),
        Field(name: "password", keys: [up, up, up, up, up, down], sign: "Log in to V4H"),
        Field(name: "token", keys: [up, up, up, up, up, down, down], sign: "Log in to V4H"),
        Field(name: "ProCONF user", keys: ["\u{1B}", "p", up, up, up, up, up], sign: "Log in to ProCONF"),
        Field(name: "ProCONF password", keys: ["\u{1B}", "p", up, up, up, up, up, down], sign: "Log in to ProCONF"),
    ]

    @Test("in one piece are refused with a reason, and the line goes on working", arguments: [true, false])
    func bracketed(isLoggedIn: Bool) async throws {
        let text = Array("\u{1B}[200~".utf8) + Self.letters(1_000_000) + Array("\u{1B}[201~".utf8)
        try await Self.paste(text, isLoggedIn: isLoggedIn)
    }

    @Test(
        "that come as so many keys fill a line up to its limit, and the line goes on working", arguments: [true, false])
    func unbracketed(isLoggedIn: Bool) async throws {
        try await Self.paste(Self.letters(Self.keys), isLoggedIn: isLoggedIn)
    }

    @Test("go on while the size changes, and are whole")
    func resizing() async throws {
        try await Ward.with { ward in
            try await Gavel.with(ward) { gavel in
                gavel.terminal.type("/\u{1B}[200~")
                for column in 0..<40 {
                    gavel.terminal.type("\(column % 10)")
                    gavel.terminal.resize(columns: 80 + column, rows: 20 + column / 2)
                    try await gavel.terminal.flushToProgram()
                }
                gavel.terminal.type("\u{1B}[201~")
                try await gavel.screen(with: String(repeating: "0123456789", count: 4))
                try await gavel.expectList()
                try await gavel.expectQuit()
            }
        }
    }

    @Test("come byte by byte, characters and pastes alike, and are whole")
    func slowly() async throws {
        try await Ward.with { ward in
            try await Gavel.with(ward) { gavel in
                gavel.terminal.type("/")
                // What begins with Esc is one key for who sends it at once; text is not.
                let pieces = "é日👍ą".utf8.map { [$0] } + [Array("\u{1B}[200~".utf8)] + "ção 会議".utf8.map { [$0] }
                for piece in pieces {
                    gavel.terminal.press(piece)
                    if piece[0] >= 0x80 { try await gavel.terminal.flushToProgram() }
                }
                gavel.terminal.type("\u{1B}[201~")
                try await gavel.screen(with: "é日👍ąção 会議")
                try await gavel.expectList()
                try await gavel.expectQuit()
            }
        }
    }

    private static let keys = Int(ProcessInfo.processInfo.environment["GAVEL_ENDURANCE_PASTE"] ?? "") ?? 20_000

    private static func letters(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(0x61 + $0 % 26) } }

    private static func paste(_ text: [UInt8], isLoggedIn: Bool) async throws {
        try await Ward.with(logsIn: isLoggedIn) { ward in
            guard isLoggedIn else {
                for field in loginFields {
                    try await Gavel.with(ward, sign: "Log in to V4H") { gavel in
                        try await gavel.paste(text, into: field)
                        gavel.terminal.type("\u{3}")
                        try await gavel.expectGivenBack(.exit(0))
                    }
                }
                return
            }
            try await Gavel.with(ward, sign: "1 of 40") { gavel in
                for field in fields {
                    let start = ContinuousClock.now
                    try await gavel.paste(text, into: field)
                    Report.line("\(field.name): \(text.count) bytes in \(ContinuousClock.now - start)")
                    try await gavel.leave(field)
                }
                try await gavel.expectQuit()
            }
        }
    }
}

extension Gavel {
    fileprivate func paste(_ text: [UInt8], into field: PasteTests.Field) async throws {
        for key in field.keys {
            terminal.type(key)
            try await screen(with: "Help")
        }
        try await screen(with: field.sign)
        terminal.press(text)
        try await terminal.flushToProgram(seconds: 600)
        if field.isFree { try await screen(with: "\(field.longest)") }
        guard field.isFree else { return }
        terminal.type("\u{15}short")
        try await screen(with: field.isSecret ? "•••••" : "short")
        terminal.type("\u{15}")
    }

    fileprivate func leave(_ field: PasteTests.Field) async throws {
        try await expectList()
        guard field.keys.first == "p" else { return }
        terminal.type("p")
        try await screen(with: "Help")
        terminal.type("2")
    }
}
