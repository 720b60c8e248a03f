package import Foundation

/// Reads a JSON document that somebody else wrote (RFC 8259), whatever is in it.
///
/// `JSONDecoder` takes seconds for every kilobyte of brackets in brackets, and gives a whole list up for half a
/// surrogate, one byte that is no UTF-8, or a number that no type holds. Here the time is in proportion to the bytes,
/// such text becomes U+FFFD, and such a number stays the text it is. Of members with the same name the last one counts.
package struct JSONReader {
    /// The document breaks the grammar, ends too early, or nests too deeply.
    package struct SyntaxError: Error, Hashable, Sendable {}

    /// How deeply arrays and objects may stand in each other; no service needs a tenth of it.
    package static let deepest = 64

    private let bytes: UnsafeBufferPointer<UInt8>

    /// Whether what is doubtful is refused, and not read as well as it can be.
    private let isStrict: Bool
    private var place = 0
    private var depth = 0

    /// Reads a whole document.
    ///
    /// - Parameter data: The document in UTF-8, with or without a byte order mark.
    /// - Returns: The document.
    /// - Throws: ``SyntaxError`` where it is none.
    package static func document(_ data: Data) throws(SyntaxError) -> JSONValue {
        try read(data) { reader throws(SyntaxError) in try reader.value() }
    }

    /// Reads a whole document of a stranger, of which every reader must understand the same.
    ///
    /// What ``document(_:)`` reads in one of several possible ways is refused here: names that come twice in an object,
    /// bytes that are no UTF-8, half a surrogate, control characters in a text, a byte order mark, and numbers that are
    /// larger than any `Double` (RFC 8259, sections 4, 6, 7 and 8; RFC 7493, section 2). A whole number beyond 64 bits is
    /// a number like any other.
    ///
    /// - Parameter data: The document in UTF-8.
    /// - Returns: The document.
    /// - Throws: ``SyntaxError`` where it is none.
    package static func strictDocument(_ data: Data) throws(SyntaxError) -> JSONValue {
        guard String(validating: data, as: UTF8.self) != nil else { throw SyntaxError() }
        return try read(data, isStrict: true) { reader throws(SyntaxError) in try reader.value() }
    }

    /// Reads an array, one element at a time, so that a long list is never in memory as a document.
    ///
    /// - Parameters:
    ///   - data: The document in UTF-8.
    ///   - take: Is given each element in turn.
    /// - Returns: False where the document is none that begins an array; nothing was given then.
    /// - Throws: ``SyntaxError`` where it is no document.
    package static func elements(of data: Data, _ take: (JSONValue) -> Void) throws(SyntaxError) -> Bool {
        try read(data) { reader throws(SyntaxError) in
            guard reader.peek() == UInt8(ascii: "[") else {
                _ = try reader.value()
                return false
            }
            try reader.elements(take)
            return true
        }
    }

    private static func read<Value>(
        _ data: Data,
        isStrict: Bool = false,
        _ body: (inout JSONReader) throws(SyntaxError) -> Value
    ) throws(SyntaxError) -> Value {
        let result = data.withUnsafeBytes { buffer -> Result<Value, SyntaxError> in
            var reader = JSONReader(bytes: buffer.bindMemory(to: UInt8.self), isStrict: isStrict)
            if !isStrict, buffer.starts(with: [0xEF, 0xBB, 0xBF]) { reader.place = 3 }
            do throws(SyntaxError) {
                reader.skipBlanks()
                let value = try body(&reader)
                reader.skipBlanks()
                guard reader.place == reader.bytes.count else { throw SyntaxError() }
                return .success(value)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private init(bytes: UnsafeBufferPointer<UInt8>, isStrict: Bool) {
        self.bytes = bytes
        self.isStrict = isStrict
    }
}

extension JSONReader {
    private mutating func value() throws(SyntaxError) -> JSONValue {
        switch peek() {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["):
            var items: [JSONValue] = []
            try elements { items.append($0) }
            return .array(items)
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func elements(_ take: (JSONValue) -> Void) throws(SyntaxError) {
        try enter()
        if accept(UInt8(ascii: "]")) { return leave() }
        repeat {
            skipBlanks()
            take(try value())
            skipBlanks()
        } while accept(UInt8(ascii: ","))
        try demand(UInt8(ascii: "]"))
        leave()
    }

    private mutating func object() throws(SyntaxError) -> JSONValue {
        try enter()
        var members: [String: JSONValue] = [:]
        if accept(UInt8(ascii: "}")) {
            leave()
            return .object(members)
        }
        repeat {
            skipBlanks()
            let name = try string()
            if isStrict, members[name] != nil { throw SyntaxError() }
            skipBlanks()
            try demand(UInt8(ascii: ":"))
            skipBlanks()
            members[name] = try value()
            skipBlanks()
        } while accept(UInt8(ascii: ","))
        try demand(UInt8(ascii: "}"))
        leave()
        return .object(members)
    }

    private mutating func enter() throws(SyntaxError) {
        depth += 1
        guard depth <= JSONReader.deepest else { throw SyntaxError() }
        place += 1
        skipBlanks()
    }

    private mutating func leave() { depth -= 1 }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(SyntaxError) -> JSONValue {
        let length = word.utf8CodeUnitCount
        guard bytes.count - place >= length, let start = bytes.baseAddress,
            memcmp(start + place, word.utf8Start, length) == 0
        else { throw SyntaxError() }
        place += length
        return value
    }

    private mutating func number() throws(SyntaxError) -> JSONValue {
        let start = place
        _ = accept(UInt8(ascii: "-"))
        let whole = try digits()
        // A leading zero would make a number octal for some.
        guard whole.count == 1 || bytes[whole.lowerBound] != UInt8(ascii: "0") else { throw SyntaxError() }
        var isWhole = true
        if accept(UInt8(ascii: ".")) {
            isWhole = false
            _ = try digits()
        }
        if accept(UInt8(ascii: "e")) || accept(UInt8(ascii: "E")) {
            isWhole = false
            if !accept(UInt8(ascii: "+")) { _ = accept(UInt8(ascii: "-")) }
            _ = try digits()
        }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        if isWhole, let integer = Int64(text) { return .integer(integer) }
        let number = Double(text).flatMap { $0.isFinite ? $0 : nil }
        if isStrict {
            // A text in a number's place would pass where only texts may.
            guard let number else { throw SyntaxError() }
            return .number(number)
        }
        // A whole number that is too large for an integer would lose digits: it may be an identifier.
        if !isWhole, let number { return .number(number) }
        return .string(text)
    }

    private mutating func digits() throws(SyntaxError) -> Range<Int> {
        let start = place
        while place < bytes.count, (0x30...0x39).contains(bytes[place]) { place += 1 }
        guard place > start else { throw SyntaxError() }
        return start..<place
    }
}

extension JSONReader {
    fileprivate func peek() -> UInt8? { place < bytes.count ? bytes[place] : nil }

    fileprivate mutating func accept(_ byte: UInt8) -> Bool {
        guard place < bytes.count, bytes[place] == byte else { return false }
        place += 1
        return true
    }

    fileprivate mutating func demand(_ byte: UInt8) throws(SyntaxError) {
        guard accept(byte) else { throw SyntaxError() }
    }

    fileprivate mutating func skipBlanks() {
        while place < bytes.count {
            switch bytes[place] {
            case 0x20, 0x09, 0x0A, 0x0D: place += 1
            default: return
            }
        }
    }

    /// Reads a text in quotes.
    ///
    /// A control character in it is let through, since nothing is shown of it as it came, unless the reading is strict.
    fileprivate mutating func string() throws(SyntaxError) -> String {
        try demand(UInt8(ascii: "\""))
        var text = ""
        while true {
            let end = try endOfPlainPart()
            if end > place {
                let part = String(decoding: bytes[place..<end], as: UTF8.self)
                if text.isEmpty { text = part } else { text += part }
            }
            place = end + 1
            if bytes[end] == UInt8(ascii: "\"") { return text }
            text.unicodeScalars.append(try escaped())
        }
    }

    /// Where the next quote or backslash is.
    private func endOfPlainPart() throws(SyntaxError) -> Int {
        var end = place
        while end < bytes.count {
            let byte = bytes[end]
            if byte == 0x22 || byte == 0x5C { return end }
            if isStrict, byte < 0x20 { throw SyntaxError() }
            end += 1
        }
        throw SyntaxError()
    }

    /// What a backslash makes of what follows it.
    private mutating func escaped() throws(SyntaxError) -> Unicode.Scalar {
        guard let byte = peek() else { throw SyntaxError() }
        place += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try escapedUnit()
        default: throw SyntaxError()
        }
    }

    private mutating func escapedUnit() throws(SyntaxError) -> Unicode.Scalar {
        let unit = try hexadecimal()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        // Half a surrogate stands for nothing, unless the other half follows.
        guard unit < 0xDC00, place + 1 < bytes.count, bytes[place] == 0x5C, bytes[place + 1] == UInt8(ascii: "u")
        else { return try halfSurrogate() }
        let start = place
        place += 2
        let low = try hexadecimal()
        if (0xDC00..<0xE000).contains(low) {
            return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
        }
        place = start
        return try halfSurrogate()
    }

    private func halfSurrogate() throws(SyntaxError) -> Unicode.Scalar {
        if isStrict { throw SyntaxError() }
        return "\u{FFFD}"
    }

    private mutating func hexadecimal() throws(SyntaxError) -> UInt32 {
        guard bytes.count - place >= 4 else { throw SyntaxError() }
        var number: UInt32 = 0
        for byte in bytes[place..<place + 4] {
            switch byte {
            case 0x30...0x39: number = number << 4 | UInt32(byte - 0x30)
            case 0x41...0x46: number = number << 4 | UInt32(byte - 0x37)
            case 0x61...0x66: number = number << 4 | UInt32(byte - 0x57)
            default: throw SyntaxError()
            }
        }
        place += 4
        return number
    }
}
