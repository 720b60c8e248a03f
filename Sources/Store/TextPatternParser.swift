/// What an expression says, part by part.
indirect enum TextPatternNode {
    case nothing
    case one(ScalarSet)
    case sequence([TextPatternNode])
    case choice([TextPatternNode])
    /// As often as that; without an end where the most is nil.
    case repeated(TextPatternNode, least: Int, most: Int?)
    case start
    case end
}

/// Reads a regular expression.
struct TextPatternParser {
    private let characters: [Character]
    private var place = 0

    /// The most a part can be repeated by a count.
    private static let mostTimes = 99

    init(_ characters: [Character]) { self.characters = characters }

    mutating func parse() throws(TextPattern.Complaint) -> TextPatternNode {
        let node = try choice()
        // Only a bracket ends a choice before the end does.
        if place < characters.count { throw complaint(.strayGroupEnd, from: place, to: place + 1) }
        return node
    }

    private var current: Character? { characters.indices.contains(place) ? characters[place] : nil }

    private func complaint(_ fault: TextPattern.Fault, from start: Int, to end: Int? = nil) -> TextPattern.Complaint {
        TextPattern.Complaint(fault: fault, place: start..<max(start, min(end ?? place, characters.count)))
    }

    private mutating func choice() throws(TextPattern.Complaint) -> TextPatternNode {
        var alternatives = [try sequence()]
        while current == "|" {
            place += 1
            alternatives.append(try sequence())
        }
        return alternatives.count == 1 ? alternatives[0] : .choice(alternatives)
    }

    private mutating func sequence() throws(TextPattern.Complaint) -> TextPatternNode {
        var parts: [TextPatternNode] = []
        while let character = current, character != "|", character != ")" {
            var part = try atom(character)
            while let times = try repetition() { part = .repeated(part, least: times.least, most: times.most) }
            parts.append(part)
        }
        return parts.isEmpty ? .nothing : .sequence(parts)
    }

    private mutating func atom(_ character: Character) throws(TextPattern.Complaint) -> TextPatternNode {
        let start = place
        place += 1
        switch character {
        case "(": return try group(from: start)
        case "[": return try set(from: start)
        case ".": return .one(.all)
        case "^": return .start
        case "$": return .end
        case "\\": return try escape(from: start)
        case "*", "+", "?", "{": throw complaint(.nothingToRepeat, from: start)
        default: return TextPatternParser.literal(character)
        }
    }

    private mutating func group(from start: Int) throws(TextPattern.Complaint) -> TextPatternNode {
        if current == "?" {
            place += 1
            guard current == ":" else { throw complaint(.unknownGroup, from: start) }
            place += 1
        }
        let node = try choice()
        guard current == ")" else { throw complaint(.openGroup, from: start, to: start + 1) }
        place += 1
        return node
    }

    /// Reads how often what stands before is to come, if that is said.
    private mutating func repetition() throws(TextPattern.Complaint) -> (least: Int, most: Int?)? {
        let times: (least: Int, most: Int?)
        switch current {
        case "*": times = (0, nil)
        case "+": times = (1, nil)
        case "?": times = (0, 1)
        case "{":
            times = try count()
            // The closing brace is passed below.
            place -= 1
        default: return nil
        }
        place += 1
        // As little as possible or as much: what is found is the same.
        if current == "?" { place += 1 }
        return times
    }

    private mutating func count() throws(TextPattern.Complaint) -> (least: Int, most: Int?) {
        let start = place
        guard let close = characters[start...].firstIndex(of: "}") else {
            throw complaint(.unclearCount, from: start, to: characters.count)
        }
        place = close + 1
        let parts = String(characters[(start + 1)..<close]).split(separator: ",", omittingEmptySubsequences: false)
        let numbers = parts.map { part in part.allSatisfy(\.isASCII) ? Int(part) : nil }
        guard let least = numbers.first ?? nil, 0...TextPatternParser.mostTimes ~= least else {
            throw complaint(.unclearCount, from: start)
        }
        switch parts.count {
        case 1: return (least, least)
        case 2 where parts[1].isEmpty: return (least, nil)
        case 2:
            guard let most = numbers[1], least...TextPatternParser.mostTimes ~= most else {
                throw complaint(.unclearCount, from: start)
            }
            return (least, most)
        default: throw complaint(.unclearCount, from: start)
        }
    }

    private mutating func escape(from start: Int) throws(TextPattern.Complaint) -> TextPatternNode {
        guard let character = current else { throw complaint(.unknownEscape(""), from: start) }
        place += 1
        if let set = TextPatternParser.kinds[character] { return .one(set) }
        guard !character.isLetter, !character.isNumber else {
            throw complaint(.unknownEscape(String(character)), from: start)
        }
        return TextPatternParser.literal(character)
    }

    private static let kinds: [Character: ScalarSet] = [
        "d": .digits, "D": ScalarSet.digits.inverted, "w": .wordParts, "W": ScalarSet.wordParts.inverted,
        "s": .blanks, "S": ScalarSet.blanks.inverted,
    ]

    private mutating func set(from start: Int) throws(TextPattern.Complaint) -> TextPatternNode {
        var isInverted = false
        if current == "^" {
            isInverted = true
            place += 1
        }
        var ranges: [ClosedRange<UInt32>] = []
        while let character = current, character != "]" {
            let part = place
            place += 1
            if character == "\\", let kind = current.flatMap({ TextPatternParser.kinds[$0] }) {
                place += 1
                ranges += kind.ranges
                continue
            }
            let low = try member(character, from: part)
            let isRange = current == "-" && place + 1 < characters.count && characters[place + 1] != "]"
            guard isRange else {
                ranges += low.map { $0.value...$0.value }
                continue
            }
            let next = characters[place + 1]
            place += 2
            let high = try member(next, from: place - 1)
            guard let low = low.first, let high = high.first, low <= high else {
                throw complaint(.turnedRange, from: part)
            }
            ranges.append(low.value...high.value)
        }
        guard current == "]" else { throw complaint(.openSet, from: start, to: start + 1) }
        place += 1
        guard !ranges.isEmpty else { throw complaint(.emptySet, from: start) }
        let set = ScalarSet(ranges)
        return .one(isInverted ? set.inverted : set)
    }

    /// One sign of a set, folded.
    private mutating func member(_ character: Character, from start: Int) throws(TextPattern.Complaint) -> [Unicode
        .Scalar]
    {
        guard character == "\\" else { return TextPatternParser.scalars(of: character) }
        guard let escaped = current, !escaped.isLetter, !escaped.isNumber else {
            if current != nil { place += 1 }
            throw complaint(.unknownEscape(characters[(start + 1)..<place].map(String.init).joined()), from: start)
        }
        place += 1
        return TextPatternParser.scalars(of: escaped)
    }

    private static func literal(_ character: Character) -> TextPatternNode {
        let scalars = scalars(of: character)
        return scalars.count == 1 ? .one(ScalarSet(scalars[0])) : .sequence(scalars.map { .one(ScalarSet($0)) })
    }

    /// A character as the texts have it that are searched.
    private static func scalars(of character: Character) -> [Unicode.Scalar] {
        Array(SearchKey.folded(String(character)).unicodeScalars)
    }
}
