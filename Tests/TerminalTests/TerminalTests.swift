import Foundation
import Testing

@testable import Terminal

/// ncurses, signals and their handlers are one each in a process: so one test at a time.
@Suite(.serialized, .timeLimit(.minutes(10)))
@MainActor
struct TerminalTests {
    private let pty: PseudoTerminal

    init() throws {
        pty = try PseudoTerminal(columns: 40, rows: 10)
    }

    private func terminal(_ environment: [String: String] = ["TERM": "xterm-256color"]) throws -> Terminal {
        try Terminal(environment: environment, input: pty.descriptor, output: pty.descriptor)
    }

    /// Starts a terminal whose events come as a sequence.
    private func start(_ terminal: Terminal) throws -> Events {
        let (stream, continuation) = AsyncStream.makeStream(of: TerminalEvent.self)
        try terminal.start { continuation.yield($0) }
        return Events(iterator: stream.makeAsyncIterator())
    }

    @MainActor
    private struct Events {
        let iterator: AsyncStream<TerminalEvent>.Iterator

        /// Copies of the iterator share what is to come.
        func next() async -> TerminalEvent? {
            var iterator = iterator
            return await iterator.next(isolation: MainActor.shared)
        }
    }

    private func canvas(_ lines: String...) -> Canvas {
        var canvas = Canvas(size: Size(columns: 40, rows: 10))
        for (row, line) in lines.enumerated() { canvas.write(line, at: Point(column: 0, row: row)) }
        return canvas
    }

    @Test(
        "The terminal is given back as it was found",
        arguments: ["xterm-256color", "screen-256color", "tmux-256color", "xterm", "linux", "vt100"]
    )
    func restoring(type: String) throws {
        let before = pty.settings()
        let terminal = try terminal(["TERM": type])
        #expect(pty.settings() == before)
        #expect(try pty.written().isEmpty)
        _ = try start(terminal)
        terminal.present(canvas("olá, 日本"))
        #expect(pty.settings() != before)
        let entering = try pty.writtenText()
        #expect(entering.contains("\u{1B}[?2004h") && entering.contains("ol"))
        terminal.restore()
        let leaving = try pty.writtenText()
        #expect(pty.settings() == before)
        #expect(leaving.contains("\u{1B}[?2004l"))
        #expect(entering.contains("\u{1B}[?1049h") == leaving.contains("\u{1B}[?1049l"))
        #expect(entering.contains("\u{1B}[?25l") == leaving.contains("\u{1B}[?25h"))
        terminal.restore()
        #expect(try pty.written().isEmpty)
    }

    @Test("A terminal can be taken again after it was given back")
    func startingAgain() async throws {
        let terminal = try terminal()
        _ = try start(terminal)
        #expect(throws: TerminalError.unavailable) { try terminal.start { _ in } }
        terminal.restore()
        let events = try start(terminal)
        pty.type("x")
        #expect(await events.next() == .key(.character("x")))
        terminal.restore()
    }

    @Test("Only cells that changed are sent, and the same change is the same bytes")
    func differences() throws {
        let terminal = try terminal()
        _ = try start(terminal)
        terminal.present(canvas("conferências", "日本語の会議室"))
        _ = try pty.written()
        terminal.present(canvas("conferências", "日本語の会議室"))
        #expect(try pty.written().isEmpty)
        var changes: [[UInt8]] = []
        for _ in 0..<3 {
            terminal.present(canvas("conferêncIas", "日本語の会議室"))
            changes.append(try pty.written())
            terminal.present(canvas("conferências", "日本語の会議室"))
            changes.append(try pty.written())
        }
        #expect(changes.allSatisfy { !$0.isEmpty && $0.count < 12 })
        #expect(changes[2...3] == changes[4...5])
        terminal.present(canvas("conferências", "日本語x会議室"))
        let narrow = try pty.writtenText()
        #expect(narrow.contains("x") && !narrow.contains("日"))
        terminal.restore()
    }

