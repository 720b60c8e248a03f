import Meetings
import QRCode
import Store
import Terminal
import Testing

@testable import Console

@Suite("A QR code on the screen")
@MainActor
struct CodeSheetTests {
    /// A screen with the code of a link that was made.
    private func screen() -> Screen {
        let screen = Screen.loggedIn()
        let conference = Conference.detailed
        screen.press(.guestLink)
        screen.type("João da Silva")
        screen.press(.open)
        screen.answer(
            .makeGuestLink(conference.id, name: "João da Silva", avatarURL: ""),
            .guestLinkMade(conference.id, .success(.example())))
        screen.press(.showCode)
        return screen
    }

    private func picture(usesHalfBlocks: Bool = true) throws -> QRPicture {
        let address = MeetingLink.example().url.reveal()
        return QRPicture(try #require(QRCode(Array(address.utf8))), usesHalfBlocks: usesHalfBlocks)
    }

    @Test("is whole, with its quiet zone, dark on light")
    func whole() throws {
        let picture = try picture()
        let canvas = screen().frame(picture.columns + 10, picture.rows + 4).canvas
        for row in 0..<picture.rows {
            let text = picture.runs(ofRow: row).map(\.text).joined()
            let shown = (0..<picture.columns).map { canvas.cell(at: Point(column: 5 + $0, row: 2 + row)) }
            #expect(shown.map(\.text).joined() == text)
            #expect(Set(shown.map(\.style)) == [QRStyle.ground(isDark: false)])
        }
        #expect(canvas.lines[1].contains("Guest link") && !canvas.lines[1].contains("█"))
    }

    @Test("fills the screen where there is just room, and says what size it needs where there is not")
    func room() throws {
        let picture = try picture()
        let columns = picture.columns
        let rows = picture.rows + 3
        #expect(screen().frame(columns, rows).canvas.lines.contains { $0.contains("█") })
        for (columns, rows) in [(columns - 1, rows), (columns, rows - 1)] {
            let lines = screen().frame(columns, rows).canvas.lines
            #expect(
                lines.contains { $0.contains("The QR code needs a screen of \(picture.columns)×\(picture.rows + 3).") })
            #expect(!lines.contains { $0.contains("█") })
        }
        try Snapshot.expect(screen().frame(80, 24).canvas, is: "size-code-80x24")
        try Snapshot.expect(screen().frame(40, 12).canvas, is: "size-code-40x12")
    }

    @Test("needs no character beyond ASCII where there are none")
    func plain() throws {
        let screen = screen()
        let picture = try picture(usesHalfBlocks: false)
        let size = Size(columns: picture.columns, rows: picture.rows + 4)
        let frame = Frame.render(screen.state, theme: screen.theme, size: size, hasUnicode: false)
        let shown = (0..<picture.columns).map { frame.canvas.cell(at: Point(column: $0, row: 2 + QRCode.quietZone)) }
        #expect(shown.allSatisfy { $0.text == " " })
        #expect(Set(shown.map(\.style)).count == 2)
    }

    @Test(
        "stands out from its ground on every kind of terminal",
        arguments: [ColorDepth.none, .eight, .sixteen, .indexed256, .trueColor])
    func ground(depth: ColorDepth) {
        #expect(depth.tellsApart(QRStyle.ground(isDark: true), QRStyle.ground(isDark: false)))
    }
}
