import Meetings

/// Which rooms somebody may have: a room's name, with `*` for any run of characters.
///
/// Case does not count, as in the names of rooms (contract: "The token").
package struct RoomPattern: Sendable {
    /// The pattern as it was written.
    package let text: String

    /// What stands between the stars, in small letters.
    private let pieces: [Piece]

    /// The most characters of a pattern, which are as many as a room's name has.
    private static let longest = 256

    /// Takes a pattern.
    ///
    /// - Parameter text: The pattern as it is written.
    /// - Throws: `GatewayUserFlaw` where it is empty, too long, or holds a character that cannot be shown.
    package init(_ text: String) throws(GatewayUserFlaw) {
        if let complaint = RoomPattern.complaint(about: text) {
            throw .room(SafeText(text, limit: 100), complaint: complaint)
        }
        self.text = text
        pieces = text.lowercased().utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
            .map { Piece(Array($0)) }
    }

    private static func complaint(about text: String) -> String? {
        if text.allSatisfy(\.isWhitespace) { return "is empty" }
        guard text.unicodeScalars.count <= longest else { return "is longer than \(longest) characters" }
        if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            return "holds a control character"
        }
        return SafeText(text).string == text ? nil : "holds a character that cannot be shown"
    }

    /// Whether the pattern is for a room.
    ///
    /// The time it takes grows with the length of the name, and with nothing else: each piece is looked for where the
    /// one before it was first found, since what matches further on matches then too.
    ///
    /// - Parameter room: The room's name, in letters of any case.
    /// - Returns: True where the whole name is as the pattern says.
    package func matches(_ room: String) -> Bool {
        let name = Array(room.lowercased().utf8)
        guard let first = pieces.first, let last = pieces.last else { return false }
        guard pieces.count > 1 else { return name == first.bytes }
        let rest = name.count - last.bytes.count
        guard name.starts(with: first.bytes), rest >= first.bytes.count, name[rest...].elementsEqual(last.bytes) else {
            return false
        }
        var place = first.bytes.count
        for piece in pieces.dropFirst().dropLast() {
            guard let end = piece.end(in: name[place..<rest]) else { return false }
            place = end
        }
        return true
    }
}

extension RoomPattern: Hashable {
    package static func == (left: RoomPattern, right: RoomPattern) -> Bool { left.text == right.text }
    package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension RoomPattern: CustomStringConvertible {
    package var description: String { text }
}

extension RoomPattern: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do throws(GatewayUserFlaw) {
            try self.init(text)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.title)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// Text that is found in other text in one pass (Knuth, Morris and Pratt).
private struct Piece {
    let bytes: [UInt8]

    /// For each beginning of the text: how many bytes its longest end has that is a beginning of the text, too.
    private let borders: [Int]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var borders = [0]
        var length = 0
        for place in bytes.indices.dropFirst() {
            while length > 0, bytes[place] != bytes[length] { length = borders[length - 1] }
            if bytes[place] == bytes[length] { length += 1 }
            borders.append(length)
        }
        self.borders = borders
    }

    /// Where the text ends that is found first.
    func end(in name: ArraySlice<UInt8>) -> Int? {
        guard !bytes.isEmpty else { return name.startIndex }
        var length = 0
        for place in name.indices {
            while length > 0, name[place] != bytes[length] { length = borders[length - 1] }
            if name[place] == bytes[length] { length += 1 }
            if length == bytes.count { return place + 1 }
        }
        return nil
    }
}
