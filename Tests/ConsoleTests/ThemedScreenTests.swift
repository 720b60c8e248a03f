import Foundation
import Meetings
import Services
import Store
import Testing

@testable import Console
@testable import Terminal

/// Whole screens as a terminal of each kind colours them: their text once, and below it, for each depth of colour, a letter
/// for the look of each cell, and what the letters stand for.
@Suite("A screen in colour, as recorded")
@MainActor
struct ThemedScreenTests {
    /// A filter that finds something, marks, and a record with what has changed in it.
    private func list() -> Screen {
        let screen = Screen.loggedIn(profiles: ["hospital", "clinic"])
        screen.press(.filter)
        screen.type("a")
        screen.press(.open, .mark)
        return screen
    }

    /// A question that lies over the list.
    private func question() -> Screen {
        let screen = Screen.loggedIn()
        screen.press(.closeConference)
        return screen
    }

    @Test("of the list, in all themes and depths", arguments: Theme.builtIn.map(\.name))
    func list(name: String) throws { try expect(list(), columns: 100, in: name, as: "theme-\(name)-list") }

    @Test("of a question, in all themes and depths", arguments: Theme.builtIn.map(\.name))
    func question(name: String) throws { try expect(question(), columns: 80, in: name, as: "theme-\(name)-question") }

    private func expect(_ screen: Screen, columns: Int, in name: String, as recording: String) throws {
        let theme = try #require(Theme.builtIn.first { $0.name == name })
        var parts: [String] = []
        for (name, depth) in ColorDepth.all {
            screen.theme = theme.fitted(to: depth)
            let canvas = screen.frame(columns, 24).canvas
            if parts.isEmpty { parts.append(canvas.lines.joined(separator: "\n")) }
            parts.append("\(name):\n" + looks(of: canvas, depth: depth))
        }
        try Snapshot.expect(parts.joined(separator: "\n\n") + "\n", is: recording)
    }

    /// A letter for each cell, and a legend; what looks plain is a dot.
    private func looks(of canvas: Canvas, depth: ColorDepth) -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
        let palette = Palette(depth: depth)
        var known: [String: Character] = [palette.look(of: .plain).words(depth: depth): "."]
        var legend: [String] = []
        let rows = (0..<canvas.size.rows).map { row in
            String(
                (0..<canvas.size.columns).map { column -> Character in
                    let style = canvas.cell(at: Point(column: column, row: row)).style
                    let words = palette.look(of: style).words(depth: depth)
                    if let letter = known[words] { return letter }
                    let letter = legend.count < letters.count ? letters[legend.count] : "?"
                    known[words] = letter
                    legend.append("\(letter)  \(words)")
                    return letter
                })
        }
        return (rows + legend).joined(separator: "\n")
    }
}