    @Test("The last cell of the screen is painted without scrolling", arguments: ["xterm-256color", "linux", "vt100"])
    func lastCell(type: String) throws {
        let terminal = try terminal(["TERM": type])
        _ = try start(terminal)
        var canvas = canvas()
        canvas.fill(canvas.bounds, with: "#")
        canvas.write("@", at: Point(column: 39, row: 9))
        terminal.present(canvas)
        let text = try pty.writtenText()
        #expect(text.contains("@") && !text.contains("\n\n"))
        terminal.present(canvas)
        #expect(try pty.written().isEmpty)
        terminal.restore()
    }

    @Test("The cursor stands where the canvas wants it, and is hidden elsewhere")
    func cursor() throws {
        let terminal = try terminal()
        _ = try start(terminal)
        var canvas = canvas("nome:")
        terminal.present(canvas)
        #expect(try pty.writtenText().contains("\u{1B}[?25l"))
        canvas.cursor = Point(column: 20, row: 4)
        terminal.present(canvas)
        let shown = try pty.writtenText()
        #expect(shown.contains("\u{1B}[?25h") && shown.contains("\u{1B}[5;21H"))
        canvas.cursor = Point(column: 60, row: 0)
        terminal.present(canvas)
        #expect(try pty.writtenText().contains("\u{1B}[?25l"))
        terminal.restore()
    }

