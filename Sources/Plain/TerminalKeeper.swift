import Foundation
import Synchronization

/// Puts a terminal back before a signal ends the program; one at a time.
struct TerminalKeeper {
    private let earlier: [(number: Int32, handler: SignalHandler?)]

    private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

    /// Begins to watch over a terminal whose settings are about to be changed.
    ///
    /// - Parameters:
    ///   - terminal: Its descriptor.
    ///   - settings: How it is to be given back.
    init(of terminal: Int32, as settings: termios) {
        let kept = UnsafeMutablePointer<KeptTerminal>.allocate(capacity: 1)
        kept.initialize(to: KeptTerminal(terminal: terminal, settings: settings))
        keptTerminal.store(UInt(bitPattern: kept), ordering: .sequentiallyConsistent)
        earlier = TerminalKeeper.signals.compactMap { number in
            let before = signal(number, giveBackAndDie)
            guard isIgnoring(before) else { return (number, before) }
            signal(number, before)
            return nil
        }
    }

    /// Leaves the signals to whoever had them before.
    func end() {
        for (number, handler) in earlier { signal(number, handler) }
        // What was kept stays for the life of the process: a handler on another thread may be about to read it.
        keptTerminal.store(0, ordering: .sequentiallyConsistent)
    }
}

/// What is done at a signal.
typealias SignalHandler = @convention(c) (Int32) -> Void

/// Whether a handler is `SIG_IGN`.
func isIgnoring(_ handler: SignalHandler?) -> Bool {
    unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
}

private struct KeptTerminal {
    let terminal: Int32
    let settings: termios
}

/// Where the terminal that is watched over is described; 0 for nowhere.
private let keptTerminal = Atomic<UInt>(0)

/// Does what may be done in a handler: sets the terminal, and has the signal do what it would have done.
private func giveBackAndDie(_ number: Int32) {
    if let kept = UnsafePointer<KeptTerminal>(bitPattern: keptTerminal.load(ordering: .sequentiallyConsistent)) {
        var settings = kept.pointee.settings
        tcsetattr(kept.pointee.terminal, TCSAFLUSH, &settings)
    }
    signal(number, SIG_DFL)
    // It waits until this returns.
    raise(number)
}
