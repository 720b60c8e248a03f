import Foundation
import Meetings
import Stage
import Store
import Terminal

/// The Live pane: the meeting on the stage, with everybody in it and who waits to be let in.
///
/// Only the rows on the screen are laid out.
struct LivePane {
    let scene: Scene
    let stage: StageState

    /// Draws the pane.
    ///
    /// - Parameters:
    ///   - area: The cells of its frame.
    ///   - viewport: Takes for how many people there is room.
    ///   - targets: Takes what can be clicked: people by their place in ``StageState/people``.
    ///   - canvas: What to draw on.
    func draw(in area: Rectangle, viewport: inout Viewport, targets: inout [MouseTarget], on canvas: inout Canvas) {
        let subject = stage.live.subject.map { signs.separator + $0.string } ?? ""
        let inner = scene.frame(.live, remark: stage.room.string + subject, in: area, on: &canvas)
        viewport.liveRows = 1
        guard inner.width > 0, inner.height > 0 else { return }
        let facts = LiveFacts(stage, now: scene.state.now, signs: signs)
            .lines(width: inner.width, most: inner.height < 8 ? 1 : 2)
        scene.write(facts, in: inner, on: &canvas)
        let body = inner.split(top: facts.count).rest
        guard count > 0 else { return drawEmpty(in: body, on: &canvas) }
        let parts = LiveParts(
            height: body.height, people: count, chat: stage.live.chat.count, notices: notices.brief.count,
            pending: general.count)
        let (notes, belowNotes) = body.split(top: parts.notices)
        scene.write(notices.brief, in: notes, on: &canvas)
        let (table, belowTable) = belowNotes.split(top: parts.head + parts.people)
        let (pending, rest) = belowTable.split(top: parts.pending)
        scene.write(general.suffix(parts.pending), in: pending, on: &canvas)
        let chat = rest.split(bottom: parts.chat).bottom
        scene.write(chatLines(parts.chat), in: chat, on: &canvas)
        draw(head: parts.head > 0, in: table, frame: area, targets: &targets, on: &canvas)
        viewport.liveRows = parts.people
    }

    private var signs: LiveSigns { LiveSigns(hasUnicode: scene.hasUnicode) }
    private var notices: LiveNotices { LiveNotices(scene: scene, stage: stage, signs: signs) }

    /// How many can be selected.
    private var count: Int { stage.live.knocking.count + stage.live.participants.count }

    /// What was asked for that is about nobody alone.
    private var general: [StyledLine] {
        stage.pending.filter { $0.person == nil }.map { pending in
            let mark = pending.standing == .unconfirmed ? "! " : "  "
            return StyledLine(mark + (pending.wordings.first ?? ""), pending.role)
        }
    }

    private func drawEmpty(in body: Rectangle, on canvas: inout Canvas) {
        let lines = notices.whole(width: body.width) + general
        scene.write(lines, in: body.height > lines.count ? body.split(top: 1).rest : body, on: &canvas)
    }

    /// Draws those who are seen.
    private func draw(
        head hasHead: Bool,
        in table: Rectangle,
        frame: Rectangle,
        targets: inout [MouseTarget],
        on canvas: inout Canvas
    ) {
        let (head, body) = table.split(top: hasHead ? 1 : 0)
        let top = firstShown(rows: body.height)
        let places = top..<min(count, top + body.height)
        let notes = personalNotes(of: places)
        let grid = LiveGrid(width: table.width, hasNotes: !notes.isEmpty, signs: signs)
        if hasHead { canvas.write(grid.header, at: head.origin, style: scene.theme[.header], width: head.width) }
        let isFocused = scene.state.focus == .live && scene.state.overlay == nil
        for place in places {
            let row = Rectangle(
                column: body.column - 1, row: body.row + place - top, width: body.width + 2, height: 1)
            let isSelected = selection(at: place) == stage.selection
            let base: Role = isSelected ? (isFocused ? .selection : .selectionUnfocused) : .text
            if isSelected { canvas.fill(row, style: scene.theme[base]) }
            canvas.write(
                StyledLine(isSelected ? signs.selected : " ", .text) + line(at: place, notes, grid), at: row.origin,
                width: row.width - 1, theme: scene.theme, over: base)
            targets.append(
                MouseTarget(
                    area: Rectangle(column: frame.column + 1, row: row.row, width: frame.width - 2, height: 1),
                    pane: .live, click: .person(place)))
        }
        drawMore(above: top > 0, below: places.upperBound < count, in: frame, on: &canvas)
    }

