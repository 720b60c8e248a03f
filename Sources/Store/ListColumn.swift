import Meetings

/// A column of a list, as filters, sorting and the configuration call it.
package protocol ListColumn: Hashable, Sendable, CaseIterable where AllCases: Sendable {
    /// What it is called: first the name that is shown, then others that are understood.
    var names: [String] { get }

    /// How early it gives way where there is no room for all: the last one has the lowest number.
    var rank: Int { get }
}

extension ListColumn {
    /// The name that is shown.
    package var name: String { names.first ?? "" }

    /// The column of a name, or of the beginning of one that no other column's name has.
    ///
    /// - Parameter word: What was written; upper and lower case count as the same.
    /// - Returns: Nil where no column is meant, or more than one could be.
    package static func named(_ word: String) -> Self? {
        let word = word.lowercased()
        if let column = allCases.first(where: { $0.names.contains(word) }) { return column }
        let meant = allCases.filter { $0.names.contains { $0.hasPrefix(word) } }
        return meant.count == 1 ? meant.first : nil
    }

    /// The name that was most likely meant by a misspelt one.
    package static func nearestName(to word: String) -> String? { allCases.flatMap(\.names).nearest(to: word) }

    /// The names that are shown, for an error that tells them.
    package static var allNames: String { allCases.map(\.name).joined(separator: ", ") }
}