    @Test(
        "Colours are those the terminal has, and none where the user wants none",
        arguments: [
            (["TERM": "xterm-256color"], ColorDepth.indexed256, "\u{1B}[38;5;196m"),
            (["TERM": "linux"], .eight, "\u{1B}[31m"),
            (["TERM": "vt100"], .none, ""), (["TERM": "xterm-256color", "NO_COLOR": "1"], .none, ""),
        ]
    )
    func colors(environment: [String: String], depth: ColorDepth, sequence: String) throws {
        let terminal = try terminal(environment)
        #expect(terminal.colorDepth == depth)
        _ = try start(terminal)
        _ = try pty.written()
        var canvas = canvas()
        canvas.write(
            "vermelho",
            at: Point(column: 0, row: 0),
            style: Style(foreground: .rgb(255, 0, 0), attributes: .bold)
        )
        terminal.present(canvas)
        let text = try pty.writtenText()
        #expect(sequence.isEmpty || text.contains(sequence))
        #expect(text.contains(";1m") && text.contains("vermelho"))
        if depth == .none { #expect(!text.contains("\u{1B}[3")) }
        terminal.restore()
    }

    @Test("A screen of more colours than the terminal has pairs still shows every text")
    func manyColors() throws {
        let terminal = try terminal(["TERM": "linux"])
        _ = try start(terminal)
        for step in 0..<3 {
            var canvas = canvas()
            for index in 0..<72 {
                let style = Style(
                    foreground: .indexed(UInt8((index + step) % 8)),
                    background: index < 64 ? .indexed(UInt8(index / 8)) : .standard
                )
                canvas.write(
                    String(UnicodeScalar(UInt8(0x30 + index))),
                    at: Point(column: index % 36, row: index / 36),
                    style: style
                )
            }
            terminal.present(canvas)
            let text = try pty.writtenText()
            if step == 0 {
                #expect((0..<72).allSatisfy { text.unicodeScalars.contains(UnicodeScalar(UInt8(0x30 + $0))) })
            }
        }
        terminal.restore()
    }

    @Test("Keys and pastes arrive in order")
    func input() async throws {
        let terminal = try terminal()
        let events = try start(terminal)
        pty.type(
            "a日\u{1B}[A\u{1B}OB\u{1B}[1;5C\u{1B}[Z\u{1B}[15~\u{1B}[3~\u{1B}x\u{3}\u{1A}\u{1B}[200~um\r\u{1B}[Adois\u{1B}[201~\r"
        )
        let expected: [TerminalEvent] = [
            .key(.character("a")), .key(.character("日")), .key(.up), .key(.down), .key(.backTab), .key(.function(5)),
            .key(.delete), .key(.alt("x")),
            .key(.control("c")), .key(.control("z")), .pasted("um\ndois"), .key(.enter),
        ]
        for event in expected { #expect(await events.next() == event) }
        pty.type("\u{1B}")
        #expect(await events.next() == .key(.escape))
        terminal.restore()
    }

    @Test("A new size is reported, and the screen painted anew")
    func resizing() async throws {
        let terminal = try terminal()
        let events = try start(terminal)
        #expect(terminal.size == Size(columns: 40, rows: 10))
        terminal.present(canvas("sala"))
        _ = try pty.written()
        pty.resize(columns: 60, rows: 5)
        kill(getpid(), SIGWINCH)
        #expect(await events.next() == .resized(Size(columns: 60, rows: 5)))
        #expect(terminal.size == Size(columns: 60, rows: 5))
        var canvas = Canvas(size: terminal.size)
        canvas.write("canto", at: Point(column: 50, row: 4))
        terminal.present(canvas)
        #expect(try pty.writtenText().contains("canto"))
        pty.type("k")
        #expect(await events.next() == .key(.character("k")))
        terminal.restore()
    }

    @Test("The program is told when it is to end", arguments: [SIGINT, SIGTERM, SIGQUIT])
    func interruption(signal: Int32) async throws {
        let terminal = try terminal()
        let events = try start(terminal)
        kill(getpid(), signal)
        #expect(await events.next() == .interrupted(signal: signal))
        terminal.restore()
    }

    @Test("After SIGCONT the whole screen is painted again")
    func continuing() async throws {
        let terminal = try terminal()
        let events = try start(terminal)
        terminal.present(canvas("sala"))
        _ = try pty.written()
        kill(getpid(), SIGCONT)
        #expect(await events.next() == .continued)
        #expect(try pty.writtenText().contains("sala"))
        terminal.restore()
    }

    @Test("A terminal that is gone is reported once, and harms nothing")
    func closing() async throws {
        let terminal = try terminal()
        let events = try start(terminal)
        pty.hangUp()
        #expect(await events.next() == .closed)
        kill(getpid(), SIGHUP)
        kill(getpid(), SIGTERM)
        #expect(await events.next() == .interrupted(signal: SIGTERM))
        terminal.present(canvas("ninguém"))
        #expect(terminal.copyToClipboard("ninguém") == .failed)
        terminal.restore()
    }

    @Test("The clipboard's sequence reaches the terminal whole")
    func clipboard() async throws {
        let terminal = try terminal()
        #expect(terminal.copyToClipboard("olá") == .failed)
        _ = try start(terminal)
        _ = try pty.written()
        #expect(terminal.copyToClipboard("olá") == .sent)
        #expect(try pty.writtenText() == "\u{1B}]52;c;b2zDoQ==\u{7}")
        let long = String(repeating: "x", count: 70_000)
        #expect(terminal.copyToClipboard(long) == .sent)
        // Where the terminal takes it slowly, the rest goes later.
        let whole = try #require(ClipboardEscape.bytes(for: long, environment: [:]))
        var sent = try pty.written()
        let end = ContinuousClock.now + .seconds(60)
        while sent.count < whole.count, ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(5))
            sent += try pty.written()
        }
        #expect(sent == whole)
        #expect(terminal.copyToClipboard(long + long) == .tooLong)
        terminal.restore()
    }

    @Test("Without a terminal, or with one that cannot show a console, there is none, and nothing is touched")
    func refusals() throws {
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        defer { ends.forEach { close($0) } }
        let environment = ["TERM": "xterm"]
        let tty = pty.descriptor
        #expect(throws: TerminalError.notATerminal(.input)) {
            try Terminal(environment: environment, input: ends[0], output: tty)
        }
        #expect(throws: TerminalError.notATerminal(.output)) {
            try Terminal(environment: environment, input: tty, output: ends[1])
        }
        #expect(throws: TerminalError.unknownTerminal("no-such-terminal")) {
            try terminal(["TERM": "no-such-terminal"])
        }
        #expect(throws: TerminalError.unknownTerminal("")) { try terminal([:]) }
        #expect(throws: TerminalError.unsuitableTerminal("dumb")) { try terminal(["TERM": "dumb"]) }
        #expect(try pty.written().isEmpty)
    }
}
