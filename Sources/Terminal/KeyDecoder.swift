import CTerminal

/// Makes events of what ncurses reads: bytes, and keys it has recognised.
///
/// Text is decoded here and not by ncurses, which loses a character whose bytes do not come at once. Of a control
/// sequence that nobody knows nothing may remain: its letters would be taken for keys.
struct KeyDecoder {
    /// How many bytes of one paste are kept.
    static let maximumPaste = 64 * 1024
    /// The longest control sequence or string that is skipped: what goes on after that is no terminal's answer, and
    /// whoever sends it could keep the program from doing anything else.
    static let longestSequence = 64 * 1024
    /// How many milliseconds the rest of a sequence may be late.
    private static let lateness: Int32 = 25

    /// Reads the next byte or key, waiting at most so many milliseconds; see `cterminal_read`.
    typealias Read = (_ milliseconds: Int32) -> Int32

    /// Where reading stopped.
    enum Progress: Hashable {
        /// Nothing is left for now.
        case drained
        /// The limit was reached.
        case interrupted
        /// The terminal is gone.
        case closed
    }

    /// Whether a paste has begun, and not ended.
    var isPasting: Bool { pasted != nil }

    private var pasted: [UInt8]?
    /// Read too far.
    private var putBack: Int32?
    /// The first bytes of a character whose rest has not come yet.
    private var begun: [UInt8] = []

    /// Reads what is there.
    ///
    /// - Parameters:
    ///   - limit: How many bytes and keys to read at most, about.
    ///   - read: Where they come from.
    ///   - handle: Is given the events.
    /// - Returns: Why it stopped.
    mutating func decode(limit: Int = .max, from read: Read, to handle: (TerminalEvent) -> Void) -> Progress {
        for _ in 0..<limit {
            let code = next(0, from: read)
            if code == Self.nothing { return .drained }
            if code == Self.closed { return .closed }
            if let byte = Self.continuation(code), !begun.isEmpty {
                if let character = character(from: begun + [byte], then: read) { handle(.key(.character(character))) }
                continue
            }
            begun = []
            if pasted != nil {
                collect(code, to: handle)
            } else if code == Int32(CTERMINAL_PASTE_BEGIN) {
                pasted = []
            } else if code == 0x1B {
                decodeEscape(from: read, to: handle)
            } else if let key = Self.key(of: code) ?? character(startingWith: code, from: read).map(Key.character) {
                handle(.key(key))
            }
        }
        return .interrupted
    }

    /// Ends a paste whose end has been lost.
    mutating func endPaste(to handle: (TerminalEvent) -> Void) {
        guard let bytes = pasted else { return }
        pasted = nil
        // Terminals send the line ends of a paste as the Enter key.
        let text = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        let clean = text.unicodeScalars.filter {
            $0 == "\n" || $0 == "\t" || $0.properties.generalCategory != .control
        }
        if !clean.isEmpty { handle(.pasted(String(String.UnicodeScalarView(clean)))) }
    }

    private static let nothing = Int32(CTERMINAL_NOTHING)
    private static let closed = Int32(CTERMINAL_CLOSED)

    private mutating func next(_ milliseconds: Int32, from read: Read) -> Int32 {
        if let code = putBack {
            putBack = nil
            return code
        }
        return read(milliseconds)
    }

    private mutating func collect(_ code: Int32, to handle: (TerminalEvent) -> Void) {
        if code == Int32(CTERMINAL_PASTE_END) { return endPaste(to: handle) }
        guard let byte = UInt8(exactly: code), let count = pasted?.count, count < Self.maximumPaste else { return }
        pasted?.append(byte)
    }

    // MARK: - Escape sequences

    private mutating func decodeEscape(from read: Read, to handle: (TerminalEvent) -> Void) {
        // ncurses has waited for what may follow, so that an Esc by itself is the key.
        let code = next(0, from: read)
        switch UInt8(exactly: code).map(Unicode.Scalar.init) {
        case "[":
            decodeControlSequence(from: read, to: handle)
        case "O":
            if next(Self.lateness, from: read) == Self.nothing { handle(.key(.alt("O"))) }
        case "]", "P", "_", "^", "X":
            if !skipString(from: read) { handle(.key(.alt(Character(Unicode.Scalar(UInt8(code)))))) }
        default:
            // Esc and a key in one go is Alt with it, if the key writes something.
            if Self.key(of: code) == nil, let character = character(startingWith: code, from: read) {
                handle(.key(.alt(character)))
            } else {
                if code != Self.nothing { putBack = code }
                handle(.key(.escape))
            }
        }
    }

    /// Reads a control sequence, of which only a report of the mouse means something.
    private mutating func decodeControlSequence(from read: Read, to handle: (TerminalEvent) -> Void) {
        var sequence: [UInt8] = []
        guard skipControlSequence(from: read, keeping: &sequence) else { return handle(.key(.alt("["))) }
        guard sequence.first == UInt8(ascii: "<"), let final = sequence.last,
            let event = MouseEvent(parameters: Array(sequence.dropFirst().dropLast()), final: final)
        else { return }
        handle(.mouse(event))
    }

