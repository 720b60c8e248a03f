import Foundation
import Meetings
import Testing

@testable import Store

@Suite("A filter of a list")
struct ListFilterTests {
    private typealias Filter = ListFilter<ConferenceRow.Column>

    private static let rows: [ConferenceRow] = [
        row("410017", "cardiologia-h2k", "Teleconsulta de Cardiologia", "São Lucas", .started, policy: "PUBLIC"),
        row("410018", "uti-7", "Passagem de plantão da UTI", "Cardio Norte", .ready, policy: "ORG"),
        row("410019", "uti-8", "Test of the UTI", "São Lucas", .finished, policy: "SESSIONPWD"),
        row("9f3c61", nil, nil, nil, .other("ARCHIVED"), policy: nil),
    ]

    private static func row(
        _ id: String,
        _ room: SafeText?,
        _ name: SafeText?,
        _ owner: SafeText?,
        _ state: ConferenceState,
        policy: SafeText?
    ) -> ConferenceRow {
        let created = Date(timeIntervalSince1970: 1_795_356_300)  // 2026-11-22 14:05 UTC
        return ConferenceRow(
            Conference(
                id: ConferenceIdentifier(id), room: room, name: name, owner: owner, state: state,
                created: room == nil ? nil : created, ended: state == .finished ? created + 2700 : nil,
                joinPolicy: policy),
            source: .service)
    }

    private func found(by text: String) throws -> [Int] {
        var table = TableState<ConferenceRow>(sortColumn: .source, isDescending: false, timeZone: .gmt)
        table.replace(with: ListFilterTests.rows)
        table.setFilter(try Filter(text))
        return table.order
    }

    private static let examples: [(String, [Int])] = [
        ("", [0, 1, 2, 3]), ("cardio", [0, 1]), ("owner:cardio", [1]), ("state:live", [0]), ("st:live", [0]),
        ("state:live owner:cardio -test", []), ("uti -test", [1]), ("-uti -cardio", [3]), ("-owner:sao", [1, 3]),
        ("owner:\"são l\"", [0, 2]), ("\"de plantao\"", [1]), ("\"-7\"", [1]), ("-\"de plantao\" uti", [2]),
        ("OWNER:SÃO", [0, 2]), ("o:sao", [0, 2]), ("room:uti-8", [2]), ("name:teleconsulta", [0]), ("r:9f3", [3]),
        ("id:4100", [0, 1, 2]), ("from:service", [0, 1, 2, 3]), ("policy:org", [1]), ("may-join:public", [0]),
        ("created:2026-11-22", [0, 1, 2]), ("14:05", [0, 1, 2]), ("lasted:45", [2]), ("lasted:\"45 min\"", [2]),
        ("~^card", [0, 1]), ("owner:~^card", [1]), ("owner:~^$", [3]), ("room:~\"^passagem .* uti$\"", [1]),
        ("~uti-[78]", [1, 2]), ("-~uti-[78]", [0, 3]), ("state:~live|ready", [0, 1]), ("~PLANTÃO", [1]),
        ("~^ready$ plantao", [1]), ("a-b", []), ("id:~^[0-9]+$", [0, 1, 2]), ("state:archived", [3]),
    ]

    @Test("shows only the rows that have all of it", arguments: examples)
    func finding(text: String, rows: [Int]) throws { #expect(try found(by: text) == rows) }

    private static let wrong: [(String, Range<Int>, String)] = [
        ("onwer:x", 0..<5, "No column “onwer”; write owner:"),
        (
            "uti wombat:x", 4..<10,
            "No column “wombat”; there are state, id, room, owner, created, lasted, may-join, from."
        ),
        ("-", 0..<1, "What is to follow -?"), ("uti - x", 4..<5, "What is to follow -?"),
        ("state:", 0..<6, "What is to follow state:?"), ("-st: live", 1..<4, "What is to follow st:?"),
        ("~", 0..<1, "What is to follow ~?"), ("owner:~ x", 6..<7, "What is to follow ~?"),
        ("a \"b c", 2..<3, "The quote is not closed."), ("\"\"", 0..<2, "What is to follow \"?"),
        ("owner:~[a", 7..<8, "This [ is not closed."), ("~(a", 1..<2, "This ( is not closed."),
        ("~\"a )\"", 4..<5, "No ( belongs to this ); write \\) for the sign."),
        ("x ~*", 3..<4, "Nothing stands before this to be repeated."),
    ]

    @Test("says what is wrong with it, and where, while it is typed", arguments: wrong)
    func faults(text: String, place: Range<Int>, words: String) {
        let fault = #expect(throws: FilterFault.self) { try Filter(text) }
        #expect(fault?.place == place)
        #expect(fault?.description == words)
    }

    @Test("marks in a cell what it found there, whatever case and accents it has")
    func marks() throws {
        func marked(_ filter: String, _ text: String, _ column: ConferenceRow.Column = .room) throws -> [String] {
            try Filter(filter).matches(in: text, of: column).map { String(text[$0]) }
        }
        #expect(try marked("plantao uti", "Passagem de PLANTÃO da UTI") == ["PLANTÃO", "UTI"])
        #expect(try marked("owner:uti", "UTI") == [])
        #expect(try marked("room:uti -test owner:x", "UTI test") == ["UTI"])
        #expect(try marked("ana nas", "Anas Ana") == ["Anas", "Ana"])
        #expect(try marked("~a+", "aa baaa") == ["aa", "aaa"])
        #expect(try marked("~^a|b$", "aab abb") == ["a", "b"])
        #expect(try marked("~x*", "axxb") == ["xx"])
        #expect(try marked("परामर्श", "हृदय परामर्श") == ["परामर्श"])
        #expect(try marked("strasse", "Große Straße") == ["Straße"])
        #expect(try marked("\"ward round\"", "Ward round") == ["Ward round"])
        #expect(try marked("👩🏽‍⚕️", "Apoio 👩🏽‍⚕️💙") == ["👩🏽‍⚕️"])
    }

    @Test("folds letter by letter as it folds the whole, so that what is found is marked")
    func folding() {
        for text in ["Ação Ñandú", "हृदय परामर्श", "術前カンファレンス 🏥", "استشارة أمراض القلب", "ＡＢＣ", "👩🏽‍⚕️💙", "Straße", "ΟΔΟΣ"] {
            #expect(SearchKey.folded(text) == text.map { SearchKey.folded(String($0)) }.joined(), "\(text)")
        }
    }

    @Test("counts as narrower only where it cannot show more")
    func narrowing() throws {
        let pairs: [(String, String, Bool)] = [
            ("ab", "a", true), ("a", "ab", false), ("a b", "a", true), ("-ab", "-a", false), ("-a", "-a", true),
            ("owner:ab", "a", true), ("ab", "owner:a", false), ("owner:a", "room:a", false), ("~ab", "~a", false),
            ("a", "", true), ("", "a", false), ("-a b", "a", false),
        ]
        for (filter, other, isNarrower) in pairs {
            #expect(try Filter(filter).narrows(Filter(other)) == isNarrower, "\(filter) after \(other)")
        }
    }
}
