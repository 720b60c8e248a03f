/// Why there can be no console here.
package enum TerminalError: Error, Hashable, Sendable {
    /// Which end of the terminal an error is about.
    package enum Direction: String, Sendable {
        case input
        case output
    }

    /// Standard input or output is a file or a pipe.
    case notATerminal(Direction)
    /// The terminal database does not know the type `TERM` names; empty if it names none.
    case unknownTerminal(String)
    /// The type of terminal cannot place its cursor, as `dumb` cannot.
    case unsuitableTerminal(String)
    /// The terminal is already in use by this process, or ncurses could not set it up.
    case unavailable
}

extension TerminalError: CustomStringConvertible {
    /// What is wrong, and what to do.
    package var description: String {
        switch self {
        case .notATerminal(let direction):
            "standard \(direction.rawValue) is not a terminal; the console needs one, "
                + "so run it without pipes and redirections"
        case .unknownTerminal(""):
            "TERM is not set; set it to your terminal's type, for instance TERM=xterm-256color"
        case .unknownTerminal(let name):
            "the terminal type \"\(name)\" (TERM) is not known here; install its description "
                + "(on Debian the package ncurses-term), or try TERM=xterm-256color"
        case .unsuitableTerminal(let name):
            "a terminal of type \"\(name)\" (TERM) cannot show a console; use another terminal, "
                + "or set TERM to what it really is, for instance TERM=xterm-256color"
        case .unavailable:
            "the terminal could not be set up: it is in use by this program already, or there is no memory"
        }
    }
}
