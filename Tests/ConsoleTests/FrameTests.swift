import Foundation
import Meetings
import Services
import Store
import TestSupport
import Terminal
import Testing

@testable import Console

@Suite("A frame")
@MainActor
struct FrameTests {
    /// What a hostile or careless server could say.
    private static let hostile: [String] = [
        "\u{1B}[2J\u{1B}]52;c;Zm9v\u{07}", "a\u{202E}b\u{2066}c", String(repeating: "長", count: 300), "\u{9B}31m\r\n\t",
        "x" + String(repeating: "\u{0301}", count: 200), "👨‍👩‍👧‍👦👩🏽‍⚕️🏴󠁧󠁢󠁥󠁮󠁧󠁿🇧🇷1️⃣❤️", "हृदय क\u{094D}\u{200D}ष القلب",
        String(repeating: "🏥", count: 200), "\u{200B}\u{2060}\u{00AD}", "", " ", "│┐┘─", "กำ น้ำ", "ﷺ",
        "e\u{0301}\u{20DD}",
        String(repeating: "word ", count: 100),
    ]

    /// Screens of every kind, full of hostile words.
    private static func screens() -> [Screen] {
        let records = hostile.enumerated().map { index, words in
            let text = SafeText(words)
            return Conference(
                id: ConferenceIdentifier("\(index)" + words), room: text, name: text, owner: text, ownerUnit: text,
                state: .other(text), created: Screen.now + Double(index) * 1e7, started: .distantPast,
                ended: .distantFuture,
                recordingLocation: text, evidence: IntegrityEvidence(hash: text), joinPolicy: text, listPolicy: text,
                allowedUnits: [text, text], otherFields: [words: .string(words), "n": .array([.string(words)])])
        }
        func screen(_ prepare: (Screen) -> Void) -> Screen {
            let screen = Screen.loggedIn(conferences: records)
            prepare(screen)
            return screen
        }
        let words = SafeText(hostile.joined())
        let link = MeetingLink(
            url: "https://meet.example/r", token: Secret("t"),
            claims: Claims(
                header: .object([:]), payload: .object(["room": .string(words.string), "exp": .number(1e300)])))
        let entry = MeetingEntry(link: link, ticket: MeetingTicket(token: Secret("t"), room: words.string))
        return [
            screen { _ in },
            screen { $0.press(.down, .down, .open) },
            screen { screen in
                screen.press(.rawDocument)
                if let target = screen.state.target { screen.send(.recordLoaded(target.id, .success(target.record))) }
            },
            screen { $0.press(.deleteConference) },
            screen { screen in
                screen.press(.guestLink)
                screen.type(words.string)
                screen.press(.open)
                if let id = screen.state.target?.id { screen.send(.guestLinkMade(id, .success(link))) }
            },
            screen { screen in
                screen.press(.filter)
                screen.type(words.string)
            },
            screen { screen in
                screen.press(.requestConference)
                screen.type(words.string)
                screen.send(.requested(.failure(.refused(500, words))))
            },
            screen { screen in
                guard let id = screen.state.target?.id else { return }
                screen.send(.entered(id, isModerator: true, .success(entry)))
                screen.press(.reveal)
            },
            screen { screen in
                screen.send(.opened(.failed(hostile.joined())), .conferencesLoaded(.failure(.refused(418, words))))
                screen.press(.messages)
            },
            screen { $0.press(.help) },
            screen { $0.press(.palette, .down) },
            screen { $0.send(.loginChanged(.v4h, .ended), .loginFinished(.v4h, .failure(.refused(401, words)))) },
        ]
    }

