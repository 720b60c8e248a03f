import Meetings
import Store
import Terminal

/// The Conferences pane: the list of the service in view.
///
/// Only the rows on the screen are laid out.
struct ConferencesPane {
    let scene: Scene

    /// Draws the pane.
    ///
    /// - Parameters:
    ///   - area: The cells of its frame.
    ///   - targets: Takes what can be clicked.
    ///   - canvas: What to draw on.
    /// - Returns: How many rows of the list there is room for.
    func draw(in area: Rectangle, targets: inout [MouseTarget], on canvas: inout Canvas) -> Int {
        switch scene.state.service {
        case .v4h:
            draw(
                scene.state.conferences, loading: scene.state.conferencesLoading, columns: conferenceColumns,
                words: ListWords(
                    many: "conferences",
                    empty: "No conferences yet. \(keys.invocation(of: .requestConference)) requests one."),
                in: area, targets: &targets, on: &canvas)
        case .proconf:
            draw(
                scene.state.meetings, loading: scene.state.meetingsLoading, columns: meetingColumns,
                words: ListWords(
                    many: "meetings",
                    empty:
                        "No meeting has ended yet. \(keys.invocation(of: .lookUpConference)) looks up a room by its name."
                ),
                in: area, targets: &targets, on: &canvas)
        }
    }

    private var keys: CommandKeys { scene.state.keys }

    /// What the list says where it has no rows to show.
    private struct ListWords {
        let many: String
        let empty: String
    }

    private func draw<Row: TableRow>(
        _ table: TableState<Row>,
        loading: Loadable<Int>,
        columns: [TableColumn<Row>],
        words: ListWords,
        in area: Rectangle,
        targets: inout [MouseTarget],
        on canvas: inout Canvas
    ) -> Int {
        let service = scene.state.service == .v4h ? "V4H" : "ended ProCONF meetings"
        let grid = TableGrid(columns, width: area.width - 4)
        let inner = scene.frame(
            .conferences, remark: remark(of: table, service, grid, width: area.width), in: area, on: &canvas)
        var rest = inner
        if let banner = banner(loading) {
            let (row, below) = rest.split(top: 1)
            canvas.fill(row, style: scene.theme[.bannerWarning])
            canvas.write(
                DisplayText.fitted(banner, to: row.width), at: row.origin, style: scene.theme[.bannerWarning])
            rest = below
        }
        if scene.state.isFiltering || !table.filter.isEmpty {
            let line = FilterLine(
                scene: scene, text: table.filter.text, count: (table.count, table.rows.count))
            rest = line.draw(in: rest, on: &canvas)
        }
        let (head, body) = rest.split(top: 1)
        canvas.write(
            grid.header(sortedBy: table.sortColumn, descending: table.isDescending), at: head.origin,
            style: scene.theme[.header], width: head.width)
        targets += grid.targets(in: head)
        if table.count == 0 {
            drawEmpty(emptyWords(table, loading, words), in: body, on: &canvas)
        } else {
            draw(table, grid: grid, in: body, frame: inner, on: &canvas)
            targets += table.visible.prefix(body.height).enumerated().map { index, item in
                let row = Rectangle(column: area.column + 1, row: body.row + index, width: area.width - 2, height: 1)
                return MouseTarget(area: row, pane: .conferences, click: .row(item.place))
            }
        }
        return body.height
    }

    private func draw<Row: TableRow>(
        _ table: TableState<Row>,
        grid: TableGrid<Row>,
        in body: Rectangle,
        frame: Rectangle,
        on canvas: inout Canvas
    ) {
        let isFocused = scene.state.focus == .conferences && scene.state.overlay == nil
        for (index, item) in table.visible.prefix(body.height).enumerated() {
            let row = Rectangle(column: body.column - 1, row: body.row + index, width: body.width + 2, height: 1)
            let isSelected = item.place == table.position
            let base: Role = isSelected ? (isFocused ? .selection : .selectionUnfocused) : .text
            if isSelected { canvas.fill(row, style: scene.theme[base]) }
            if table.marks.contains(item.row.id) {
                // On the frame, so that no column is moved.
                canvas.write("✓", at: Point(column: row.column - 1, row: row.row), style: scene.theme[.mark])
            }
            canvas.write(
                StyledLine(isSelected ? "▸" : " ", .text) + grid.line(item.row, marking: table.filter), at: row.origin,
                width: row.width - 1,
                theme: scene.theme, over: base)
        }
    }

    /// What the title says, shortened until it fits: marks matter more than places, and these more than the service.
    private func remark<Row: TableRow>(
        of table: TableState<Row>,
        _ service: String,
        _ grid: TableGrid<Row>,
        width: Int
    ) -> String {
        guard !table.rows.isEmpty else { return service }
        var marks: [String] = []
        if !table.marks.isEmpty {
            marks = ["\(table.marks.count) marked\(table.hiddenMarks > 0 ? ", \(table.hiddenMarks) hidden" : "")"]
        }
        // An order that no head shows is told here.
        let order = grid.shows(table.sortColumn) ? [] : ["by \(table.sortColumn.name)\(table.isDescending ? "▼" : "▲")"]
        let parts = [[service], [count(of: table)], order, marks]
        let choices = [parts, Array(parts.dropFirst()), [parts[1], marks], [marks.isEmpty ? parts[1] : marks]]
        let remarks = choices.map { $0.joined().joined(separator: " · ") }
        let room = width - DisplayText.cells(of: "\(Pane.conferences.title) · ") - 6
        return remarks.first { DisplayText.cells(of: $0) <= room } ?? remarks[remarks.count - 1]
    }

    private func count<Row: TableRow>(of table: TableState<Row>) -> String {
        let place = table.count == 0 ? 0 : table.position + 1
        return "\(place) of \(table.count)\(table.filter.isEmpty ? "" : " found")"
    }

    /// Says since when the list is not what the service has, and what to do.
    private func banner(_ loading: Loadable<Int>) -> String? {
        // Where there is nothing to show, the place of the rows says it; of an outage the banner above all panes tells.
        guard let failure = loading.failure, loading.value != nil, scene.state.outage?.isOfList != true
        else { return nil }
        return "! Not refreshed; \(keys.invocation(of: .refresh)) tries again. \(failure.title)"
    }

    /// "Not loaded yet" is not "empty", and "nothing passes the filter" is neither.
    private func emptyWords<Row: TableRow>(
        _ table: TableState<Row>,
        _ loading: Loadable<Int>,
        _ words: ListWords
    ) -> [StyledLine] {
        if !table.rows.isEmpty {
            return [StyledLine("Nothing matches “\(table.filter.text)”. Esc clears the filter.", .muted)]
        }
        switch loading {
        case .notAsked: return [StyledLine("Log in to see the \(words.many).", .muted)]
        case .loading: return [StyledLine("… Loading the \(words.many)", .info)]
        case .loaded: return [StyledLine(words.empty, .muted)]
        case .failed(let error, _, _):
            return [
                StyledLine("✗ \(error.title)", .danger), StyledLine(error.detail ?? "", .muted),
                StyledLine(error.advice),
                StyledLine("\(keys.invocation(of: .refresh)) tries again.", .muted),
            ]
        }
    }

    private func drawEmpty(_ lines: [StyledLine], in body: Rectangle, on canvas: inout Canvas) {
        let wrapped = lines.filter { !$0.text.isEmpty }.flatMap { $0.wrapped(to: body.width) }
        scene.write(wrapped, in: body.height > wrapped.count + 1 ? body.split(top: 1).rest : body, on: &canvas)
    }
}
