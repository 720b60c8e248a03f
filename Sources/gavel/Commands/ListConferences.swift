import ArgumentParser
import Meetings
import Services
import Store
import Terminal

/// Lists conferences.
struct ListConferences: ServiceCommand {
    private typealias Column = ConferenceRow.Column

    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the conferences, in the service's order.",
        discussion: """
            --filter takes what / in the console takes: words, state:live, -owner:cardio, room:"on call", ~^card. On a \
            narrow terminal columns are left out, the last first: ended, created, owner, name and room, state.
            """)

    static var fields: [Field<ConferenceRecord>] { Field.all }

    @Option(
        help: ArgumentHelp(
            "Only conferences that this filter of the console's list shows, such as state:live.",
            valueName: "expression"))
    var filter: String?

    @Option(
        help: ArgumentHelp("Sort by this column: \(ConferenceRow.Column.allNames).", valueName: "column"),
        completion: .list(ConferenceRow.Column.allCases.map(\.name)))
    var sort: String?

    @Flag(help: "Turn the order round.")
    var reverse = false

    @OptionGroup var services: ServiceOptions
    @OptionGroup var output: OutputOptions

    /// Refuses a wrong filter or column before anything is asked of a service.
    func validate() throws {
        try output.check(Self.fields)
        _ = try selection()
    }

    func report(from session: CommandSession) async throws -> Report<ConferenceRecord> {
        let selection = try selection()
        let service = try await session.v4h()
        let listed = try await session.ask { () async throws(ServiceError) in try await service.listConferences() }
        // Records often name their owner by number; a service that does not tell its organisations leaves the numbers.
        let names = selection.concerns(.owner) ? (try? await service.organisations())?.names ?? [:] : [:]
        let rows = listed.map { ConferenceRow($0, source: .service, organisationNames: names) }
        let chosen = selection.chosen(of: rows)
        if listed.isEmpty {
            output.say("There are no conferences.")
        } else if chosen.isEmpty {
            output.say("None of the \(listed.count) conferences passes the filter.")
        }
        return Report(
            Self.fields, ofAll: chosen.map { ConferenceRecord(conference: $0.conference, document: .null) })
    }

    private func selection() throws -> ListSelection<ConferenceRow> {
        let column = try sort.map { word in
            guard let column = Column.named(word) else {
                let remedy =
                    Column.nearestName(to: word).map { "Write \($0)." } ?? "There are \(Column.allNames)."
                throw ValidationError("--sort has no column “\(SafeText(word, limit: 64))”. \(remedy)")
            }
            return column
        }
        do throws(FilterFault) {
            return try ListSelection(filter: filter, sortColumn: column, isReversed: reverse)
        } catch {
            throw ValidationError(error.words(in: filter ?? ""))
        }
    }
}

extension FilterFault {
    /// What is wrong in a filter of the command line, with the filter and a mark below the place.
    fileprivate func words(in filter: String) -> String {
        // What cannot be seen would put the mark elsewhere.
        let shown = filter.map { SafeText(String($0)).string }
        let before = shown.prefix(place.lowerBound).joined()
        let wrong = shown.dropFirst(place.lowerBound).prefix(place.count).joined()
        let mark = String(repeating: "^", count: max(1, DisplayText.cells(of: wrong)))
        return """
            --filter is no filter at character \(place.lowerBound + 1): \(description)
              \(shown.joined())
              \(String(repeating: " ", count: DisplayText.cells(of: before)))\(mark)
            """
    }
}
