import Foundation
import Meetings
import Store
import Terminal

/// What the Details pane says, line by line.
struct DetailsContent {
    let scene: Scene

    /// Cells there are for a line.
    let width: Int

    private static let labelWidth = 14

    /// What is said of what is selected.
    var text: DetailsText {
        switch scene.state.service {
        case .v4h: scene.state.details.showsDocument ? DetailsText(lines: document) : conference
        case .proconf: room
        }
    }

    private var conference: DetailsText {
        let state = scene.state
        guard let conference = state.target else {
            return DetailsText(lines: [StyledLine("Nothing is selected.", .muted)])
        }
        var lines: [StyledLine] = []
        if state.details.subject == conference.id {
            lines += loading(state.details.record)
            if let error = state.details.record.failure { lines += failure(error) }
        }
        if let since = changesSince {
            let words = "* changed since you looked at it \(scene.time.relative(since))"
            lines += StyledLine(words, .warning).wrapped(to: width)
            let gone = state.details.gone(from: conference).map(\.label)
            if !gone.isEmpty {
                lines += StyledLine("* gone since last look: \(gone.joined(separator: ", "))", .warning)
                    .wrapped(to: width)
            }
        }
        lines += field(.state, "\(conference.state.sign) \(conference.state.label)", conference.state.role)
        if state.watched.contains(conference.id) { lines += field("", "watched until it has ended", .info) }
        lines += field("Identifier", conference.id.text)
        lines += optional(.name, conference.name)
        lines += field(.room, conference.roomName)
        lines += owner(of: conference)
        lines += optional(.unit, conference.ownerUnit)
        lines += moment(.created, conference.created)
        lines += moment(.firstJoined, conference.firstJoined)
        lines += moment(.started, conference.started)
        lines += moment(.ended, conference.ended)
        if let duration = conference.duration { lines += field("Lasted", TimeText.span(duration)) }
        var text = DetailsText(lines: lines)
        append(.policies, "Policies", policies(of: conference), to: &text)
        append(.recording, "Recording and evidence", recording(of: conference), to: &text)
        let others = conference.otherFields.filter { $0.value != .null }.sorted { $0.key < $1.key }
            .flatMap { field(.other($0.key), $0.value.compact) }
        append(.otherFields, "Other fields", others, to: &text)
        return text
    }

    /// Since when something is other, where this conference's record is in view.
    private var changesSince: Date? {
        let details = scene.state.details
        return details.subject == scene.state.target?.id ? details.changesSince : nil
    }

    /// Adds a section, of which only the heading is shown where it is folded; one with nothing in it is left out.
    private func append(
        _ section: DetailsSection,
        _ title: String,
        _ lines: [StyledLine],
        to text: inout DetailsText
    ) {
        guard !lines.isEmpty else { return }
        let details = scene.state.details
        let isFolded = details.folded.contains(section)
        let isCurrent = details.section == section && scene.state.focus == .details
        var heading = StyledLine("\(isFolded ? "►" : "▼") \(title)", isCurrent ? .titleFocused : .header)
        if isFolded {
            heading += StyledLine("  \(lines.count == 1 ? "1 line" : "\(lines.count) lines")", .muted)
            if lines.contains(where: \.isMarked) { heading += StyledLine(" *", .warning) }
        }
        text.append(section, heading, isFolded ? [] : lines)
    }

    /// The owner by name, with the number the record has for it.
    private func owner(of conference: Conference) -> [StyledLine] {
        guard let owner = conference.owner else { return [] }
        guard let name = scene.state.organisationNames[owner.string] else {
            return field(.owner, owner.string)
        }
        return field(.owner, "\(name) (\(owner))")
    }

    private func policies(of conference: Conference) -> [StyledLine] {
        var lines =
            optional(.joinPolicy, conference.joinPolicy)
            + optional(.listPolicy, conference.listPolicy)
        if !conference.allowedUnits.isEmpty {
            lines += field(.units, conference.allowedUnits.map(\.string).joined(separator: ", "))
        }
        return lines
    }

    private func recording(of conference: Conference) -> [StyledLine] {
        let evidence = conference.evidence
        guard conference.recordingLocation != nil || !evidence.isEmpty else {
            let words = conference.hasEnded ? "No recording is stored." : "A recording may be stored once it has ended."
            return [StyledLine(words, .muted)] + checkedFile(of: conference)
        }
        var lines: [StyledLine] = []
        if let location = conference.recordingLocation {
            lines += field(.recording, location.string, .link)
        } else {
            lines += field(.recording, "not stored yet", .muted)
        }
        lines += optional(.hash, evidence.hash)
        lines += optional(.hashType, evidence.hashType)
        lines += optional(.ledgerIdentifier, evidence.ledgerIdentifier)
        lines += optional(.ledgerType, evidence.ledgerType)
        return lines + checkedFile(of: conference)
    }

    /// What was found out of a downloaded file, for as long as the record says the same.
    private func checkedFile(of conference: Conference) -> [StyledLine] {
        let label = "Your file"
        if let reading = scene.state.fileReading, reading.subject == conference.id {
            return field(label, "… is being read: \(reading.file)", .info)
        }
        guard let check = scene.state.fileCheck(of: conference) else { return [] }
        let since = "checked \(scene.time.relative(check.moment))"
        switch check.finding {
        case .match(let algorithm):
            return field(label, "✓ match: \(check.file)", .success) + field("", "\(algorithm), \(since)", .muted)
        case .mismatch(let algorithm, let expected, let found):
            return field(label, "✗ no match: \(check.file)", .danger) + field("  record's", expected)
                + field("  file's", found) + field("", "\(algorithm), \(since)", .muted)
        case .open(let trouble):
            return field(label, "? cannot be told: \(check.file)", .warning)
                + field("", "\(trouble.title) \(trouble.advice)") + field("", since, .muted)
        }
    }

