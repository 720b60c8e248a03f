import Store
import Terminal
import Testing

@testable import Console

@Suite("A profile's colour")
@MainActor
struct ProfileColorTests {
    private func canvas(_ color: ProfileColor?, _ columns: Int, _ rows: Int, depth: ColorDepth = .sixteen) -> Canvas {
        let screen = Screen.loggedIn(color: color)
        screen.theme = Theme.standard.fitted(to: depth)
        return screen.frame(columns, rows).canvas
    }

    /// The cells of the profile's name in the first line.
    private func name(in canvas: Canvas) -> [Cell] {
        let cells = (0..<canvas.size.columns).map { canvas.cell(at: Point(column: $0, row: 0)) }
        let text = cells.map(\.text).joined()
        guard let range = text.firstRange(of: "hospital") else { return [] }
        let start = text.distance(from: text.startIndex, to: range.lowerBound)
        return Array(cells[start..<start + 8])
    }

    @Test(
        "paints all frames, the one that has the keys bold, and the name", arguments: [(120, 40), (80, 24), (40, 12)])
    func painted(columns: Int, rows: Int) {
        let canvas = canvas(.red, columns, rows)
        let corners = canvas.bounds.points.map { canvas.cell(at: $0) }.filter { ["┌", "┘"].contains($0.text) }
        #expect(corners.count == (columns < 100 ? 2 : 8))
        #expect(corners.allSatisfy { $0.style.foreground == .indexed(1) })
        #expect(corners.count { $0.style.attributes.contains(.bold) } == 2)
        let name = name(in: canvas)
        #expect(name.count == 8 && name.allSatisfy { $0.style.foreground == .indexed(1) })
    }

    @Test("without colours is told by the name, which is reversed")
    func monochrome() {
        for (columns, rows) in [(120, 40), (40, 12)] {
            let own = name(in: canvas(.red, columns, rows, depth: .none))
            let other = name(in: canvas(nil, columns, rows, depth: .none))
            #expect(own.allSatisfy { $0.style.attributes.contains(.reverse) })
            #expect(other.count == 8 && other.allSatisfy { !$0.style.attributes.contains(.reverse) })
        }
    }

    @Test("of none changes nothing but the name that the first line has anyway")
    func none() {
        #expect(canvas(nil, 120, 40).lines == canvas(.cyan, 120, 40).lines)
        #expect(canvas(nil, 60, 20).lines == canvas(.cyan, 60, 20).lines)
        for columns in stride(from: 40, through: 140, by: 5) {
            #expect(canvas(nil, columns, 30).lines[0].contains("hospital"), "\(columns) columns")
        }
    }
}

extension Rectangle {
    fileprivate var points: [Point] {
        (row..<endRow).flatMap { row in (column..<endColumn).map { Point(column: $0, row: row) } }
    }
}
