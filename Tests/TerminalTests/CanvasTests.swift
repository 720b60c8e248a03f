import Testing

@testable import Terminal

@Suite struct CanvasTests {
    private func canvas(_ columns: Int, _ rows: Int) -> Canvas {
        Canvas(size: Size(columns: columns, rows: rows))
    }

    @Test("Text is clipped at every edge, half a wide character included")
    func clipping() {
        var canvas = canvas(4, 2)
        #expect(canvas.write("日本語", at: Point(column: -1, row: 0)) == 4)
        #expect(canvas.lines == [" 本", ""])
        #expect(canvas.write("a日本", at: Point(column: 0, row: 1)) == 3)
        #expect(canvas.lines == [" 本", "a日"])
        #expect(canvas.write("xyz", at: Point(column: 2, row: 0)) == 2)
        #expect(canvas.lines == ["  xy", "a日"])
    }

    @Test(
        "No coordinates do harm",
        arguments: [Int.min, Int.min + 1, -1_000_000, -1, 0, 3, 4, 1_000_000, Int.max - 1, Int.max]
    )
    func anyCoordinates(value: Int) {
        var canvas = canvas(4, 3)
        for other in [Int.min, -1, 0, 2, Int.max] {
            for point in [Point(column: value, row: other), Point(column: other, row: value)] {
                canvas.write("a日e\u{301}\u{323}", at: point, width: other)
                canvas.write("abc", at: point, width: value)
                let rectangle = Rectangle(column: point.column, row: point.row, width: value, height: other)
                canvas.fill(rectangle, with: "日")
                canvas.frame(rectangle, title: "título")
                canvas.restyle(rectangle) { $0.attributes.insert(.bold) }
                canvas.cursor = point
                _ = (
                    canvas.cell(at: point), canvas.text(in: rectangle), rectangle.inset(by: value),
                    rectangle.split(left: value)
                )
                _ = (rectangle.split(right: other), rectangle.split(top: value), rectangle.split(bottom: other))
            }
        }
        #expect(canvas.lines.count == 3)
        #expect(canvas.lines.allSatisfy { DisplayText.cells(of: $0) <= 4 })
    }

    @Test("What overwrites one half of a wide character blanks the other")
    func halves() {
        var canvas = canvas(6, 1)
        canvas.write("日本語", at: Point(column: 0, row: 0), style: Style(foreground: .indexed(1)))
        canvas.write("x", at: Point(column: 1, row: 0))
        #expect(canvas.lines == [" x本語"])
        canvas.write("y", at: Point(column: 2, row: 0))
        #expect(canvas.lines == [" xy 語"])
        canvas.write("会", at: Point(column: 3, row: 0))
        #expect(canvas.lines == [" xy会"])
        #expect(
            canvas.cell(at: Point(column: 0, row: 0))
                == Cell(text: " ", width: 1, style: Style(foreground: .indexed(1)))
        )
        #expect(canvas.cell(at: Point(column: 4, row: 0)).width == 0)
    }

    @Test("A text keeps within the width it is given, and whole characters")
    func width() {
        var canvas = canvas(8, 1)
        #expect(canvas.write("कि日本", at: Point(column: 0, row: 0), width: 3) == 2)
        #expect(canvas.write("कि", at: Point(column: 4, row: 0), width: 1) == 0)
        #expect(canvas.write("abc", at: Point(column: 6, row: 0), width: -3) == 0)
        #expect(canvas.lines == ["कि"])
    }

    @Test("A frame surrounds a part, with its title cut to fit")
    func frame() {
        var canvas = canvas(10, 3)
        canvas.frame(canvas.bounds, title: "Conferências", style: .plain, titleStyle: Style(attributes: .bold))
        #expect(canvas.lines == ["┌ Confe… ┐", "│        │", "└────────┘"])
        #expect(canvas.cell(at: Point(column: 2, row: 0)).style.attributes == .bold)
        canvas.frame(Rectangle(column: 2, row: 0, width: 4, height: 2), title: "x", corners: .rounded)
        #expect(canvas.lines == ["┌ ╭──╮e… ┐", "│ ╰──╯   │", "└────────┘"])
    }

    @Test("A selection bar changes looks alone, of wide characters as a whole")
    func restyle() {
        var canvas = canvas(5, 1)
        canvas.write("a日b", at: Point(column: 0, row: 0), style: Style(foreground: .rgb(1, 2, 3)))
        canvas.restyle(Rectangle(column: 2, row: 0, width: 1, height: 1)) { $0.attributes.insert(.reverse) }
        #expect(canvas.lines == ["a日b"])
        let reversed = (0..<5).map { canvas.cell(at: Point(column: $0, row: 0)).style.attributes == .reverse }
        #expect(reversed == [false, true, true, false, false])
        #expect(canvas.cell(at: Point(column: 1, row: 0)).style.foreground == .rgb(1, 2, 3))
    }

    @Test("A part is read as text, a wide character cut in half as a blank")
    func reading() {
        var canvas = canvas(6, 2)
        canvas.write("日本語", at: Point(column: 0, row: 0))
        canvas.write("e\u{323}\u{307}x", at: Point(column: 2, row: 1))
        #expect(canvas.text(in: Rectangle(column: 1, row: 0, width: 4, height: 5)) == " 本\n e\u{323}\u{307}x")
    }

    @Test("Canvases that show the same are equal, in whatever order they were drawn")
    func equality() {
        let marked = ["e\u{323}\u{302}\u{301}", "x\u{323}\u{302}"]
        var (first, second) = (canvas(4, 1), canvas(4, 1))
        for (index, text) in marked.enumerated() { first.write(text, at: Point(column: index, row: 0)) }
        for (index, text) in marked.enumerated().reversed() { second.write(text, at: Point(column: index, row: 0)) }
        #expect(first == second)
        second.write("x\u{323}", at: Point(column: 1, row: 0))
        #expect(first != second)
        first.cursor = Point(column: 0, row: 0)
        #expect(first != canvas(4, 1))
    }

    @Test(
        "A style comes out of its packed form as it went in",
        arguments: [
            Style.plain, Style(foreground: .indexed(0)), Style(foreground: .rgb(255, 0, 1), background: .indexed(255)),
            Style(background: .rgb(0, 0, 0), attributes: [.bold, .dim, .italic, .underline, .reverse]),
        ]
    )
    func packing(style: Style) {
        #expect(Style(packed: style.packed) == style)
    }

    @Test("A highlight lies over a style where it has something to say")
    func overlay() {
        let base = Style(foreground: .indexed(2), background: .indexed(4), attributes: .bold)
        let highlight = Style(background: .indexed(7), attributes: .underline)
        #expect(
            base.overlaid(by: highlight)
                == Style(foreground: .indexed(2), background: .indexed(7), attributes: [.bold, .underline])
        )
    }
}
