import Foundation
import Meetings
import Store
import Terminal

/// A link in full width and without a frame at its sides, so that it can be selected by mouse.
struct LinkSheetView {
    let scene: Scene
    let sheet: LinkSheet

    /// Draws the sheet.
    ///
    /// - Parameters:
    ///   - area: Where there is room.
    ///   - canvas: What to draw on.
    /// - Returns: How many lines there is room for, and the first one shown.
    func draw(in area: Rectangle, on canvas: inout Canvas) -> (rows: Int, top: Int) {
        TextSheetView(scene: scene, lines: lines(width: area.width), top: sheet.top).draw(in: area, on: &canvas)
    }

    private func lines(width: Int) -> [StyledLine] {
        var lines = [
            StyledLine(" \(sheet.title)", .titleFocused), StyledLine(" \(sheet.subtitle)", .muted), StyledLine(),
        ]
        let url = sheet.isRevealed ? sheet.link.url.reveal() : sheet.link.maskedURL
        lines += SafeText(url, limit: 16_384).string.inRows(of: width).map { StyledLine($0, .link) }
        lines.append(StyledLine())
        for way in sheet.ways {
            lines += StyledLine(way).wrapped(to: width - 2).map { StyledLine(" ") + $0 } + [StyledLine()]
        }
        if let opening = sheet.opening { lines += [StyledLine(" \(opening)", .info), StyledLine()] }
        guard sheet.ways.isEmpty else {
            let reveal = scene.state.keys.invocation(of: .reveal)
            return sheet.isRevealed ? lines : lines + [StyledLine(" \(reveal) shows the address in full.", .muted)]
        }
        guard let claims = sheet.link.claims else {
            return lines + [StyledLine(" The token says nothing that can be read.", .muted)]
        }
        lines.append(StyledLine(" What the token says (read, not verified)", .header))
        lines += facts(of: claims)
        let reveal = scene.state.keys.invocation(of: .reveal)
        guard sheet.isRevealed else {
            return lines + [StyledLine(" \(reveal) shows the link and the token in full.", .muted)]
        }
        lines += [StyledLine(), StyledLine(" Header and claims", .header)]
        for document in [claims.header, claims.payload] {
            let text = SafeText(document: document.pretty).string
            lines += DisplayText.wrapped(text, to: width - 2).map { StyledLine(" " + $0, .value) }
        }
        return lines
    }

    private func facts(of claims: Claims) -> [StyledLine] {
        let time = scene.time
        let facts: [(String, String?)] = [
            ("Room", claims.room?.string), ("Role", claims.role?.string), ("Name", claims.participantName?.string),
            ("Issuer", claims.issuer?.string), ("Subject", claims.subject?.string),
            ("Issued", claims.issued.map { time.absolute($0) }),
            ("Not before", claims.notBefore.map { time.absolute($0) }),
            ("Ends", claims.expires.map { "\(time.absolute($0))  (\(time.relative($0)))" }),
        ]
        return facts.compactMap { name, value in
            value.map { StyledLine(" " + DisplayText.fitted(name, to: 12), .label) + StyledLine($0, .value) }
        }
    }
}
