import Foundation
import Meetings
import Store
import Terminal

/// What the Details pane says, line by line.
struct DetailsContent {
    let scene: Scene

    /// Cells there are for a line.
    let width: Int

    private static let labelWidth = 13

    /// The lines for what is selected.
    var lines: [StyledLine] {
        switch scene.state.service {
        case .v4h: scene.state.details.showsDocument ? document : conference
        case .proconf: room
        }
    }

    private var conference: [StyledLine] {
        let state = scene.state
        guard let conference = state.target else { return [StyledLine("Nothing is selected.", .muted)] }
        var lines: [StyledLine] = []
        if state.details.subject == conference.id {
            lines += loading(state.details.record)
            if let error = state.details.record.failure { lines += failure(error) }
        }
        lines += field("State", "\(conference.state.sign) \(conference.state.label)", conference.state.role)
        if state.watched.contains(conference.id) { lines += field("", "watched until it has ended", .info) }
        lines += field("Identifier", conference.id.text)
        lines += optional("Name", conference.name)
        lines += field("Room", conference.roomName)
        lines += owner(of: conference)
        lines += optional("Unit", conference.ownerUnit)
        lines += moment("Created", conference.created)
        lines += moment("First joined", conference.firstJoined)
        lines += moment("Started", conference.started)
        lines += moment("Ended", conference.ended)
        if let duration = conference.duration { lines += field("Lasted", TimeText.span(duration)) }
        lines += policies(of: conference) + recording(of: conference)
        let others = conference.otherFields.filter { $0.value != .null }.sorted { $0.key < $1.key }
        if !others.isEmpty { lines += heading("Other fields") }
        for (name, value) in others { lines += field(name, value.compact) }
        return lines
    }

    /// The owner by name, with the number the record has for it.
    private func owner(of conference: Conference) -> [StyledLine] {
        guard let owner = conference.owner else { return [] }
        guard let name = scene.state.organisationNames[owner.string] else { return field("Owner", owner.string) }
        return field("Owner", "\(name) (\(owner))")
    }

    private func policies(of conference: Conference) -> [StyledLine] {
        var lines = optional("May join", conference.joinPolicy) + optional("Listed for", conference.listPolicy)
        if !conference.allowedUnits.isEmpty {
            lines += field("Units", conference.allowedUnits.map(\.string).joined(separator: ", "))
        }
        return lines.isEmpty ? [] : heading("Policies") + lines
    }

    private func recording(of conference: Conference) -> [StyledLine] {
        let evidence = conference.evidence
        var lines = heading("Recording and evidence")
        guard conference.recordingLocation != nil || !evidence.isEmpty else {
            let words = conference.hasEnded ? "No recording is stored." : "A recording may be stored once it has ended."
            return lines + [StyledLine(words, .muted)]
        }
        if let location = conference.recordingLocation {
            lines += field("Recording", location.string, .link)
        } else {
            lines += field("Recording", "not stored yet", .muted)
        }
        lines += optional("Hash", evidence.hash)
        lines += optional("Hash type", evidence.hashType)
        lines += optional("Ledger entry", evidence.ledgerIdentifier)
        lines += optional("Ledger", evidence.ledgerType)
        return lines
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
        return lines + DisplayText.wrapped(text, to: width).map { StyledLine($0, .value) }
    }

    private var room: [StyledLine] {
        let state = scene.state
        var lines: [StyledLine] = []
        if let meeting = state.meetings.selected?.meeting {
            lines += field("Room", meeting.room.string) + field("Meeting", meeting.identifier.string)
            lines += moment("Created", meeting.created) + moment("Ended", meeting.ended)
            lines += about(meeting.room)
        } else {
            lines.append(StyledLine("Nothing is selected.", .muted))
        }
        return lines + features
    }

    private func about(_ name: SafeText) -> [StyledLine] {
        let room = scene.state.room
        guard room.room == name else {
            return heading("Status, catch-up, summary") + [StyledLine("Enter asks for them.", .muted)]
        }
        var lines = heading("Status")
        lines += part(room.status) { status in
            field("Recording", status.isRecording ? "● on" : "○ off", status.isRecording ? .stateLive : .muted)
                + field(
                    "Transcript", status.isTranscribing ? "● on" : "○ off", status.isTranscribing ? .stateLive : .muted)
        }
        lines += heading("Catch-up") + part(room.catchUp, text)
        lines += heading("Summary")
        lines += part(room.summary) { summary in
            switch summary {
            case .text(let words): text(words)
            case .file(let meeting, let room, let location):
                optional("Meeting", meeting) + optional("Room", room) + field("File", location.string, .link)
            }
        }
        return lines
    }

    private var features: [StyledLine] {
        heading("Features of this deployment")
            + part(scene.state.features) { features in
                features.flatMap { feature in
                    [StyledLine("\(feature.isOn ? "●" : "○") \(feature.name)", feature.isOn ? .value : .muted)]
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

    private func text(_ words: SafeText) -> [StyledLine] {
        guard !words.isEmpty else { return [StyledLine("Nothing so far.", .muted)] }
        return DisplayText.wrapped(words.string, to: width).map { StyledLine($0, .value) }
    }

    private func heading(_ title: String) -> [StyledLine] { [StyledLine(), StyledLine(title, .header)] }

    private func optional(_ label: String, _ value: SafeText?) -> [StyledLine] {
        value.map { field(label, $0.string) } ?? []
    }

    private func moment(_ label: String, _ date: Date?) -> [StyledLine] {
        guard let date else { return [] }
        return field(label, "\(scene.time.absolute(date))  (\(scene.time.relative(date)))")
    }

    /// A label with its value; a long value goes on below itself.
    private func field(_ label: String, _ value: String, _ role: Role = .value) -> [StyledLine] {
        let room = max(8, width - DetailsContent.labelWidth)
        return DisplayText.wrapped(value, to: room).enumerated().map { index, part in
            let name = DisplayText.fitted(index == 0 ? label : "", to: DetailsContent.labelWidth - 1) + " "
            return StyledLine(name, .label) + StyledLine(part, role)
        }
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
