/// What became of copying something to the clipboard, by each of the ways that were tried.
package struct Copying: Sendable {
    /// How it went with the terminal.
    package enum Sending: Sendable {
        /// A terminal never answers, so that this is all that is known.
        case sent
        case tooLong
        case failed

        /// There is no clipboard: the text was shown in its place, whole.
        case shown
    }

    /// How it went with a program.
    package enum Taking: Sendable {
        case taken(by: String)
        case failed(reason: String)
    }

    /// Nil where the terminal was not to be asked.
    package var terminal: Sending?

    /// Nil where no program was to be asked.
    package var program: Taking?

    package init(terminal: Sending? = nil, program: Taking? = nil) {
        self.terminal = terminal
        self.program = program
    }

    package static let sent = Copying(terminal: .sent)
}
