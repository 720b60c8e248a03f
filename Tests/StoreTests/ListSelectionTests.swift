import Foundation
import Meetings
import Testing

@testable import Store

@Suite("A selection of a list without a screen")
struct ListSelectionTests {
    private let rows = [("3", "ready", "b"), ("1", "live", "a"), ("2", "ready", "c")].map { id, state, owner in
        ConferenceRow(
            Conference(
                id: ConferenceIdentifier(id), owner: SafeText(owner), state: state == "live" ? .started : .ready),
            source: .service, organisationNames: ["b": "Zulu"])
    }

    private func chosen(
        _ filter: String?,
        _ column: ConferenceRow.Column? = nil,
        reversed: Bool = false
    ) throws -> [String] {
        try ListSelection(filter: filter, sortColumn: column, isReversed: reversed).chosen(of: rows).map(\.id.text)
    }

    @Test("keeps the order in which the rows came, or turns that round")
    func asTheyCame() throws {
        #expect(try chosen(nil) == ["3", "1", "2"])
        #expect(try chosen(nil, reversed: true) == ["2", "1", "3"])
    }

    @Test("finds what the console's filter finds, owners by their names too")
    func filtered() throws {
        #expect(try chosen("state:ready") == ["3", "2"])
        #expect(try chosen("-state:ready") == ["1"])
        #expect(try chosen("owner:zulu") == ["3"])
        #expect(try chosen("nothing") == [])
    }

    @Test("sorts by any column, one way or the other")
    func sorted() throws {
        #expect(try chosen(nil, .identifier) == ["1", "2", "3"])
        #expect(try chosen("state:ready", .identifier, reversed: true) == ["3", "2"])
        #expect(try chosen(nil, .owner) == ["1", "2", "3"], "a, c, Zulu")
    }

    @Test("knows whether owners matter, whose names have to be asked for")
    func concern() throws {
        func concerns(_ filter: String?, _ column: ConferenceRow.Column?) throws -> Bool {
            try ListSelection<ConferenceRow>(filter: filter, sortColumn: column, isReversed: false).concerns(.owner)
        }
        #expect(try !concerns(nil, nil) && !concerns("state:live", .created) && !concerns("", nil))
        #expect(try concerns("owner:x", nil) && concerns("ward", nil) && concerns(nil, .owner))
    }

    @Test("is refused with the place of what is wrong")
    func wrong() throws {
        #expect(throws: FilterFault.self) { try chosen("sate:live") }
        do throws(FilterFault) {
            _ = try ListSelection<ConferenceRow>(filter: "ward -sate:live", sortColumn: nil, isReversed: false)
        } catch {
            #expect(error.place.lowerBound >= 5 && "\(error)".contains("state"))
        }
    }
}
