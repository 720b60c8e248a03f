import Store
import Terminal

/// A part of the screen that something can be done at with the mouse.
struct MouseTarget: Hashable, Sendable {
    let area: Rectangle
    let pane: Pane

    /// What a click there means.
    let click: Pointing
}

extension Frame {
    /// How many lines a step of the wheel scrolls.
    private static let wheelLines = 3

    /// What was pointed at.
    ///
    /// - Parameter event: What was done with the mouse.
    /// - Returns: Nil where it was nothing.
    func pointing(of event: MouseEvent) -> Pointing? {
        // What was drawn last lies on top.
        let target = targets.last { $0.area.contains(event.point) }
        return switch event.deed {
        case .press: target?.click
        case .wheelUp: .wheel(target?.pane, lines: -Frame.wheelLines)
        case .wheelDown: .wheel(target?.pane, lines: Frame.wheelLines)
        }
    }
}

extension TableGrid {
    /// The heads of the columns, each with its click.
    func targets(in head: Rectangle) -> [MouseTarget] {
        var column = head.column
        return columns.map { item in
            defer { column += item.width + 1 }
            let area = Rectangle(column: column, row: head.row, width: item.width, height: 1)
            return MouseTarget(area: area, pane: .conferences, click: .column(item.column.column.name))
        }
    }
}
