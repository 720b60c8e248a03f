/// What a program has written to a terminal, in its parts (ECMA-48; xterm's ctlseqs).
package struct TerminalOutput: Sendable {
    /// One part of the stream.
    package enum Part: Hashable, Sendable {
        /// Bytes from 0x20 on but 0x7F: text in UTF-8, or what was meant as such.
        case text([UInt8])
        /// A control character but ESC.
        case control(UInt8)
        /// An escape sequence, without its ESC: `=`, `(B`, `7`.
        case escape(String)
        /// A control sequence, without its `ESC [`: `?2004h`, `1;40r`.
        case sequence(String)
        /// A string for the terminal, without its ESC and its end: `]52;c;…`, `P…`, `_…`, `^…`, `X…`.
        case string([UInt8])
    }

    package let parts: [Part]

    package init(_ bytes: some Sequence<UInt8>) {
        var parser = TerminalOutputParser()
        var parts: [Part] = []
        parser.parse(bytes) { parts.append($0) }
        parser.finish { parts.append($0) }
        self.parts = parts
    }

    /// What is to be read: all text, without colours, with a line end wherever the cursor was sent elsewhere.
    package var text: String {
        var bytes: [UInt8] = []
        for part in parts {
            switch part {
            case .text(let text): bytes += text
            case .sequence(let sequence): bytes += Self.blanks(for: sequence, after: bytes)
            case .control(0x09): bytes.append(0x09)
            case .control(0x08), .control(0x0A), .control(0x0D): bytes.append(0x0A)
            case .control, .escape, .string: break
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What a control sequence leaves between the text before and the text after it.
    private static func blanks(for sequence: String, after bytes: [UInt8]) -> [UInt8] {
        let count = min(Int(sequence.dropLast()) ?? 1, 500)
        return switch sequence.last {
        // The look, and modes.
        case "m", "h", "l", "t", "n", "c": []
        // CUF moves over what is blank already, and REP repeats the character before.
        case "C": [UInt8](repeating: 0x20, count: count)
        case "b": [UInt8](repeating: bytes.last ?? 0x20, count: count)
        // ECH and EL leave blanks, and the cursor where it is.
        case "X", "K": []
        default: [0x0A]
        }
    }
}

/// Takes the stream apart as it comes.
struct TerminalOutputParser: Sendable {
    private enum State {
        case text
        case escape
        case sequence
        case string
        case stringEscape
    }

    /// DCS, SOS, OSC, PM and APC.
    private static let stringOpeners: [UInt8] = [0x50, 0x58, 0x5D, 0x5E, 0x5F]

    private var state = State.text
    private var pending: [UInt8] = []

    mutating func parse(_ bytes: some Sequence<UInt8>, to handle: (TerminalOutput.Part) -> Void) {
        for byte in bytes { take(byte, to: handle) }
    }

    /// Gives what has begun and not ended.
    mutating func finish(to handle: (TerminalOutput.Part) -> Void) {
        guard state != .text || !pending.isEmpty else { return }
        switch state {
        case .text: handle(.text(pending))
        case .escape: handle(.escape(String(decoding: pending, as: UTF8.self)))
        case .sequence: handle(.sequence(String(decoding: pending, as: UTF8.self)))
        case .string, .stringEscape: handle(.string(pending))
        }
        (state, pending) = (.text, [])
    }

    private mutating func take(_ byte: UInt8, to handle: (TerminalOutput.Part) -> Void) {
        switch (state, byte) {
        case (.string, 0x07), (.stringEscape, 0x5C): finish(to: handle)
        case (.string, 0x1B): state = .stringEscape
        case (.string, _): pending.append(byte)
        case (.stringEscape, _):
            // Any other escape ends the string, and is one.
            finish(to: handle)
            state = .escape
            take(byte, to: handle)
        case (_, 0x1B):
            finish(to: handle)
            state = .escape
        case (.text, 0x20...0x7E), (.text, 0x80...): pending.append(byte)
        case (.text, _):
            finish(to: handle)
            handle(.control(byte))
        case (_, 0x00...0x1F): handle(.control(byte))
        case (.escape, 0x5B) where pending.isEmpty: state = .sequence
        case (.escape, _) where pending.isEmpty && Self.stringOpeners.contains(byte):
            pending = [byte]
            state = .string
        case (.escape, _):
            pending.append(byte)
            if byte >= 0x30 { finish(to: handle) }
        case (.sequence, _):
            pending.append(byte)
            if byte >= 0x40 { finish(to: handle) }
        }
    }
}
