import Foundation
import TestSupport
import Testing

@testable import Store

@Suite("A long table")
struct TableStateTests {
    private struct Item: TableRow, Hashable {
        enum Column: String, ListColumn {
            case name, rank
            var names: [String] { [rawValue] }
            var rank: Int { 0 }
        }

        var id: Int
        var name: String
        var rank: Int

        func texts(in column: Column, _ time: TimeText) -> [String] { [column == .name ? name : "\(rank)"] }

        func sortKey(for column: Column) -> SortKey {
            switch column {
            case .name: .text(name)
            case .rank: .number(Double(rank))
            }
        }
    }

    private static let names = ["João", "joao", "हृदय", "術前", "القلب", "Ana", "ana maria", "ＡＮＡ", "Zoë 👩🏽‍⚕️", ""]

    private static func rows(_ count: Int, using random: inout SeededGenerator) -> [Item] {
        (0..<40).shuffled(using: &random).prefix(count).map {
            Item(id: $0, name: names.randomElement(using: &random) ?? "", rank: Int.random(in: 0...3, using: &random))
        }
    }

    private static let time = TimeText(now: .distantPast)

    private static let filters = [
        "", "a", "an", "ana", "ana m", "j", "jo", "joã", "2", "2 a", "術", "ｊｏ", "zzz", " ", "हृ", "-a", "-an", "name:a",
        "rank:2", "rank:2 -name:ana", "~^an", "name:~a$", "-~o", "a -2",
    ].compactMap { try? ListFilter<Item.Column>($0) }

    @Test("a row that comes twice is there once, as it came first")
    func twice() {
        var table = TableState<Item>(sortColumn: .name, isDescending: false)
        let rows = (0..<4).map { Item(id: $0 % 2, name: "\($0)", rank: $0) }
        table.replace(with: rows)
        #expect(table.rows == Array(rows.prefix(2)))
        #expect(table.count == 2)
    }

    @Test("any operations keep selection, order and window in step with what the plainest table would show")
    func operations() {
        var random = SeededGenerator(seed: 11)
        var table = TableState<Item>(sortColumn: .name, isDescending: false)
        var elsewhere = table
        for step in 0..<4000 {
            let before = table
            var mayMove = false
            switch Int.random(in: 0..<14, using: &random) {
            case 12: elsewhere = table
            case 13:
                // Its order is that of a table some time ago, which may have been sorted and filtered otherwise.
                elsewhere.replace(with: TableStateTests.rows(20, using: &random))
                table.adopt(elsewhere)
            case 0, 1: table.replace(with: TableStateTests.rows(Int.random(in: 0...40, using: &random), using: &random))
            case 2: for row in TableStateTests.rows(1, using: &random) { table.upsert(row) }
            case 3: table.remove(Int.random(in: 0..<40, using: &random))
            case 4, 5:
                table.setFilter(TableStateTests.filters.randomElement(using: &random) ?? ListFilter())
            case 6: table.sort(by: Bool.random(using: &random) ? .name : .rank, descending: .random(using: &random))
            case 7: table.setVisibleRows(Int.random(in: -1...12, using: &random))
            case 8:
                mayMove = true
                table.select(Bool.random(using: &random) ? nil : Int.random(in: 0..<40, using: &random))
            case 9:
                mayMove = true
                table.moveToEnd()
            case 10:
                mayMove = true
                table.moveToStart()
            default:
                mayMove = true
                table.move(by: Int.random(in: -50...50, using: &random))
            }
            checkOrder(table, step)
            checkWindow(table, step)
            if !mayMove { checkSelection(before, table, step) }
        }
    }

    /// The rows are those that pass the filter, in order, as if they had all just been loaded.
    private func checkOrder(_ table: TableState<Item>, _ step: Int) {
        var anew = TableState<Item>(sortColumn: table.sortColumn, isDescending: table.isDescending)
        anew.replace(with: table.rows)
        anew.setFilter(table.filter)
        #expect(anew.order == table.order, "at step \(step)")
        let passing = table.rows.indices.filter { index in
            let row = table.rows[index]
            return table.filter.passes(SearchKey(Item.Column.allCases.map { row.texts(in: $0, TableStateTests.time) }))
        }
        #expect(table.order.sorted() == passing, "at step \(step)")
        for (left, right) in zip(table.order, table.order.dropFirst()) {
            let (first, second) = table.isDescending ? (right, left) : (left, right)
            #expect(!table.rows[second].precedes(table.rows[first], by: table.sortColumn), "at step \(step)")
            let isTie = !table.rows[first].precedes(table.rows[second], by: table.sortColumn)
            #expect(!isTie || left < right, "equal rows stand as they were loaded, at step \(step)")
        }
    }

