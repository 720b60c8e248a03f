/// What a terminal tells the program.
package enum TerminalEvent: Hashable, Sendable {
    /// A key was pressed.
    case key(Key)
    /// Something was done with the mouse, where its reports were asked for.
    case mouse(MouseEvent)
    /// Text was pasted: whole, its line ends as line feeds, cut after ``KeyDecoder/maximumPaste`` bytes.
    case pasted(String)
    /// The terminal has another size now.
    case resized(Size)
    /// The program goes on after having been stopped, and the screen has been repainted.
    case continued
    /// The terminal is gone. Nothing more will come, and the program must end.
    case closed
    /// The system asks the program to end, by the signal of that number: SIGINT, SIGTERM or SIGQUIT.
    case interrupted(signal: Int32)
}
