import Foundation

/// The escape sequence that puts a text into the clipboard of the terminal the operator sits at, over however many SSH
/// hops: OSC 52 (xterm's ctlseqs, "Manipulate Selection Data").
package enum ClipboardEscape {
    /// How many bytes of base64 are sent at most.
    ///
    /// Terminals ignore, or cut, what is longer.
    static let maximumPayload = 100_000

    /// The bytes to send, or nil if the text is too long.
    package static func bytes(for text: String, environment: [String: String]) -> [UInt8]? {
        let payload = Data(text.utf8).base64EncodedString()
        guard payload.utf8.count <= maximumPayload else { return nil }
        let sequence = Array("\u{1B}]52;c;\(payload)\u{07}".utf8)
        let multiplexer = MultiplexerWrapping.Multiplexer(environment: environment)
        let wrapped = MultiplexerWrapping.wrapped(sequence, for: multiplexer)
        // tmux takes the sequence for itself with `set-clipboard on`, and passes it on with `allow-passthrough on`; either
        // will do.
        return multiplexer == .tmux ? sequence + wrapped : wrapped
    }
}