    private func checkWindow(_ table: TableState<Item>, _ step: Int) {
        #expect(table.visibleRows >= 1)
        #expect(table.visible.count == min(table.count, table.visibleRows), "the window is full, at step \(step)")
        #expect(table.visible.first?.place ?? table.top == table.top)
        guard table.count > 0 else {
            #expect(table.position == 0 && table.top == 0 && table.selected == nil)
            return
        }
        #expect(table.visible.contains { $0.place == table.position && $0.row == table.selected }, "at step \(step)")
    }

    /// The selection stays on its row, or at its place where the row is gone.
    private func checkSelection(_ before: TableState<Item>, _ after: TableState<Item>, _ step: Int) {
        guard let selected = before.selected else { return }
        if after.order.contains(where: { after.rows[$0].id == selected.id }) {
            #expect(after.selected?.id == selected.id, "at step \(step)")
        } else {
            #expect(after.position == max(0, min(before.position, after.count - 1)), "at step \(step)")
        }
    }

    @Test("turning the order round twice gives the same table, and once the same rows from the other end")
    func reversal() {
        let rows = (0..<50).map { Item(id: $0, name: "\(($0 * 37) % 50 + 100)", rank: $0 % 3) }
        var table = TableState<Item>(sortColumn: .name, isDescending: false)
        table.replace(with: rows)
        let ascending = table.order
        table.sort(by: .name, descending: true)
        #expect(table.order == ascending.reversed())
        table.sort(by: .name, descending: false)
        #expect(table.order == ascending)
    }

    @Test("typing a filter letter by letter gives at each letter what filtering anew gives", arguments: names)
    func narrowing(text: String) throws {
        var random = SeededGenerator(seed: 2)
        var table = TableState<Item>(sortColumn: .rank, isDescending: true)
        table.replace(with: TableStateTests.rows(40, using: &random))
        var typed = String.UnicodeScalarView()
        for scalar in (text + " 1").unicodeScalars {
            typed.append(scalar)
            table.setFilter(try ListFilter(String(typed)))
            checkOrder(table, typed.count)
        }
        for _ in typed {
            typed.removeLast()
            table.setFilter(try ListFilter(String(typed)))
            checkOrder(table, typed.count)
        }
        #expect(table.count == 40)
    }

    @Test("a filter finds words in any order, without regard to case, accents and width")
    func searching() throws {
        var table = TableState<Item>(sortColumn: .name, isDescending: false)
        table.replace(with: [
            Item(id: 1, name: "Reunião João", rank: 1), Item(id: 2, name: "हृदय परामर्श", rank: 2),
            Item(id: 3, name: "ＡＢＣ 術前", rank: 3),
        ])
        for (filter, found) in [
            ("joao REUNIAO", [1]), ("reunião joão", [1]), ("abc", [3]), ("術前", [3]), ("परामर्श", [2]), ("joao 2", []),
            ("", [1, 2, 3]), ("   ", [1, 2, 3]),
        ] {
            table.setFilter(try ListFilter(filter))
            #expect(table.order.map { table.rows[$0].id }.sorted() == found, "\(filter)")
        }
    }

    @Test("scrolling moves the window only as far as shows the selection")
    func scrolling() {
        var table = TableState<Item>(sortColumn: .rank, isDescending: false)
        table.replace(with: (0..<100).map { Item(id: $0, name: "", rank: $0) })
        table.setVisibleRows(10)
        table.move(by: 9)
        #expect(table.top == 0)
        table.move(by: 1)
        #expect(table.top == 1)
        table.move(by: -1)
        #expect(table.top == 1)
        table.moveToEnd()
        #expect(table.top == 90 && table.position == 99)
        table.move(by: -9)
        #expect(table.top == 90)
        table.setVisibleRows(20)
        #expect(table.top == 80, "a taller window is filled")
    }
}
