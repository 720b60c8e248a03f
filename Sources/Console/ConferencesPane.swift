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
    ///   - canvas: What to draw on.
    /// - Returns: How many rows of the list there is room for.
    func draw(in area: Rectangle, on canvas: inout Canvas) -> Int {
        switch scene.state.service {
        case .v4h:
            draw(
                scene.state.conferences, loading: scene.state.conferencesLoading, columns: conferenceColumns,
                words: ListWords(many: "conferences", empty: "No conferences yet. Press n to request one."),
                in: area, on: &canvas)
        case .proconf:
            draw(
                scene.state.meetings, loading: scene.state.meetingsLoading, columns: meetingColumns,
                words: ListWords(
                    many: "meetings", empty: "No meeting has ended yet. Press i to look up a room by its name."),
                in: area, on: &canvas)
        }
    }

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
        on canvas: inout Canvas
    ) -> Int {
        let service = scene.state.service == .v4h ? "V4H" : "ended ProCONF meetings"
        let remark = table.rows.isEmpty ? service : "\(service) · \(count(of: table))"
        let inner = scene.frame(.conferences, remark: remark, in: area, on: &canvas)
        var rest = inner
        if let banner = banner(loading) {
            let (row, below) = rest.split(top: 1)
            canvas.fill(row, style: scene.theme[.bannerWarning])
            canvas.write(
                DisplayText.fitted(banner, to: row.width), at: row.origin, style: scene.theme[.bannerWarning])
            rest = below
        }
        if scene.state.isFiltering || !table.filter.isEmpty {
            let (row, below) = rest.split(top: 1)
            drawFilter(table.filter, in: row, on: &canvas)
            rest = below
        }
        let (head, body) = rest.split(top: 1)
        let grid = TableGrid(columns, width: head.width)
        canvas.write(
            grid.header(sortedBy: table.sortColumn, descending: table.isDescending), at: head.origin,
            style: scene.theme[.header], width: head.width)
        if table.count == 0 {
            drawEmpty(emptyWords(table, loading, words), in: body, on: &canvas)
        } else {
            draw(table, grid: grid, in: body, frame: inner, on: &canvas)
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
            canvas.write(
                StyledLine(isSelected ? "▸" : " ", .text) + grid.line(item.row), at: row.origin, width: row.width - 1,
                theme: scene.theme, over: base)
        }
    }

    private func count<Row: TableRow>(of table: TableState<Row>) -> String {
        let place = table.count == 0 ? "0" : "\(table.position + 1)"
        return table.filter.isEmpty
            ? "\(place) of \(table.rows.count)" : "\(place) of \(table.count) shown, \(table.rows.count) in all"
    }

    /// Says since when the list is not what the service has, and what to do.
    private func banner(_ loading: Loadable<Int>) -> String? {
        // Where there is nothing to show, the place of the rows says it; of an outage the banner above all panes tells.
        guard let failure = loading.failure, loading.value != nil, scene.state.outage?.isOfList != true
        else { return nil }
        return "! Not refreshed; r tries again. \(failure.title)"
    }

    private func drawFilter(_ filter: String, in row: Rectangle, on canvas: inout Canvas) {
        let theme = scene.theme
        let isTyping = scene.state.isFiltering && scene.state.overlay == nil
        canvas.write("/", at: row.origin, style: theme[.key])
        let box = row.split(left: 2).rest
        canvas.fill(box, style: theme[isTyping ? .fieldFocused : .field])
        let field = scene.state.filterField
        let characters = Array(isTyping ? field.text : filter)
        let (window, cursor) = FormView.window(
            of: characters, cursor: isTyping ? field.cursor : 0, width: box.width)
        canvas.write(String(window), at: box.origin, style: theme[isTyping ? .fieldFocused : .field], width: box.width)
        if isTyping { canvas.cursor = Point(column: box.column + cursor, row: box.row) }
    }

    /// "Not loaded yet" is not "empty", and "nothing passes the filter" is neither.
    private func emptyWords<Row: TableRow>(
        _ table: TableState<Row>,
        _ loading: Loadable<Int>,
        _ words: ListWords
    ) -> [StyledLine] {
        if !table.rows.isEmpty {
            return [StyledLine("Nothing matches “\(table.filter)”. Esc clears the filter.", .muted)]
        }
        switch loading {
        case .notAsked: return [StyledLine("Log in to see the \(words.many).", .muted)]
        case .loading: return [StyledLine("… Loading the \(words.many)", .info)]
        case .loaded: return [StyledLine(words.empty, .muted)]
        case .failed(let error, _, _):
            return [
                StyledLine("✗ \(error.title)", .danger), StyledLine(error.detail ?? "", .muted),
                StyledLine(error.advice),
                StyledLine("r tries again.", .muted),
            ]
        }
    }

    private func drawEmpty(_ lines: [StyledLine], in body: Rectangle, on canvas: inout Canvas) {
        let wrapped = lines.filter { !$0.text.isEmpty }.flatMap { $0.wrapped(to: body.width) }
        scene.write(wrapped, in: body.height > wrapped.count + 1 ? body.split(top: 1).rest : body, on: &canvas)
    }
}

