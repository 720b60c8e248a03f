import Store
import Terminal
import Testing

@testable import Console

@Suite("What is pointed at")
@MainActor
struct MouseTargetTests {
    /// The cell where a text begins.
    private func place(of text: String, in frame: Frame) throws -> Point {
        for (row, line) in frame.canvas.lines.enumerated() {
            guard let range = line.firstRange(of: text) else { continue }
            return Point(column: DisplayText.cells(of: String(line[..<range.lowerBound])), row: row)
        }
        throw NotThere()
    }

    private func click(_ text: String, in frame: Frame) throws -> Pointing? {
        frame.pointing(of: MouseEvent(.press, at: try place(of: text, in: frame)))
    }

    @Test("is a row, a head, or a pane", arguments: [(120, 40), (200, 50), (80, 24), (40, 12)])
    func targets(columns: Int, rows: Int) throws {
        let frame = Screen.loggedIn().frame(columns, rows)
        #expect(try click("Teleconsulta", in: frame) == .row(1))
        #expect(try click("Passagem", in: frame) == .row(0))
        #expect(try click("State", in: frame) == .column("state"))
        #expect(try click("Conferences ·", in: frame) == .pane(.conferences))
        guard columns >= 100 else { return }
        #expect(try click("Created", in: frame) == .column("created"))
        #expect(try click("Details", in: frame) == .pane(.details))
        #expect(try click("Make link", in: frame) == .pane(.guestLink))
    }

    @Test("by the wheel is the pane beneath, or nothing in the first and the last line")
    func wheel() throws {
        let frame = Screen.loggedIn().frame(120, 40)
        let list = try place(of: "410017", in: frame)
        #expect(frame.pointing(of: MouseEvent(.wheelDown, at: list)) == .wheel(.conferences, lines: 3))
        let corner = Point(column: 0, row: 39)
        #expect(frame.pointing(of: MouseEvent(.wheelUp, at: corner)) == .wheel(nil, lines: -3))
        #expect(frame.pointing(of: MouseEvent(.press, at: corner)) == nil)
        #expect(frame.pointing(of: MouseEvent(.press, at: Point(column: 9999, row: 9999))) == nil)
    }
}

/// A text was not on the screen.
private struct NotThere: Error {}