    private var document: [StyledLine] {
        let state = scene.state
        guard let target = state.target else { return [StyledLine("Nothing is selected.", .muted)] }
        guard state.details.subject == target.id else {
            return [StyledLine("Enter loads the record of \(target.id).", .muted)]
        }
        var lines = loading(state.details.record)
        if let error = state.details.record.failure { lines += failure(error) }
        guard let record = state.details.record.value else { return lines }
        let text = SafeText(document: record.document.pretty).string
        return lines + JSONText(text, width: width).lines
    }

    private var room: DetailsText {
        let state = scene.state
        var text = DetailsText()
        if let meeting = state.meetings.selected?.meeting {
            text.lines += field("Room", meeting.room.string) + field("Meeting", meeting.identifier.string)
            text.lines += moment("Created", meeting.created) + moment("Ended", meeting.ended)
            appendKnowledge(of: meeting.room, to: &text)
        } else {
            text.lines.append(StyledLine("Nothing is selected.", .muted))
        }
        append(.features, "Features of this deployment", features, to: &text)
        return text
    }

    private func appendKnowledge(of name: SafeText, to text: inout DetailsText) {
        let room = scene.state.room
        guard room.room == name else {
            let words = StyledLine("Enter asks for them.", .muted)
            return append(.status, "Status, catch-up, summary", [words], to: &text)
        }
        let status = part(room.status) { status in
            field("Recording", status.isRecording ? "● on" : "○ off", status.isRecording ? .stateLive : .muted)
                + field(
                    "Transcript", status.isTranscribing ? "● on" : "○ off", status.isTranscribing ? .stateLive : .muted)
        }
        let summary = part(room.summary) { summary in
            switch summary {
            case .text(let words): prose(words)
            case .file(let meeting, let room, let location):
                optional("Meeting", meeting) + optional("Room", room) + field("File", location.string, .link)
            }
        }
        append(.status, "Status", status, to: &text)
        append(.catchUp, "Catch-up", part(room.catchUp, prose), to: &text)
        append(.summary, "Summary", summary, to: &text)
    }

    private var features: [StyledLine] {
        part(scene.state.features) { features in
            features.map { feature in
                StyledLine("\(feature.isOn ? "●" : "○") \(feature.name)", feature.isOn ? .value : .muted)
            }
        }
    }

    private func part<Value>(_ loadable: Loadable<Value>, _ show: (Value) -> [StyledLine]) -> [StyledLine] {
        let value = loadable.value.map(show) ?? []
        return loading(loadable) + (loadable.failure.map(failure) ?? []) + value
    }

    private func loading<Value>(_ loadable: Loadable<Value>) -> [StyledLine] {
        loadable.isLoading && loadable.value == nil ? [StyledLine("… Loading", .info)] : []
    }

    private func failure(_ error: Trouble) -> [StyledLine] {
        if error.isExpected { return StyledLine("\(error.title) \(error.advice)", .muted).wrapped(to: width) }
        return StyledLine("✗ \(error.title)", .danger).wrapped(to: width)
            + (error.detail.map { StyledLine($0, .muted).wrapped(to: width) } ?? [])
            + StyledLine(error.advice, .text).wrapped(to: width)
    }

    private func prose(_ words: SafeText) -> [StyledLine] {
        guard !words.isEmpty else { return [StyledLine("Nothing so far.", .muted)] }
        return DisplayText.wrapped(words.string, to: width).map { StyledLine($0, .value) }
    }

    private func optional(_ label: String, _ value: SafeText?) -> [StyledLine] {
        value.map { field(label, $0.string) } ?? []
    }

    private func optional(_ field: ConferenceField, _ value: SafeText?) -> [StyledLine] {
        value.map { self.field(field, $0.string) } ?? []
    }

    private func moment(_ label: String, _ date: Date?) -> [StyledLine] {
        date.map { field(label, words(for: $0)) } ?? []
    }

    private func moment(_ field: ConferenceField, _ date: Date?) -> [StyledLine] {
        date.map { self.field(field, words(for: $0)) } ?? []
    }

    private func words(for date: Date) -> String { "\(scene.time.absolute(date))  (\(scene.time.relative(date)))" }

    private func field(_ field: ConferenceField, _ value: String, _ role: Role = .value) -> [StyledLine] {
        self.field(field.label, value, role, of: field)
    }

    /// A label with its value, and a mark where it has changed; a long value goes on below itself.
    private func field(
        _ label: String,
        _ value: String,
        _ role: Role = .value,
        of field: ConferenceField? = nil
    ) -> [StyledLine] {
        let room = max(8, width - DetailsContent.labelWidth)
        let isChanged = changesSince != nil && field.map(scene.state.details.changes.contains) == true
        return DisplayText.wrapped(value, to: room).enumerated().map { index, part in
            let name = StyledLine(
                DisplayText.fitted(index == 0 ? label : "", to: DetailsContent.labelWidth - 2), .label)
            let mark = isChanged && index == 0 ? DetailsContent.mark : StyledLine(" ")
            return name + mark + StyledLine(" ") + StyledLine(part, role)
        }
    }

    /// What stands before a value that has changed.
    fileprivate static let mark = StyledLine("*", .warning)
}

extension StyledLine {
    /// Whether it tells of a change.
    fileprivate var isMarked: Bool {
        spans.contains { $0.text == DetailsContent.mark.text && $0.role == .warning }
    }
}

extension JSONValue {
    /// The value on one line.
    fileprivate var compact: String {
        switch self {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .integer, .number, .string: text ?? "\"\""
        case .array, .object:
            SafeText(pretty.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: " ")).string
        }
    }
}
