package import Foundation
package import Store
package import Terminal

/// A state as it looks on a screen: what to paint, and what there was room for.
package struct Frame {
    package var canvas: Canvas
    package var viewport: Viewport

    /// What can be clicked, what lies on top last.
    private(set) var targets: [MouseTarget] = []

    /// Draws a state.
    ///
    /// The same arguments always give the same frame.
    ///
    /// - Parameters:
    ///   - state: What to show.
    ///   - theme: How it looks.
    ///   - size: The screen, in cells.
    ///   - timeZone: Where times are told for.
    ///   - hasUnicode: Whether the terminal is told characters beyond ASCII.
    /// - Returns: The frame.
    package static func render(
        _ state: ConsoleState,
        theme: Theme,
        size: Size,
        timeZone: TimeZone = .current,
        hasUnicode: Bool = true
    ) -> Frame {
        var canvas = Canvas(size: size, style: theme[.text])
        var viewport = state.viewport
        viewport.showsOutage = false
        viewport.showsLive = false
        let asksForLogin = state.session[state.service].asksForLogin
        let banner = state.outage != nil
        guard
            let layout = Layout(
                size: size, focus: state.focus, hasBanner: banner, asksForLogin: asksForLogin,
                hasStage: state.stage != nil)
        else {
            drawTooSmall(theme: theme, on: &canvas)
            return Frame(canvas: canvas, viewport: viewport)
        }
        let time = TimeText(now: state.now, timeZone: timeZone)
        let scene = Scene(state: state, theme: theme, time: time, hasUnicode: hasUnicode)
        TopBar(scene: scene).draw(in: layout.top, isNarrow: layout.isNarrow, on: &canvas)
        if let area = layout.banner, let outage = state.outage {
            OutageBanner(scene: scene, outage: outage).draw(in: area, on: &canvas)
            viewport.showsOutage = true
        }
        var targets = layout.panes.map { MouseTarget(area: $1, pane: $0, click: .pane($0)) }
        if let area = layout.panes[.session] { SessionPane(scene: scene).draw(in: area, on: &canvas) }
        if let area = layout.panes[.guestLink] { GuestLinkPane(scene: scene).draw(in: area, on: &canvas) }
        if let area = layout.panes[.conferences] {
            viewport.listRows = ConferencesPane(scene: scene).draw(in: area, targets: &targets, on: &canvas)
        }
        if let area = layout.panes[.details] {
            DetailsPane(scene: scene).draw(in: area, viewport: &viewport, on: &canvas)
        }
        if let area = layout.panes[.live], let stage = state.stage {
            LivePane(scene: scene, stage: stage).draw(in: area, viewport: &viewport, targets: &targets, on: &canvas)
            viewport.showsLive = true
        }
        MessageLine(scene: scene).draw(in: layout.message, on: &canvas)
        Footer(scene: scene).draw(in: layout.footer, on: &canvas)
        let head = layout.banner ?? layout.top
        let middle = Rectangle(
            column: 0, row: head.endRow, width: size.columns, height: layout.message.row - head.endRow)
        OverlayView(scene: scene).draw(in: middle, viewport: &viewport, on: &canvas)
        return Frame(canvas: canvas, viewport: viewport, targets: targets)
    }

    private static func drawTooSmall(theme: Theme, on canvas: inout Canvas) {
        let size = Layout.smallest
        let words = [
            "gavel needs \(size.columns)×\(size.rows).", "This is \(canvas.size.columns)×\(canvas.size.rows).",
        ]
        for (row, text) in words.enumerated() {
            canvas.write(text, at: Point(column: 0, row: row), style: theme[.warning])
        }
    }
}
