import Foundation

/// A terminal's settings, as `stty -a` would show them, to compare.
package struct TerminalSettings: Hashable, Sendable, CustomStringConvertible {
    private let flags: [UInt32]
    private let characters: [UInt8]

    /// Reads the settings; nil where the descriptor is no terminal.
    package init?(of descriptor: Int32) {
        var settings = termios()
        guard tcgetattr(descriptor, &settings) == 0 else { return nil }
        flags = [
            settings.c_iflag, settings.c_oflag, settings.c_cflag, settings.c_lflag, cfgetispeed(&settings),
            cfgetospeed(&settings),
        ]
        characters = withUnsafeBytes(of: settings.c_cc) { Array($0) }
    }

    /// Whether lines are edited and keys are echoed, as a shell's user expects.
    package var isCooked: Bool { flags[3] & UInt32(ICANON | ECHO) == UInt32(ICANON | ECHO) }

    package var description: String {
        let names = ["iflag", "oflag", "cflag", "lflag", "ispeed", "ospeed"]
        return zip(names, flags).map { "\($0) \(String($1, radix: 8))" }.joined(separator: " ") + " \(characters)"
    }
}
