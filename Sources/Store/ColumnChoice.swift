/// A column that the operator wants to see in the list of conferences, in the order in which they are to stand.
package struct ColumnChoice: Hashable, Sendable {
    package let column: ConferenceRow.Column

    /// How many cells it is to have; nil for as many as suit it.
    package let width: Int?

    package init(_ column: ConferenceRow.Column, width: Int? = nil) {
        self.column = column
        self.width = width
    }

    /// What is shown where nothing else was chosen: every column.
    package static let standard = ConferenceRow.Column.allCases.map { ColumnChoice($0) }
}

extension ConferenceRow.Column {
    /// How many cells it can be given: a date or a span is never cut, and a state keeps its sign and its word.
    package var widths: ClosedRange<Int> {
        switch self {
        case .created: 16...200
        case .state, .lasted: 7...200
        case .identifier, .room, .owner, .joinPolicy, .source: 4...200
        }
    }
}