    /// The first one who is shown: where the operator has left it, but never so that the selected one is out of sight.
    private func firstShown(rows: Int) -> Int {
        let top = max(0, min(stage.top, count - rows))
        guard let place = selectedPlace else { return top }
        return min(max(top, place - rows + 1), place)
    }

    private var selectedPlace: Int? {
        switch stage.selection {
        case .knocking(let id): stage.live.knocking.firstIndex { $0.id == id }
        case .participant(let id):
            stage.live.participants.firstIndex { $0.id == id }.map { $0 + stage.live.knocking.count }
        case nil: nil
        }
    }

    private func selection(at place: Int) -> LiveSelection {
        let guests = stage.live.knocking
        return place < guests.count
            ? .knocking(guests[place].id) : .participant(stage.live.participants[place - guests.count].id)
    }

    /// What is said of somebody in their row.
    private struct Note {
        let wordings: [String]
        let role: Role
    }

    /// What is asked for of those who are seen, and in which other room they are.
    private func personalNotes(of places: Range<Int>) -> [LiveSelection: Note] {
        var notes: [LiveSelection: Note] = [:]
        var pending: [ParticipantIdentifier: PendingAction] = [:]
        for action in stage.pending { if let person = action.person { pending[person] = action } }
        for place in places {
            let selection = selection(at: place)
            switch selection {
            case .knocking(let id):
                if let asked = pending[id] { notes[selection] = Note(wordings: asked.wordings, role: asked.role) }
            case .participant(let id):
                if let asked = pending[id] {
                    notes[selection] = Note(wordings: asked.wordings, role: asked.role)
                } else if let room = stage.live[id]?.room {
                    notes[selection] = Note(wordings: ["in \(stage.live.name(ofRoom: room))"], role: .muted)
                }
            }
        }
        return notes
    }

    private func line(at place: Int, _ notes: [LiveSelection: Note], _ grid: LiveGrid) -> StyledLine {
        let note = notes[selection(at: place)]
        let guests = stage.live.knocking
        guard place >= guests.count else {
            return grid.line(
                of: guests[place], note: note?.wordings ?? [], note?.role ?? .muted, now: scene.state.now)
        }
        return grid.line(
            of: stage.live.participants[place - guests.count], note: note?.wordings ?? [], note?.role ?? .muted, scene)
    }

    /// The last lines of the chat under their head, in so many rows.
    private func chatLines(_ rows: Int) -> [StyledLine] {
        guard rows > 1 else { return [] }
        return [StyledLine("Chat", .header)]
            + stage.live.chat.suffix(rows - 1).map { said in
                let isOwn = said.from == nil
                let name = isOwn ? "You" : said.name.isEmpty ? "(no name)" : said.name.string
                return StyledLine(scene.time.clock(said.moment) + " ", .muted)
                    + StyledLine(name + (said.isPrivate ? " (private)" : "") + ": ", .label)
                    + StyledLine(said.text.string, .value)
            }
    }

    /// Says on the frame that there is more than is seen.
    private func drawMore(above: Bool, below: Bool, in area: Rectangle, on canvas: inout Canvas) {
        let style = scene.theme[.muted]
        let column = area.endColumn - 9
        guard column > area.column + 14 else { return }
        if above { canvas.write(signs.above + " ", at: Point(column: column, row: area.row), style: style) }
        if below { canvas.write(signs.below + " ", at: Point(column: column, row: area.endRow - 1), style: style) }
    }
}

/// How many rows each part of the pane has.
private struct LiveParts {
    let notices: Int
    let head: Int
    let people: Int
    let pending: Int

    /// With its head.
    let chat: Int

    init(height: Int, people count: Int, chat lines: Int, notices noticed: Int, pending asked: Int) {
        let isLow = height < 7
        // Somebody is to be seen in any case.
        notices = min(noticed, isLow ? 1 : 3, max(0, height - 1))
        head = height - notices >= 5 ? 1 : 0
        pending = min(asked, isLow ? 1 : 3, max(0, height - notices - head - 1))
        let rest = max(1, height - notices - head - pending)
        // The chat has what the people leave, and a share where both are many.
        let share = max(rest - count, rest >= 10 ? rest / 4 + 1 : 0)
        chat = lines > 0 && share >= 2 ? min(lines + 1, share) : 0
        people = rest - chat
    }
}
