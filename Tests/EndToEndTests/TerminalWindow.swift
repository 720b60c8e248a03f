import Foundation
import TestSupport
import Testing

/// A terminal with a program in it: one pane of a tmux server that nobody else uses.
///
/// tmux is spoken to in control mode, which tells of everything that is written to the pane. So a test waits for what is
/// to be seen by looking again whenever something was written, and never for time to pass.
final class TerminalWindow {
    /// Why a test cannot go on: what did not come, and what was there instead.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private enum Occurrence: Sendable {
        case bytes(Data)
        /// It may be too late now for what is waited for.
        case alarm
        case closed
    }

    let home: TemporaryHome

    /// How long something that has to come may take, in seconds, on a machine that is busy.
    var patience = 60.0

    /// Everything the program has written since ``forgetWritten()``.
    private(set) var written: [UInt8] = []

    private let client: Process
    private let input: FileHandle
    private let continuation: AsyncStream<Occurrence>.Continuation
    private var occurrences: AsyncStream<Occurrence>.Iterator
    private var parser = ControlModeParser()
    private var replies: [ControlModeParser.Event] = []
    private var hasNews = false
    private var hasClosed = false

    private static let epilogue = "[ended] status "

    /// Runs a program, says on the terminal how it ended, and keeps the terminal open.
    private static let script = """
        "$@"
        printf '\\n%s%s\\n' '\(epilogue)' "$?"
        exec cat
        """

    /// Opens a terminal in a new folder, and removes both when `body` has come to its end, one way or the other.
    ///
    /// - Parameters:
    ///   - columns: Its width in cells.
    ///   - rows: Its height in cells.
    ///   - type: The `TERM` that programs in it find.
    ///   - body: What to do with it.
    /// - Throws: What `body` throws, and ``Failure`` where there is no tmux.
    static func with(
        columns: Int = 120,
        rows: Int = 40,
        type: String = "tmux-256color",
        _ body: (TerminalWindow) async throws -> Void
    ) async throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        let window = try TerminalWindow(home: home)
        do {
            try await window.open(columns: columns, rows: rows, type: type)
            try await body(window)
        } catch {
            await window.close()
            throw error
        }
        await window.close()
    }

    private init(home: TemporaryHome) throws {
        // A tmux that has ended must fail the test, and not end it.
        signal(SIGPIPE, SIG_IGN)
        self.home = home
        (client, input, occurrences, continuation) = try TerminalWindow.startClient(in: home)
    }

    private static func startClient(in home: TemporaryHome) throws -> (
        Process, FileHandle, AsyncStream<Occurrence>.Iterator, AsyncStream<Occurrence>.Continuation
    ) {
        let (stream, continuation) = AsyncStream.makeStream(of: Occurrence.self)
        let settings = try home.write(
            """
            set -g status off
            set -g history-limit 2000
            set -g update-environment ""
            set -g default-shell /bin/sh
            set -g allow-rename off
            set -g automatic-rename off
            set -s set-clipboard on
            set -s escape-time 0
            """, to: "tmux/tmux.conf")
        let client = Process()
        client.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        client.arguments = ["tmux", "-u", "-L", "gavel", "-f", settings, "-C", "new-session", "-s", "main", "exec cat"]
        client.environment = home.tmuxEnvironment
        let (commands, answers) = (Pipe(), Pipe())
        client.standardInput = commands
        client.standardOutput = answers
        client.standardError = FileHandle.nullDevice
        client.terminationHandler = { _ in continuation.yield(.closed) }
        try client.start()
        answers.fileHandleForReading.readToEnd { data in
            if let data { continuation.yield(.bytes(data)) }
        }
        return (client, commands.fileHandleForWriting, stream.makeAsyncIterator(), continuation)
    }

    private func open(columns: Int, rows: Int, type: String) async throws {
        try await order("set", "-g", "default-terminal", type)
        // From here on the server ends with this client, however that ends.
        try await order("set", "-g", "destroy-unattached", "on")
        try await resize(columns: columns, rows: rows)
    }

    private func close() async {
        for leader in (try? await order("list-panes", "-s", "-F", "#{pane_pid}")) ?? [] {
            // Everything in the pane, but for what a shell has put into a group of its own: that is hung up on.
            if let group = Int32(leader), group > 1 { kill(-group, SIGKILL) }
        }
        try? input.write(contentsOf: Data("kill-server\n".utf8))
        try? input.close()
        let deadline = alarm(in: patience)
        while !hasClosed, ContinuousClock.now < deadline, (try? await takeNext()) != nil { continue }
    }
}

extension TerminalWindow {
    /// Sends a command to tmux.
    ///
    /// - Parameter words: The command and its arguments.
    /// - Returns: The lines it answers with.
    /// - Throws: ``Failure`` where tmux refuses it.
    @discardableResult
    func order(_ words: String...) async throws -> [String] { try await order(words) }

    private func order(_ words: [String]) async throws -> [String] {
        let line = words.map { "'" + $0.replacing("'", with: "'\\''") + "'" }.joined(separator: " ")
        try input.write(contentsOf: Data((line + "\n").utf8))
        let deadline = alarm(in: patience)
        while replies.isEmpty {
            guard ContinuousClock.now < deadline else { throw Failure(description: "tmux did not answer \(line)") }
            try await takeNext()
        }
        guard case .reply(let answer, let isError) = replies.removeFirst(), !isError else {
            throw Failure(description: "tmux refused \(line)")
        }
        return answer
    }

