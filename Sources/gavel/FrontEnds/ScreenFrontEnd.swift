import Console
import Meetings
import Store
import Terminal

/// The console on a screen of its own, drawn by ncurses.
@MainActor
final class ScreenFrontEnd: FrontEnd {
    private let terminal: Terminal
    private let themes: ThemeInUse
    private var console: Console?
    private weak var session: ConsoleSession?

    /// Makes a front end that shows nothing yet.
    ///
    /// - Parameters:
    ///   - terminal: Where the console is shown.
    ///   - themes: How it looks.
    ///   - errorOutput: Where standard error goes while it is.
    init(terminal: Terminal, themes: ThemeInUse, errorOutput: ErrorOutput) {
        self.terminal = terminal
        self.themes = themes
        terminal.errorOutput = errorOutput
    }

    /// Who sits at a screen sees what has failed.
    var status: ExitStatus { .success }

    var themeNames: [String] { themes.folder.themeNames }

    func prepare(_ state: inout ConsoleState) {
        state.theme = themes.theme.name
        state.themeNames = themeNames
    }

    func begin(_ store: ConsoleStore, _ settings: ConsoleSettings, in session: ConsoleSession) throws {
        self.session = session
        terminal.notifications = settings.notifications
        terminal.reportsMouse = settings.usesMouse
        let console = Console(terminal: terminal, store: store, theme: themes.theme) { [weak session] signal in
            session?.end(signal)
        }
        self.console = console
        do {
            try console.start()
        } catch {
            throw Complaint(.noTerminal, error.description)
        }
        themes.follow { [weak self] reading in self?.take(reading) }
    }

    func show(_ store: ConsoleStore) { console?.show(store) }

    func end() { terminal.restore() }

    func showTheme(_ name: String) -> String? {
        do throws(ThemeError) {
            try themes.change(to: name)
        } catch {
            return error.description
        }
        console?.show(themes.theme)
        return nil
    }

    /// Shows a theme as its file has it now, or says what is wrong there.
    private func take(_ reading: ThemeInUse.Reading) {
        switch reading {
        case .unchanged: break
        case .changed(let theme):
            console?.show(theme)
            session?.send(.theme(.reread(theme.name)))
        case .broken(let error): session?.send(.theme(.broken(themes.theme.name, reason: error.description)))
        }
    }

    func copy(_ text: String) -> Copying.Sending {
        switch terminal.copyToClipboard(text) {
        case .sent: .sent
        case .tooLong: .tooLong
        case .failed: .failed
        }
    }

    func notify(_ notice: Notice) { terminal.notify(title: notice.title.string, body: notice.body.string) }

    func redraw() { console?.redraw() }

    func suspend() { terminal.suspend() }
}
