import CTerminal
import Foundation

extension Terminal {
    /// After how many seconds without its end a paste is taken to be over.
    private static let pastePatience = 3.0
    /// How many bytes and keys are read before signals, timers and frames have their turn.
    private static let keysAtOnce = 256
    /// As above within a paste, of which each byte costs little.
    private static let pastedAtOnce = 16 * 1024

    /// Reads the keys that are there, and reports them.
    func readInput() {
        guard phase == .running, inputSource != nil else { return }
        pasteDeadline?.cancel()
        pasteDeadline = nil
        // Collected first: the handler may suspend or restore, in the midst of what came with one wake-up.
        var events: [TerminalEvent] = []
        let limit = decoder.isPasting ? Self.pastedAtOnce : Self.keysAtOnce
        let progress = decoder.decode(limit: limit, from: cterminal_read) { events.append($0) }
        for event in events { handler?(event) }
        switch progress {
        case .closed: close()
        case .interrupted:
            // ncurses may have read ahead, so that no further wake-up would come.
            DispatchQueue.main.async { [weak self] in
                MainActor.assumeIsolated { self?.readInput() }
            }
        case .drained:
            if decoder.isPasting { awaitPaste() }
        }
    }

    /// Handles the signals caught.
    func readSignals() {
        var signals: [Int32] = []
        while true {
            let signal = cterminal_next_signal()
            guard signal != 0 else { break }
            if signals.last != signal { signals.append(signal) }
        }
        // What asks the program to end does not wait for it to be stopped and continued.
        let endings = signals.filter { [SIGINT, SIGTERM, SIGHUP, SIGQUIT].contains($0) }
        if !endings.isEmpty { signals = endings }
        for signal in signals {
            switch signal {
            case SIGWINCH: adoptSize()
            case SIGTSTP: suspend(group: false)
            case SIGCONT:
                if cterminal_is_in_background(output) { _ = cterminal_stop(output, false) }
                proceed()
            case SIGHUP: close()
            default: handler?(.interrupted(signal: signal))
            }
        }
    }

    /// Reports, once, that the terminal is gone, and reads it no more: at its end it would always be readable.
    private func close() {
        guard let source = inputSource else { return }
        source.cancel()
        inputSource = nil
        pasteDeadline?.cancel()
        pasteDeadline = nil
        handler?(.closed)
    }

    /// Sees to it that a paste whose end was lost does not swallow all keys to come.
    private func awaitPaste() {
        let deadline = DispatchWorkItem { [weak self] in
            MainActor.assumeIsolated {
                guard let self, self.phase == .running else { return }
                self.pasteDeadline = nil
                var events: [TerminalEvent] = []
                self.decoder.endPaste { events.append($0) }
                for event in events { self.handler?(event) }
            }
        }
        pasteDeadline = deadline
        DispatchQueue.main.asyncAfter(deadline: .now() + Self.pastePatience, execute: deadline)
    }
}
