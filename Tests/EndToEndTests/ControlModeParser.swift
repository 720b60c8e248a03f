import Foundation

/// Reads what tmux says in control mode (tmux(1), "CONTROL MODE").
struct ControlModeParser {
    enum Event: Equatable {
        /// What came of a command that was sent, line by line.
        case reply([String], isError: Bool)

        /// The bytes that the program in the pane wrote.
        case output([UInt8])

        /// Anything else that changed.
        case notification(String)
    }

    private struct Block {
        let identity: [Substring]
        var lines: [String] = []

        /// Whether it answers a command of this client, and not one of a hook or of the command line.
        var isOurs: Bool { identity.last == "1" }
    }

    private var pending: [UInt8] = []
    private var block: Block?

    /// Takes more bytes, and gives the events that they complete.
    mutating func take(_ bytes: Data) -> [Event] {
        pending += bytes
        var events: [Event] = []
        while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
            let line = Array(pending[..<end])
            pending.removeSubrange(...end)
            if let event = take(line: line) { events.append(event) }
        }
        return events
    }

    private mutating func take(line bytes: [UInt8]) -> Event? {
        let line = String(decoding: bytes, as: UTF8.self)
        let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        let identity = line.split(separator: " ").dropFirst()
        if let open = block {
            guard ["%end", "%error"].contains(words.first), open.identity == Array(identity) else {
                block?.lines.append(line)
                return nil
            }
            block = nil
            return open.isOurs ? .reply(open.lines, isError: words.first == "%error") : .notification(line)
        }
        switch words.first {
        case "%begin":
            block = Block(identity: Array(identity))
            return nil
        case "%output" where words.count == 3:
            return .output(ControlModeParser.unescaped(words[2].utf8))
        default:
            return .notification(line)
        }
    }

    /// tmux writes what is not printable, and the backslash, as `\` and three octal digits.
    private static func unescaped(_ text: Substring.UTF8View) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = Substring(text)[...].utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\") else {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(3)
            rest = rest.dropFirst(3)
            bytes.append(UInt8(truncatingIfNeeded: digits.reduce(0) { $0 * 8 + Int($1) - 48 }))
        }
        return bytes
    }
}