    /// The longest control sequence whose bytes are kept: no report of the mouse is longer.
    private static let longestReport = 24

    /// Skips a control sequence up to its final byte (ECMA-48, 5.4); false if nothing of one is there.
    private mutating func skipControlSequence(from read: Read, keeping bytes: inout [UInt8]) -> Bool {
        var count = 0
        while true {
            let code = next(Self.lateness, from: read)
            guard let byte = UInt8(exactly: code) else {
                if code != Self.nothing { putBack = code }
                return count > 0
            }
            switch byte {
            case 0x20...0x3F:
                count += 1
                if count <= Self.longestReport { bytes.append(byte) }
                if count == Self.longestSequence { return true }
            // The Linux console's function keys have a letter after a second bracket.
            case 0x5B where count == 0: return next(Self.lateness, from: read) != Self.nothing
            // The oldest form of mouse report.
            case 0x4D where count == 0:
                for _ in 0..<3 where putBack == nil { _ = next(Self.lateness, from: read) }
                return true
            case 0x40...0x7E:
                // Of one that is too long, or broken, nothing is to be taken for a report.
                if count < Self.longestReport { bytes.append(byte) } else { bytes = [] }
                return true
            default:
                bytes = []
                putBack = code
                return true
            }
        }
    }

    /// Skips a string for or from the terminal up to its end, BEL or ESC \ (ECMA-48, 5.6); false if nothing of one is
    /// there.
    private mutating func skipString(from read: Read) -> Bool {
        var count = 0
        while true {
            let code = next(Self.lateness, from: read)
            if code == Self.nothing || code == Self.closed {
                if code == Self.closed { putBack = code }
                return count > 0
            }
            count += 1
            // CAN and SUB break a string off.
            if [0x07, 0x18, 0x1A].contains(code) || count == Self.longestSequence { return true }
            guard code == 0x1B else { continue }
            let end = next(Self.lateness, from: read)
            if end != 0x5C, end != Self.nothing { putBack = end }
            return true
        }
    }

    // MARK: - Single keys

    /// A byte that goes on with a character.
    private static func continuation(_ code: Int32) -> UInt8? {
        UInt8(exactly: code).flatMap { 0x80...0xBF ~= $0 ? $0 : nil }
    }

    /// The character that begins with a byte, or nil for what is no text.
    private mutating func character(startingWith code: Int32, from read: Read) -> Character? {
        UInt8(exactly: code).flatMap { character(from: [$0], then: read) }
    }

    /// As above; what has no end yet is kept until that comes, be it much later.
    private mutating func character(from first: [UInt8], then read: Read) -> Character? {
        begun = []
        let length =
            switch first[0] {
            case 0x20...0x7E: 1
            case 0xC2...0xDF: 2
            case 0xE0...0xEF: 3
            case 0xF0...0xF4: 4
            default: 0
            }
        guard length > 0 else { return nil }
        var bytes = first
        while bytes.count < length {
            let code = next(0, from: read)
            guard let byte = Self.continuation(code) else {
                if code == Self.nothing { begun = bytes } else { putBack = code }
                return nil
            }
            bytes.append(byte)
        }
        guard let scalar = String(validating: bytes, as: UTF8.self)?.unicodeScalars.first,
            scalar.properties.generalCategory != .control
        else { return nil }
        return Character(scalar)
    }

    /// The key of a control character or of a number of ours, or nil for text and for keys nobody has a name for.
    private static func key(of code: Int32) -> Key? {
        switch code {
        case 0x00: .control(" ")
        case 0x08, 0x7F: .backspace
        case 0x09: .tab
        case 0x0D: .enter
        case 0x1B: .escape
        case 0x01...0x1A: .control(Character(Unicode.Scalar(UInt8(code) + 0x60)))
        case 0x1C...0x1F: .control(Character(Unicode.Scalar(UInt8(code) + 0x40)))
        case Int32(CTERMINAL_KEY_F0) + 1...Int32(CTERMINAL_KEY_F0) + 63: .function(Int(code) - CTERMINAL_KEY_F0)
        default: named[Int(code)]
        }
    }

    private static let named: [Int: Key] = [
        CTERMINAL_KEY_ENTER: .enter, CTERMINAL_KEY_BACKTAB: .backTab, CTERMINAL_KEY_BACKSPACE: .backspace,
        CTERMINAL_KEY_DELETE: .delete, CTERMINAL_KEY_INSERT: .insert, CTERMINAL_KEY_UP: .up,
        CTERMINAL_KEY_DOWN: .down, CTERMINAL_KEY_LEFT: .left, CTERMINAL_KEY_RIGHT: .right,
        CTERMINAL_KEY_HOME: .home, CTERMINAL_KEY_END: .end, CTERMINAL_KEY_PAGE_UP: .pageUp,
        CTERMINAL_KEY_PAGE_DOWN: .pageDown,
    ]
}
