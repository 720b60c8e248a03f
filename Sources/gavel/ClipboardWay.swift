/// How something gets onto the operator's clipboard.
enum ClipboardWay: String, CaseIterable, Sendable {
    /// The terminal puts it there (OSC 52), also at the other end of an SSH connection.
    case terminal

    /// A program of this machine does.
    case program
    case both

    /// Nothing does: it is shown, to be selected by mouse.
    case none

    /// What holds where nothing is said.
    static let usual = ClipboardWay.terminal

    var asksTerminal: Bool { self == .terminal || self == .both }

    var asksProgram: Bool { self == .program || self == .both }
}
