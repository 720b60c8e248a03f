import Dispatch
import Foundation
import Observation
package import Store
package import Terminal

/// The front end: turns keys into actions, and states into frames.
@MainActor
package final class Console {
    private let terminal: Terminal
    private var store: ConsoleStore
    private var theme: Theme
    private let keymap: Keymap

    /// The frame that is shown, by which it is known what is pointed at.
    private var targeted: Frame?

    /// Whether a frame is due already.
    ///
    /// However much changes before it, one is drawn.
    private var isFrameDue = false
    private var lastFrame = DispatchTime(uptimeNanoseconds: 0)

    /// At most sixty frames a second.
    private static let frameInterval = DispatchTimeInterval.milliseconds(16)

    /// Called once when the terminal is gone or the system asks to end, with the signal's number if there was one.
    private let onEnd: @MainActor (Int32?) -> Void

    /// Makes a console that shows nothing yet.
    ///
    /// - Parameters:
    ///   - terminal: Where to show it.
    ///   - store: What to show.
    ///   - theme: How it looks.
    ///   - onEnd: What to do when the terminal is gone or a signal asks to end.
    package init(
        terminal: Terminal,
        store: ConsoleStore,
        theme: Theme,
        onEnd: @escaping @MainActor (Int32?) -> Void
    ) {
        self.terminal = terminal
        self.store = store
        self.theme = theme.fitted(to: terminal.colorDepth)
        keymap = Keymap(store.state.keys)
        self.onEnd = onEnd
    }

    /// Takes the terminal over and shows the first frame.
    ///
    /// - Throws: `TerminalError` where the terminal cannot be taken.
    package func start() throws(TerminalError) {
        try terminal.start { [weak self] event in self?.take(event) }
        draw()
    }

    /// Paints the whole screen anew, whatever the terminal shows.
    package func redraw() {
        terminal.repaint()
        requestFrame()
    }

    /// Shows everything in another theme from the next frame on.
    package func show(_ theme: Theme) {
        self.theme = theme.fitted(to: terminal.colorDepth)
        requestFrame()
    }

    /// Shows another store's state from now on, and sends it the keys.
    package func show(_ store: ConsoleStore) {
        self.store = store
        requestFrame()
    }

    private func take(_ event: TerminalEvent) {
        switch event {
        case .key(let key): take(key)
        case .mouse(let event):
            if let pointing = targeted?.pointing(of: event) { store.send(.point(pointing)) }
        case .pasted(let text): store.send(.edit(.insert(text)))
        case .resized: requestFrame()
        case .continued:
            store.catchUp()
            requestFrame()
        // Whoever waits for the program is to see that it was hung up, and did not end by itself.
        case .closed: onEnd(SIGHUP)
        case .interrupted(let signal): onEnd(signal)
        }
    }

    private func take(_ key: Key) {
        let scope = store.state.scope
        if scope == .typing, let edit = key.fieldEdit {
            store.send(.edit(edit))
        } else if let command = keymap.command(for: key, in: scope) {
            store.send(.perform(command))
        }
    }

    /// Has a frame drawn soon: at once where the last one is old enough, else when it is.
    private func requestFrame() {
        guard !isFrameDue else { return }
        isFrameDue = true
        let due = max(DispatchTime.now(), lastFrame + Console.frameInterval)
        DispatchQueue.main.asyncAfter(deadline: due) { [weak self] in
            MainActor.assumeIsolated { self?.draw() }
        }
    }

    /// Draws a frame; what it reads of the store decides when the next one is due.
    private func draw() {
        isFrameDue = false
        lastFrame = .now()
        let frame = withObservationTracking {
            Frame.render(store.state, theme: theme, size: terminal.size, hasUnicode: terminal.hasUnicode)
        } onChange: { [weak self] in
            // The store is changed on the main actor only.
            MainActor.assumeIsolated { self?.requestFrame() }
        }
        terminal.present(frame.canvas)
        targeted = frame
        if frame.viewport != store.state.viewport { store.send(.laidOut(frame.viewport)) }
    }
}