    @Test("is never wider than the screen, and holds nothing that steers a terminal, at any size and whatever was said")
    func anySize() {
        let screens = FrameTests.screens()
        for rows in [1, 2, 9, 10, 11, 15, 19, 20, 24, 45] {
            // Every third width, and those around which the layout changes.
            for columns in 1...130 where columns % 3 == rows % 3 || [39, 40, 99, 100].contains(columns) {
                let screen = screens[(columns + rows) % screens.count]
                let canvas = screen.frame(columns, rows).canvas
                #expect(canvas.size == Size(columns: columns, rows: rows))
                let lines = canvas.lines
                let wide = lines.filter { DisplayText.cells(of: $0) > columns }
                #expect(wide.isEmpty, "\(columns)×\(rows)")
                let dangerous = lines.flatMap(\.unicodeScalars).filter { $0.value > 0x7E || $0.value < 0x20 }
                    .filter(\.isDangerous)
                #expect(dangerous.isEmpty, "\(columns)×\(rows)")
                if let cursor = canvas.cursor { #expect(canvas.bounds.contains(cursor), "\(columns)×\(rows)") }
            }
        }
    }

    @Test("keeps its borders and columns in line, whatever widths the characters in it have")
    func alignment() {
        for screen in FrameTests.screens().prefix(2) {
            for columns in [40, 57, 80, 99, 100, 113, 120, 200] {
                let rows = 30
                let canvas = screen.frame(columns, rows).canvas
                for row in 1..<rows - 2 {
                    let border = canvas.cell(at: Point(column: columns - 1, row: row)).text
                    #expect(["│", "┐", "┘"].contains(border), "row \(row) of \(columns) ends with “\(border)”")
                    #expect(canvas.cell(at: Point(column: 0, row: row)).text != " ")
                }
            }
        }
        // The columns of the list stand under their heads: there is a blank before each of them in every row.
        let canvas = Screen.loggedIn().frame(120, 40).canvas
        let lines = canvas.lines
        guard let head = lines.firstIndex(where: { $0.contains("State") && $0.contains("Owner") }) else {
            Issue.record("no head of the list")
            return
        }
        for title in ["Room", "Owner"] {
            guard let range = lines[head].range(of: title) else { continue }
            let column = DisplayText.cells(of: lines[head][..<range.lowerBound])
            for row in head + 1..<head + 1 + Conference.examples.count {
                #expect(canvas.cell(at: Point(column: column - 1, row: row)).text == " ", "\(title), row \(row)")
                #expect(canvas.cell(at: Point(column: column, row: row)).width > 0, "\(title), row \(row)")
            }
        }
    }

    @Test("tells every state by a sign and a word, so that none needs colour")
    func withoutColour() {
        let states: [ConferenceState] = [.ready, .started, .finished, .other("ARCHIVED"), .unknown]
        #expect(Set(states.map { "\($0.sign) \($0.label)" }).count == states.count)
        #expect(Set(states.prefix(3).map(\.sign)).count == 3)
        let text = Screen.loggedIn().frame(120, 40).canvas.lines.joined(separator: "\n")
        for words in ["○ ready", "● live", "■ ended", "? ARCHIVED", "? unknown"] { #expect(text.contains(words)) }
        #expect(text.contains("▸○ ready"), "so is the selected row")

        let login = Screen()
        #expect(login.frame(120, 40).canvas.lines.contains { $0.contains("○ not logged in") })
        login.logIn(to: .v4h)
        #expect(login.frame(120, 40).canvas.lines.contains { $0.contains("● ana.souza") })
        login.send(.loginChanged(.v4h, .ended))
        let lines = login.frame(120, 40).canvas.lines
        #expect(
            lines.contains { $0.contains("✗ login has ended") } && lines.contains { $0.contains("! The V4H login") })
    }

    @Test("lays out the rows that are seen, and looks the same however many there are below")
    func manyRows() {
        func screen(_ count: Int) -> Screen {
            Screen.loggedIn(
                conferences: (0..<count).map {
                    Conference(id: ConferenceIdentifier("\($0)"), name: "Sala", created: Screen.now - Double($0))
                })
        }
        let few = screen(100)
        let many = screen(100_000)
        let short = few.frame(80, 24).canvas
        let long = many.frame(80, 24).canvas
        #expect(many.state.conferences.count == 100_000)
        #expect(many.state.conferences.visible.count == many.state.viewport.listRows)
        // The first lines tell how many there are.
        #expect(short.lines.dropFirst(2).prefix(19) == long.lines.dropFirst(2).prefix(19))
        #expect(long.lines[1].contains("1 of 100000"))
        many.press(.last)
        let end = many.frame(80, 24).canvas.lines
        #expect(end[1].contains("100000 of 100000"))
        #expect(end[20].hasPrefix("│▸") && end[20].contains("99999"))
    }

    @Test("puts a window right that points behind the end of what it shows")
    func overScroll() {
        let screen = Screen.loggedIn()
        screen.press(.open, .last)
        let frame = screen.frame(80, 16)
        #expect(screen.state.details.top == frame.viewport.detailTop)
        #expect(frame.viewport.detailTop > 0 && frame.viewport.detailTop < 100)
        let bottom = frame.viewport.detailTop
        screen.press(.up)
        #expect(screen.frame(80, 16).viewport.detailTop == bottom - 1)
        screen.press(.pageDown, .pageDown)
        #expect(screen.frame(80, 16).viewport.detailTop == bottom)
        #expect(screen.frame(80, 60).viewport.detailTop == 0, "what fits is shown from its beginning")

        for list in [Command.help, .palette] {
            screen.press(list)
            for _ in 0..<30 { screen.press(.down) }
            for (columns, rows) in [(40, 10), (80, 24), (120, 120)] {
                let lines = screen.frame(columns, rows).canvas.lines
                #expect(lines.contains { $0.contains("▸ ") && $0.contains("│") }, "\(list) at \(columns)×\(rows)")
            }
        }
    }

    @Test("has the cursor in the line that is typed into, behind what was typed, and nowhere else")
    func cursor() throws {
        for (columns, rows) in [(40, 10), (80, 24), (120, 40)] {
            let screen = Screen.loggedIn()
            #expect(screen.frame(columns, rows).canvas.cursor == nil)
            let places: [(Screen) -> Void] = [
                { $0.press(.guestLink) }, { $0.press(.conferencesPane, .filter) },
                { $0.press(.open, .palette) }, { $0.press(.back, .help) }, { $0.press(.back, .requestConference) },
            ]
            for place in places {
                place(screen)
                screen.type(String(repeating: "術前ação", count: 30) + "Z")
                let canvas = screen.frame(columns, rows).canvas
                let cursor = try #require(canvas.cursor)
                #expect(canvas.cell(at: Point(column: cursor.column - 1, row: cursor.row)).text == "Z")
                #expect(cursor.column < columns - 1 && cursor.row > 0 && cursor.row < rows - 2)
            }
            screen.press(.down)
            screen.send(.edit(.end))
            screen.press(.down, .down)
            screen.type("Z")
            let below = screen.frame(columns, rows).canvas
            let cursor = try #require(below.cursor)
            #expect(
                below.cell(at: Point(column: cursor.column - 1, row: cursor.row)).text == "•", "the password's line")
            screen.press(.down, .down)
            #expect(screen.frame(columns, rows).canvas.lines.contains { $0.contains("[ Request ]") })
            screen.press(.back, .messages)
            #expect(screen.frame(columns, rows).canvas.cursor == nil)
        }
    }

    @Test("marks in the rows what a filter found, in every theme that is built in")
    func matches() throws {
        let screen = Screen.loggedIn()
        screen.press(.filter)
        screen.type("plantao")
        screen.press(.open)
        let canvas = screen.frame(200, 50).canvas
        let row = try #require(canvas.lines.firstIndex { $0.contains("Passagem de plantão") })
        let marked = (0..<200).map { canvas.cell(at: Point(column: $0, row: row)) }
            .filter { $0.style.attributes.contains(Theme.standard[.match].attributes) }
        #expect(marked.map(\.text).joined() == "plantão")
        for theme in Theme.builtIn {
            #expect(theme.style(.match, over: .selection) != theme[.selection], "\(theme.name)")
            #expect(!theme[.match].attributes.isEmpty, "\(theme.name) shows it without colours too")
        }
    }
}

extension Unicode.Scalar {
    /// Whether it steers a terminal or reorders a line.
    fileprivate var isDangerous: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
        default: properties.isBidiControl || (0xE0000...0xE0FFF).contains(value)
        }
    }
}
