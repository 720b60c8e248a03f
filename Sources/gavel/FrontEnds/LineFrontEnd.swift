import Foundation
import Plain
import Store
import Terminal

/// The console line by line, for screen readers, poor lines, and scripts.
@MainActor
final class LineFrontEnd: FrontEnd {
    private let dialogue: Dialogue
    private var console: PlainConsole?
    private var watch: SignalWatch?
    private weak var session: ConsoleSession?
    private var ringsBell = false

    /// Makes a front end that has said nothing yet.
    ///
    /// Where standard input is no terminal it is a script: prompts are not written.
    init() {
        dialogue = Dialogue(isInteractive: isatty(STDIN_FILENO) == 1) { try? StandardOutput.writeText($0) }
    }

    /// There are no colours.
    var themeNames: [String] { [] }

    /// How the program ends: a script tells whether any of its lines has failed.
    var status: ExitStatus { !dialogue.isInteractive && console?.hasFailures == true ? .failure : .success }

    func prepare(_ state: inout ConsoleState) { state.keys = .spoken }

    func begin(_ store: ConsoleStore, _ settings: ConsoleSettings, in session: ConsoleSession) throws {
        self.session = session
        ringsBell = isatty(STDOUT_FILENO) == 1 && settings.notifications.contains(.bell)
        let console = PlainConsole(store: store, dialogue: dialogue, pages: .standard) { [weak session] in
            session?.isChangingProfile ?? false
        }
        self.console = console
        watch = SignalWatch([SIGINT, SIGTERM, SIGHUP, SIGCONT]) { [weak self] signal in self?.take(signal) }
        Task {
            await console.run()
            self.session?.end(nil)
        }
    }

    private func take(_ signal: Int32) {
        switch signal {
        case SIGINT where dialogue.isInteractive: dialogue.interrupt()
        case SIGCONT:
            session?.catchUp()
            dialogue.standAgain()
        default: session?.end(signal)
        }
    }

    func show(_ store: ConsoleStore) { console?.show(store) }

    func end() {
        console?.end()
        watch?.end()
    }

    func showTheme(_ name: String) -> String? { "plain mode has no colours" }

    /// Nothing but text may go to the terminal, so that a link is shown instead of put into its clipboard.
    func copy(_ text: String) -> Copying.Sending {
        dialogue.say(text)
        return .shown
    }

    /// The words are said anyhow.
    func notify(_ notice: Notice) { if ringsBell { try? StandardOutput.writeText("\u{7}") } }

    func redraw() { dialogue.standAgain() }

    func suspend() { kill(0, SIGTSTP) }
}
