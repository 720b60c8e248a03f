/// What became of a text for the clipboard.
package enum ClipboardOutcome: Hashable, Sendable {
    /// It was sent to the terminal. Whether the terminal took it cannot be known: OSC 52 has no answer.
    case sent
    /// It is longer than terminals take; nothing was sent.
    case tooLong
    /// The terminal is not there to be written to.
    case failed
}
