import Store
import Terminal

/// Where everything stands on a screen of a given size.
struct Layout {
    /// The smallest screen that the console can be used on, in cells.
    static let smallest = Size(columns: 40, rows: 10)

    /// From this width on all four panes are seen at once.
    static let widthForAll = 100

    /// From this width on the details are seen beside the meeting on the stage.
    static let widthForFive = 170

    var top: Rectangle

    /// The line below the first, where there is something to be told for as long as it lasts.
    var banner: Rectangle?
    var panes: [Pane: Rectangle]
    var message: Rectangle
    var footer: Rectangle

    /// Whether only the focused pane is seen.
    var isNarrow: Bool

    /// Lays a screen out; gives nothing where it is too small.
    ///
    /// - Parameters:
    ///   - size: The screen.
    ///   - focus: The pane that is seen where there is room for one only.
    ///   - hasBanner: Whether there is something to be told below the first line.
    ///   - asksForLogin: Whether the Session pane needs room for a form and what comes of it.
    ///   - hasStage: Whether there is a meeting on the stage.
    init?(size: Size, focus: Pane, hasBanner: Bool, asksForLogin: Bool, hasStage: Bool) {
        guard size.columns >= Layout.smallest.columns, size.rows >= Layout.smallest.rows else { return nil }
        let screen = Rectangle(size: size)
        let (head, below) = screen.split(top: 1)
        let (told, rest) = below.split(top: hasBanner ? 1 : 0)
        let (middle, foot) = rest.split(bottom: 2)
        top = head
        banner = hasBanner ? told : nil
        message = foot.split(top: 1).top
        footer = foot.split(top: 1).rest
        isNarrow = size.columns < Layout.widthForAll || size.rows < 20
        if isNarrow {
            panes = [focus: middle]
            return
        }
        let side = min(52, max(38, size.columns / 4))
        let (left, right) = middle.split(left: side)
        let (session, guestLink) = left.split(top: min(asksForLogin ? 18 : 13, middle.height / 2))
        guard hasStage else {
            let (list, details) = right.split(top: max(8, middle.height * 11 / 20))
            panes = [.session: session, .conferences: list, .details: details, .guestLink: guestLink]
            return
        }
        // Who steers a meeting looks at those in it, more than at the list.
        let (list, lower) = right.split(top: max(8, middle.height * 7 / 20))
        panes = [.session: session, .conferences: list, .guestLink: guestLink]
        if size.columns >= Layout.widthForFive {
            let (details, live) = lower.split(left: lower.width * 2 / 5)
            panes[.details] = details
            panes[.live] = live
        } else {
            panes[focus == .details ? .details : .live] = lower
        }
    }
}
