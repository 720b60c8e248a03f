import Foundation

/// The escape sequence that puts a text into the clipboard of the terminal the operator sits at, over however many SSH
/// hops: OSC 52 (xterm's ctlseqs, "Manipulate Selection Data").
package enum ClipboardEscape {
    /// How many bytes of base64 are sent at most.
    ///
    /// Terminals ignore, or cut, what is longer.
    static let maximumPayload = 100_000
    /// GNU screen passes strings of less than this many bytes to its terminal.
    static let screenChunk = 768

    /// The bytes to send, or nil if the text is too long.
    package static func bytes(for text: String, environment: [String: String]) -> [UInt8]? {
        let payload = Data(text.utf8).base64EncodedString()
        guard payload.utf8.count <= maximumPayload else { return nil }
        let sequence = Array("\u{1B}]52;c;\(payload)\u{07}".utf8)
        let type = environment["TERM"] ?? ""
        if !environment["TMUX", default: ""].isEmpty || type.hasPrefix("tmux") {
            // tmux takes the sequence for itself with `set-clipboard on`, and passes it on with `allow-passthrough on`;
            // either will do.
            return sequence + wrappedForTmux(sequence)
        }
        return type.hasPrefix("screen") ? wrappedForScreen(sequence) : sequence
    }

    private static func wrappedForTmux(_ sequence: [UInt8]) -> [UInt8] {
        let doubled = sequence.flatMap { $0 == 0x1B ? [$0, $0] : [$0] }
        return Array("\u{1B}Ptmux;".utf8) + doubled + Array("\u{1B}\\".utf8)
    }

    private static func wrappedForScreen(_ sequence: [UInt8]) -> [UInt8] {
        let length = screenChunk - 4
        return stride(from: 0, to: sequence.count, by: length).flatMap { start in
            Array("\u{1B}P".utf8) + sequence[start..<min(start + length, sequence.count)] + Array("\u{1B}\\".utf8)
        }
    }
}
