import Foundation
import Meetings
import Services
import Store
import Terminal
import Testing

@testable import Console

@Suite("The columns of the list of conferences")
@MainActor
struct ColumnTests {
    private typealias Column = ConferenceRow.Column

    private func grid(_ choices: [ColumnChoice], width: Int) -> TableGrid<ConferenceRow> {
        let state = Screen.loggedIn(columns: choices).state
        let scene = Scene(state: state, theme: .standard, time: TimeText(now: Screen.now, timeZone: .gmt))
        return TableGrid(ConferencesPane(scene: scene).conferenceColumns, width: width)
    }

    private func widths(_ choices: [ColumnChoice], in width: Int) -> [Column: Int] {
        Dictionary(uniqueKeysWithValues: grid(choices, width: width).columns.map { ($0.column.column, $0.width) })
    }

    @Test("stand as they were chosen, with the widths that were given, and leave the rest to those that stretch")
    func chosen() {
        let choices = [
            ColumnChoice(.created), ColumnChoice(.owner, width: 20), ColumnChoice(.state), ColumnChoice(.room),
        ]
        let grid = grid(choices, width: 100)
        #expect(grid.columns.map(\.column.column) == [.created, .owner, .state, .room])
        #expect(widths(choices, in: 100) == [.created: 16, .owner: 20, .state: 10, .room: 51])
        let screen = Screen.loggedIn(columns: choices)
        screen.press(.conferencesPane)
        let head = Snapshot.text(of: screen.frame(80, 24).canvas).split(separator: "\n").first { $0.contains("Owner") }
        #expect(head?.contains("Created▼         Owner                State      Room") == true, "\(head ?? "")")
    }

    @Test("have less than they were given before one of them goes, and what was given as soon as there is room")
    func shrinking() {
        let choices = [ColumnChoice(.owner, width: 40), ColumnChoice(.state), ColumnChoice(.identifier, width: 6)]
        #expect(widths(choices, in: 58) == [.owner: 40, .state: 10, .identifier: 6])
        #expect(widths(choices, in: 90) == [.owner: 40, .state: 10, .identifier: 6])
        #expect(widths(choices, in: 57) == [.owner: 39, .state: 10, .identifier: 6])
        #expect(widths(choices, in: 30) == [.owner: 12, .state: 10, .identifier: 6])
        #expect(widths(choices, in: 29) == [.state: 10, .identifier: 6])
        #expect(widths([ColumnChoice(.owner, width: 40)], in: 9) == [.owner: 9])
    }

    @Test("give way one after the other, state, room and id last, and none stands there half")
    func narrow() {
        let order: [Column] = [.state, .room, .identifier, .owner, .created, .lasted, .joinPolicy, .source]
        var last = order.count
        for width in (10...140).reversed() {
            let shown = widths(ColumnChoice.standard, in: width)
            #expect(Set(shown.keys) == Set(order.prefix(shown.count)), "at \(width)")
            #expect(shown.count <= last && shown.count >= 1)
            last = shown.count
            #expect(shown.values.reduce(shown.count - 1, +) <= width, "at \(width)")
            if let created = shown[.created] { #expect(created == 16) }
            if let lasted = shown[.lasted] { #expect(lasted == 7) }
        }
        #expect(last == 1)
    }

    @Test("can be sorted by where they are not shown, which the title tells")
    func hiddenOrder() {
        let screen = Screen.loggedIn(columns: [ColumnChoice(.state), ColumnChoice(.room)])
        screen.press(.conferencesPane)
        screen.send(.perform(.sort, argument: "owner"))
        #expect(screen.state.conferences.sortColumn == .owner)
        let frame = Snapshot.text(of: screen.frame(80, 24).canvas)
        #expect(frame.contains("by owner▲") && !frame.contains("Owner"))
    }

    @Test("hold the screen at every size that is enough")
    func sizes() {
        let choices = [
            ColumnChoice(.owner, width: 200), ColumnChoice(.created, width: 30), ColumnChoice(.lasted, width: 7),
        ]
        for columns in stride(from: 40, through: 200, by: 13) {
            let screen = Screen.loggedIn(columns: choices)
            screen.press(.conferencesPane)
            let text = Snapshot.text(of: screen.frame(columns, 12).canvas)
            #expect(text.contains("Owner"), "\(columns)")
        }
    }
}
