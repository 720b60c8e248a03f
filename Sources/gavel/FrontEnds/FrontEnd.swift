import ArgumentParser
import Store
import Terminal

/// How the operator meets the console: on a screen, or line by line.
@MainActor
protocol FrontEnd: AnyObject {
    /// The names of all themes that can be chosen; none where there are no colours.
    var themeNames: [String] { get }

    /// How the program is to end, once the front end has.
    var status: ExitStatus { get }

    /// Puts into a profile's first state what the front end decides.
    func prepare(_ state: inout ConsoleState)

    /// Begins to show a store, and to send it what the operator asks for.
    ///
    /// - Parameters:
    ///   - store: What is shown.
    ///   - settings: What the profile says of the terminal.
    ///   - session: The run that it is for; it is held weakly.
    /// - Throws: A `Complaint` where it cannot be shown.
    func begin(_ store: ConsoleStore, _ settings: ConsoleSettings, in session: ConsoleSession) throws

    /// Shows another store from now on.
    func show(_ store: ConsoleStore)

    /// Gives the terminal back as it was found.
    func end()

    /// Shows everything in another theme.
    ///
    /// - Returns: Why it cannot be used; nil where it is.
    func showTheme(_ name: String) -> String?

    /// Puts a text into the terminal's clipboard.
    func copy(_ text: String) -> Copying.Sending

    /// Calls the operator in the ways of the settings.
    func notify(_ notice: Notice)
    func redraw()
    func suspend()
}

extension FrontEnd {
    /// Tells by the exit status how a script has fared.
    ///
    /// - Throws: An `ExitCode` where a line of it has failed, which was said already.
    func checkEnd() throws {
        guard status != .success else { return }
        throw ExitCode(status.rawValue)
    }
}

/// Where a console can be shown.
enum ConsolePlace {
    case screen(Terminal)
    case lines
}