    /// Starts a program in the pane, in place of what is there.
    ///
    /// - Parameters:
    ///   - program: Its path or name.
    ///   - arguments: What it is called with.
    ///   - environment: What it finds in its environment besides what is usual.
    /// - Throws: ``Failure`` where tmux refuses it.
    func start(_ program: String, _ arguments: [String] = [], environment: [String: String] = [:]) async throws {
        let settings = environment.sorted { $0.key < $1.key }.flatMap { ["-e", "\($0.key)=\($0.value)"] }
        let script = try home.write(TerminalWindow.script, to: "tmux/run.sh")
        let command = ["sh", script, program] + arguments
        _ = try await order(["respawn-pane", "-k", "-t", "main", "-c", home.folder.path] + settings + ["--"] + command)
    }

    /// Starts gavel in the pane.
    func startGavel(_ arguments: String..., environment: [String: String] = [:]) async throws {
        try await start(Program.path, arguments, environment: environment)
    }

    /// Presses keys, one after the other.
    ///
    /// - Parameter keys: As tmux names them: `a`, `Enter`, `C-c`, `Down`.
    /// - Throws: ``Failure`` where tmux knows no such key.
    func press(_ keys: String...) async throws { _ = try await order(["send-keys", "-t", "main"] + keys) }

    /// Types a text.
    func type(_ text: String) async throws { try await order("send-keys", "-t", "main", "-l", "--", text) }

    /// Types a line, and sends it off.
    func enter(_ line: String) async throws {
        try await type(line)
        try await press("Enter")
    }

    /// Pastes a text as a terminal does, between brackets where the program wants these.
    func paste(_ text: String) async throws {
        try await order("load-buffer", "-b", "pasted", try home.write(text, to: "tmux/pasted"))
        try await order("paste-buffer", "-p", "-r", "-d", "-b", "pasted", "-t", "main")
    }

    func resize(columns: Int, rows: Int) async throws {
        try await order("resize-window", "-t", "main", "-x", "\(columns)", "-y", "\(rows)")
    }

    /// What tmux knows about the pane.
    func value(_ format: String) async throws -> String {
        try await order("display-message", "-p", "-t", "main", "#{\(format)}").first ?? ""
    }

    /// What lies in tmux's clipboard; nil if nothing was copied.
    func clipboard() async throws -> String? {
        guard try await !order("list-buffers").isEmpty else { return nil }
        return try await order("show-buffer").joined(separator: "\n")
    }

    func forgetWritten() { written = [] }
}

extension TerminalWindow {
    /// What is to be seen now.
    func screen() async throws -> Screen {
        hasNews = false
        return Screen(lines: try await order("capture-pane", "-p", "-t", "main"))
    }

    /// Waits until the screen is as it should be.
    ///
    /// - Parameters:
    ///   - expectation: What is waited for, in words for the failure.
    ///   - isMet: Whether a screen is as it should be.
    /// - Returns: The screen that is.
    /// - Throws: ``Failure`` with the screen that was there instead.
    @discardableResult
    func wait(until expectation: String, _ isMet: (Screen) async throws -> Bool) async throws -> Screen {
        let deadline = alarm(in: patience)
        while true {
            let screen = try await screen()
            if try await isMet(screen) { return screen }
            try await awaitNews(expectation, until: deadline)
        }
    }

    /// Waits until a text is to be seen.
    @discardableResult
    func wait(for text: String) async throws -> Screen {
        try await wait(until: "“\(text)” is to be seen") { $0.contains(text) }
    }

    /// Waits until a text is no longer to be seen.
    @discardableResult
    func wait(forEndOf text: String) async throws -> Screen {
        try await wait(until: "“\(text)” is gone") { !$0.contains(text) }
    }

    /// Waits until the program in the pane has ended.
    ///
    /// - Returns: Its exit status, or 128 and the number of the signal that ended it.
    /// - Throws: ``Failure`` with the screen where it does not end.
    func exitStatus() async throws -> Int {
        let screen = try await wait(for: TerminalWindow.epilogue)
        return screen.line(with: TerminalWindow.epilogue)?.split(separator: " ").last.flatMap { Int($0) } ?? -1
    }

    /// Returns when anything has happened since `hasNews` was set back, and at the latest after a second: what is waited for
    /// may leave no trace on the screen.
    private func awaitNews(_ expectation: String, until deadline: ContinuousClock.Instant) async throws {
        let nextLook = alarm(in: 1)
        while !hasNews, ContinuousClock.now < nextLook {
            guard ContinuousClock.now < deadline else {
                throw Failure(description: "waited in vain until \(expectation):\n\(try await screen())")
            }
            try await takeNext()
        }
    }

    /// Takes the next thing that happens.
    private func takeNext() async throws {
        switch await occurrences.next(isolation: #isolation) {
        case .bytes(let bytes): for event in parser.take(bytes) { take(event) }
        case .alarm: break
        case .closed:
            hasClosed = true
            throw Failure(description: "tmux has ended")
        case nil: throw CancellationError()
        }
    }

    private func take(_ event: ControlModeParser.Event) {
        switch event {
        case .reply: replies.append(event)
        case .output(let bytes):
            written += bytes
            hasNews = true
        case .notification: hasNews = true
        }
    }

    /// Has something happen in so many seconds, and tells when that is.
    private func alarm(in seconds: Double) -> ContinuousClock.Instant {
        let instant = ContinuousClock.now + .seconds(seconds)
        let continuation = continuation
        DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { continuation.yield(.alarm) }
        return instant
    }
}

extension TemporaryHome {
    /// tmux keeps its socket in the test's own folder.
    fileprivate var tmuxEnvironment: [String: String] {
        environment.merging(["TMUX_TMPDIR": path("tmux"), "TERM": "dumb"]) { $1 }
    }
}
