package import Meetings
package import Stage

/// What the store asks of the program it runs in: the terminal, the clipboard and the browser.
@MainActor
package protocol ConsoleSurface: AnyObject {
    /// Puts text on the operator's clipboard.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - done: Is told what became of it, at once where nothing has to be waited for.
    func copy(_ text: Secret, _ done: @escaping @MainActor (Copying) -> Void)

    /// Opens an address with the profile's browser command, as one argument.
    func open(_ address: WebAddress) async -> Opening

    /// Writes a file in the form that its name says, readable by the operator alone.
    ///
    /// One that is there stays as it is, unless the export says that it is to be replaced.
    func export(_ export: Export) async -> Exporting

    /// Gets the profile's password for a service and orders a login with it.
    func logInAutomatically(to service: ServiceKind)

    /// The names of all themes that can be chosen.
    func themeNames() -> [String]

    /// Shows everything in another theme.
    ///
    /// - Returns: Why it cannot be used; nil where it is.
    func showTheme(_ name: String) -> String?

    /// Shows another profile in the place of this one.
    func changeProfile(to name: String)

    /// Tells what was said in a profile that is not shown.
    func tell(_ message: Message, of profile: SafeText)

    /// Keeps a line of the palette that was carried out, for the next run.
    func keepCommand(_ line: String)

    /// Opens what carries the stage of a meeting to its browser.
    func openLine(for meeting: StageMeeting) async -> Result<any StageLine, StageError>

    /// Is told everything of the stage that is open, in order; `.ended` is the last.
    func tellStage(_ news: StageNews, of meeting: StageMeeting)

    /// Runs what the configuration wants to be run when the meeting of a conference is over.
    ///
    /// - Returns: Why it did not do well; nil where it did, or nothing is to be run.
    func runEndedCommand(for conference: ConferenceIdentifier) async -> String?

    /// Calls the operator in the ways of the configuration.
    func notify(_ notice: Notice)
    func redraw()

    /// Gives the terminal back and stops the program until it is continued.
    func suspend()

    /// Ends the program.
    ///
    /// - Parameter isAgreed: Whether it ends although pages of stages are open; else ``Action/stagesLeftOpen(_:)`` is sent.
    func quit(isAgreed: Bool)
}
