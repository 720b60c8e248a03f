import Meetings

/// Reads the terms of a filter, one after the other.
struct FilterReader {
    private let characters: [Character]
    private var place = 0

    init(_ text: String) { characters = Array(text) }

    /// Reads the next term.
    ///
    /// - Returns: Nil at the end.
    /// - Throws: `FilterFault` where there is none that could be understood.
    mutating func nextTerm<Column>() throws(FilterFault) -> ListFilter<Column>.Term? {
        while let character = current, character.isWhitespace { place += 1 }
        guard current != nil else { return nil }
        var isExcluded = false
        if current == "-" {
            place += 1
            isExcluded = true
            try require(behind: "-")
        }
        let column: Column? = try readColumn()
        let isExpression = current == "~"
        if isExpression {
            place += 1
            try require(behind: "~")
        }
        let (text, start) = try readText()
        guard isExpression else {
            return ListFilter.Term(.word(SearchKey.word(text)), in: column, isExcluded: isExcluded)
        }
        do {
            return ListFilter.Term(.expression(try TextPattern(text)), in: column, isExcluded: isExcluded)
        } catch {
            throw FilterFault(
                reason: .expression(error.fault),
                place: start + error.place.lowerBound..<start + error.place.upperBound)
        }
    }

    private var current: Character? { characters.indices.contains(place) ? characters[place] : nil }

    /// Sees to it that something stands behind a sign.
    private func require(behind sign: String) throws(FilterFault) {
        guard current?.isWhitespace != false else { return }
        throw FilterFault(reason: .nothingBehind(sign), place: place - sign.count..<place)
    }

    /// Reads a column's name and its colon, if that is what stands here.
    private mutating func readColumn<Column: ListColumn>() throws(FilterFault) -> Column? {
        let name = String(characters[place...].prefix { $0.isLetter || $0 == "-" || $0 == "_" })
        let end = place + name.count
        // A time of day has a colon too, and is no column.
        guard !name.isEmpty, characters.indices.contains(end), characters[end] == ":" else { return nil }
        guard let column = Column.named(name) else {
            throw FilterFault(
                reason: .noColumn(name, nearest: Column.nearestName(to: name), all: Column.allNames),
                place: place..<end)
        }
        place = end + 1
        try require(behind: "\(name):")
        return column
    }

    /// Reads up to the next blank, or what stands in quotation marks.
    ///
    /// - Returns: The text, and where it begins.
    private mutating func readText() throws(FilterFault) -> (String, Int) {
        guard current == "\"" else {
            let start = place
            let text = characters[place...].prefix { !$0.isWhitespace }
            place = text.endIndex
            return (String(text), start)
        }
        let start = place + 1
        guard let end = characters[start...].firstIndex(of: "\"") else {
            throw FilterFault(reason: .openQuote, place: place..<start)
        }
        place = end + 1
        guard end > start else {
            throw FilterFault(reason: .nothingBehind("\""), place: start - 1..<place)
        }
        return (String(characters[start..<end]), start)
    }
}
