import CTerminal
import Foundation

/// The terminal the console runs on: keys and signals in, canvases out.
///
/// Nothing else may write to it between ``start(onEvent:)`` and ``restore()``. The terminal is given back by
/// ``restore()``, on a crash signal, and at exit.
@MainActor
package final class Terminal {
    /// How many colours it shows.
    package var colorDepth: ColorDepth { type.palette.depth }

    /// Whether it can be told characters beyond ASCII: the system has a UTF-8 locale.
    package var hasUnicode: Bool { ScalarWidth.isReady }

    /// How large it is; 80×24 if it does not tell.
    package private(set) var size: Size

    /// Whether the terminal is to report the mouse; its own selection then wants Shift held, in most terminals.
    ///
    /// To be set before ``start(onEvent:)``.
    package var reportsMouse = false

    /// The ways in which the operator is called.
    package var notifications: Set<NotificationWay> = [.bell]

    /// What leads standard error elsewhere while the terminal is taken; nil leaves it where it goes.
    package var errorOutput: ErrorOutput?

    enum Phase {
        case idle
        case running
        case suspended
    }

    let type: TerminalType
    let environment: [String: String]
    let input: Int32
    let output: Int32
    var phase = Phase.idle
    var handler: (@MainActor (TerminalEvent) -> Void)?
    var decoder = KeyDecoder()
    var inputSource: (any DispatchSourceRead)?
    var signalSource: (any DispatchSourceRead)?
    var pasteDeadline: DispatchWorkItem?
    /// There while the terminal takes nothing more for now.
    private var outputSource: (any DispatchSourceWrite)?
    private var painter: ScreenPainter?
    /// What is to be seen, also while something else is.
    private var canvas: Canvas?

    /// Finds out about the terminal, and changes nothing about it yet.
    ///
    /// - Parameters:
    ///   - environment: Where `TERM`, `COLORTERM`, `NO_COLOR` and `TMUX` are.
    ///   - input: Where keys are read.
    ///   - output: Where canvases are shown.
    /// - Throws: ``TerminalError`` if there is no terminal, or none that can show a console.
    package init(
        environment: [String: String] = ProcessInfo.processInfo.environment,
        input: Int32 = STDIN_FILENO,
        output: Int32 = STDOUT_FILENO
    ) throws(TerminalError) {
        guard isatty(input) == 1 else { throw .notATerminal(.input) }
        guard isatty(output) == 1 else { throw .notATerminal(.output) }
        type = try TerminalType(environment: environment, output: output)
        self.environment = environment
        self.input = input
        self.output = output
        size = Self.size(of: output) ?? Size(columns: 80, rows: 24)
    }

    isolated deinit {
        restore()
    }

    /// Takes the terminal over, and reports its events, on the main queue, until ``restore()``.
    ///
    /// Nothing is polled.
    ///
    /// - Parameter onEvent: Is told of every event.
    /// - Throws: ``TerminalError/unavailable`` if it is taken already.
    package func start(onEvent: @escaping @MainActor (TerminalEvent) -> Void) throws(TerminalError) {
        guard phase == .idle else { throw .unavailable }
        // ncurses measures characters by the locale it finds.
        _ = ScalarWidth.isReady
        let signals = cterminal_watch_signals()
        guard signals >= 0 else { throw .unavailable }
        let readiness = cterminal_readiness(input)
        guard readiness >= 0, cterminal_open(type.name, input, output, colorDepth != .none, reportsMouse) else {
            if readiness >= 0 { close(readiness) }
            cterminal_unwatch_signals()
            throw .unavailable
        }
        errorOutput?.divert()
        phase = .running
        handler = onEvent
        decoder = KeyDecoder()
        painter = ScreenPainter(palette: type.palette)
        adoptScreenSize()
        signalSource = source(reading: signals) { $0.readSignals() }
        inputSource = source(reading: readiness, onCancel: { close(readiness) }) { $0.readInput() }
        if let canvas { present(canvas) }
    }

    /// Shows a canvas: what differs from the one before is sent.
    ///
    /// While suspended, and while the terminal does not take what was sent before, it is kept for later.
    package func present(_ canvas: Canvas) {
        self.canvas = canvas
        guard phase == .running, outputSource == nil else { return }
        painter?.paint(canvas)
        awaitOutput()
    }

    /// Has the next canvas painted whole, since something else has written to the screen.
    package func repaint() {
        guard phase == .running else { return }
        cterminal_distrust()
        painter?.forget()
    }

    /// Gives the terminal back exactly as it was found.
    ///
    /// Does nothing if that has been done; ``start(onEvent:)`` takes it again.
    package func restore() {
        guard phase != .idle else { return }
        phase = .idle
        inputSource?.cancel()
        inputSource = nil
        signalSource?.cancel()
        signalSource = nil
        outputSource?.cancel()
        outputSource = nil
        pasteDeadline?.cancel()
        pasteDeadline = nil
        handler = nil
        painter = nil
        canvas = nil
        cterminal_close()
        errorOutput?.release()
        cterminal_unwatch_signals()
    }

    /// Gives the terminal back and stops the program and its process group, as Ctrl-Z does in a shell.
    ///
    /// Returns when the program goes on, with the terminal taken again; the handler is then told that it
    /// ``TerminalEvent/continued``.
    package func suspend() {
        suspend(group: true)
    }

    /// Puts a text into the clipboard of the terminal.
    package func copyToClipboard(_ text: String) -> ClipboardOutcome {
        guard let bytes = ClipboardEscape.bytes(for: text, environment: environment) else { return .tooLong }
        guard phase == .running else { return .failed }
        let isSent = cterminal_write(bytes, bytes.count)
        awaitOutput()
        return isSent ? .sent : .failed
    }

    /// Calls the operator in all the ways that are wanted.
    ///
    /// A terminal never tells whether it knows them.
    ///
    /// - Parameters:
    ///   - title: What it is about.
    ///   - body: What has happened.
    package func notify(title: String, body: String) {
        guard phase == .running else { return }
        for way in NotificationWay.allCases where notifications.contains(way) {
            let bytes = way.bytes(title: title, body: body, environment: environment)
            _ = cterminal_write(bytes, bytes.count)
        }
        awaitOutput()
    }

    /// Goes on sending when the terminal takes more, where something waits for that.
    private func awaitOutput() {
        guard outputSource == nil, cterminal_is_waiting() else { return }
        // The source needs a descriptor that lives as long as itself.
        let descriptor = cterminal_copy_output()
        guard descriptor >= 0 else { return }
        let source = DispatchSource.makeWriteSource(fileDescriptor: descriptor, queue: .main)
        source.setEventHandler { [weak self] in
            MainActor.assumeIsolated { self?.sendMore() }
        }
        source.setCancelHandler { close(descriptor) }
        outputSource = source
        source.activate()
    }

    private func sendMore() {
        guard let source = outputSource, cterminal_send() != CTERMINAL_WAITING else { return }
        source.cancel()
        outputSource = nil
        if let canvas { present(canvas) }
    }

    func suspend(group: Bool) {
        guard phase == .running else { return }
        phase = .suspended
        outputSource?.cancel()
        outputSource = nil
        cterminal_leave()
        errorOutput?.release()
        _ = cterminal_stop(output, group)
        phase = .running
        proceed()
    }

    /// Takes the terminal again after a stop, and paints it as it was.
    func proceed() {
        guard phase == .running else { return }
        // Before anything is on the screen, so that nobody's words come between.
        errorOutput?.divert()
        cterminal_enter()
        painter?.forget()
        adoptSize()
        if let canvas { present(canvas) }
        handler?(.continued)
    }

    /// Takes the terminal's size of now, and reports it if it is another.
    func adoptSize() {
        guard phase == .running, let now = Self.size(of: output), now != size else { return }
        cterminal_resize(Int32(now.columns), Int32(now.rows))
        size = now
        painter?.forget()
        handler?(.resized(now))
    }

    private func adoptScreenSize() {
        var (columns, rows): (Int32, Int32) = (0, 0)
        cterminal_screen_size(&columns, &rows)
        size = Size(columns: Int(columns), rows: Int(rows))
    }

    private static func size(of output: Int32) -> Size? {
        var (columns, rows): (Int32, Int32) = (0, 0)
        guard cterminal_size(output, &columns, &rows) else { return nil }
        return Size(columns: Int(columns), rows: Int(rows))
    }

    private func source(
        reading descriptor: Int32,
        onCancel: (@Sendable () -> Void)? = nil,
        _ handle: @escaping @MainActor (Terminal) -> Void
    ) -> any DispatchSourceRead {
        let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .main)
        source.setEventHandler { [weak self] in
            MainActor.assumeIsolated {
                if let self { handle(self) }
            }
        }
        source.setCancelHandler(handler: onCancel)
        source.activate()
        return source
    }
}
