/// A colour as a theme states it.
///
/// What a terminal can show of it is decided when it is painted; see ``ColorDepth``.
package enum Color: Hashable, Sendable {
    /// The terminal's own foreground or background.
    case standard
    /// One of xterm's 256: 0–15 are the user's own sixteen, 16–231 a cube of 6×6×6, 232–255 greys.
    case indexed(UInt8)
    /// Red, green and blue, each 0–255.
    case rgb(UInt8, UInt8, UInt8)
}
