package import Meetings

/// A list of conferences made ready for the table, away from the main actor: with 100,000 of them that takes a while.
package struct ConferenceListing: Sendable {
    package let table: TableState<ConferenceRow>

    /// How many the service listed.
    package let count: Int

    /// Makes the rows, and finds and sorts as the table does that is in view.
    ///
    /// - Parameters:
    ///   - listed: What the service listed.
    ///   - table: The table in view when the list was asked for; what is known only here is taken over from it.
    ///   - organisationNames: What owners are called.
    package init(
        _ listed: [Conference], over table: TableState<ConferenceRow>, organisationNames: [String: SafeText]
    ) {
        let named = Set(listed.map(\.id))
        let knownHere = table.rows.filter { $0.source == .here && !named.contains($0.id) }
            .map { ConferenceRow($0.conference, source: .here, organisationNames: organisationNames) }
        var table = table
        table.replace(
            with: listed.map { ConferenceRow($0, source: .service, organisationNames: organisationNames) } + knownHere)
        self.table = table
        count = named.count
    }
}

extension [Organisation] {
    /// The names by identifier.
    package var names: [String: SafeText] { Dictionary(map { ($0.id, $0.name) }) { first, _ in first } }
}