extension ConferencesPane {
    private var conferenceColumns: [TableColumn<ConferenceRow>] {
        let time = scene.time
        return [
            TableColumn(column: .state, title: "State", width: 10, rank: 0) { row in
                let state = row.conference.state
                return ("\(state.sign) \(state.label)", state.role)
            },
            TableColumn(column: .identifier, title: "Id", width: 11, rank: 3) { ($0.id.text, .value) },
            TableColumn(column: .room, title: "Room", width: 14, stretches: true, rank: 1) { row in
                ((row.conference.name ?? row.conference.room)?.string ?? row.conference.roomName, .value)
            },
            TableColumn(column: .owner, title: "Owner", width: 12, stretches: true, rank: 2) {
                ($0.owner?.string ?? "–", .value)
            },
            TableColumn(column: .created, title: "Created", width: 16, rank: 4) {
                ($0.conference.created.map(time.minute) ?? "–", .muted)
            },
            TableColumn(column: .lasted, title: "Lasted", width: 7, rank: 5, alignment: .right) {
                ($0.conference.duration.map(TimeText.span) ?? "–", .muted)
            },
            TableColumn(column: .joinPolicy, title: "May join", width: 10, rank: 6) {
                ($0.conference.joinPolicy?.string ?? "–", .muted)
            },
            TableColumn(column: .source, title: "From", width: 7, rank: 7) { ($0.source.rawValue, .muted) },
        ]
    }

    private var meetingColumns: [TableColumn<MeetingRow>] {
        let time = scene.time
        return [
            TableColumn(column: .room, title: "Room", width: 18, stretches: true, rank: 0) {
                ($0.meeting.room.string, .value)
            },
            TableColumn(column: .identifier, title: "Meeting", width: 22, stretches: true, rank: 4) {
                ($0.meeting.identifier.string, .muted)
            },
            TableColumn(column: .created, title: "Created", width: 16, rank: 2) {
                ($0.meeting.created.map(time.minute) ?? "–", .muted)
            },
            TableColumn(column: .ended, title: "Ended", width: 16, rank: 1) {
                ($0.meeting.ended.map(time.minute) ?? "–", .muted)
            },
            TableColumn(column: .lasted, title: "Lasted", width: 7, rank: 3, alignment: .right) {
                ($0.duration.map(TimeText.span) ?? "–", .muted)
            },
        ]
    }
}

extension ConferenceState {
    /// A sign that tells the state without colour.
    var sign: String {
        switch self {
        case .ready: "○"
        case .started: "●"
        case .finished: "■"
        case .other, .unknown: "?"
        }
    }

    var role: Role {
        switch self {
        case .ready: .stateReady
        case .started: .stateLive
        case .finished: .stateEnded
        case .other, .unknown: .stateUnknown
        }
    }
}
