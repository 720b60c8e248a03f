import Foundation
import Meetings
import Services

extension ConsoleState {
    /// What is known of what is selected in the list in view.
    ///
    /// - Parameter time: How times are told.
    /// - Returns: The facts; without a title where nothing is selected.
    package func facts(_ time: TimeText) -> DetailsFacts {
        let source = FactSource(state: self, time: time)
        return service == .v4h ? source.conference : source.room
    }
}

/// Collects facts of one state.
private struct FactSource {
    typealias Entry = DetailsFacts.Entry

    let state: ConsoleState
    let time: TimeText

    var conference: DetailsFacts {
        var facts = DetailsFacts()
        guard let conference = state.target else {
            facts.entries = [.remark("Nothing is selected.")]
            return facts
        }
        facts.title = (conference.name ?? conference.room)?.string ?? conference.id.text
        if state.details.subject == conference.id { facts.notices = loading(state.details.record) }
        facts.entries.append(.fact(.state, conference.state.label, .state(conference.state)))
        if state.watched.contains(conference.id) {
            facts.entries.append(.fact("", "watched until it has ended", .information))
        }
        facts.entries.append(.fact("Identifier", conference.id.text))
        facts.entries += optional(.name, conference.name)
        facts.entries.append(.fact(.room, conference.roomName))
        facts.entries += owner(of: conference)
        facts.entries += optional(.unit, conference.ownerUnit)
        facts.entries += moment(.created, conference.created)
        facts.entries += moment(.firstJoined, conference.firstJoined)
        facts.entries += moment(.started, conference.started)
        facts.entries += moment(.ended, conference.ended)
        if let duration = conference.duration { facts.entries.append(.fact("Lasted", TimeText.span(duration))) }
        facts.append(.policies, "Policies", policies(of: conference))
        facts.append(.recording, "Recording and evidence", recording(of: conference))
        let others = conference.otherFields.filter { $0.value != .null }.sorted { $0.key < $1.key }
        facts.append(
            .otherFields, "Other fields", others.map { .fact(.other($0.key), $0.value.compact) })
        return facts
    }

    /// The owner by name, with the number the record has for it.
    private func owner(of conference: Conference) -> [Entry] {
        guard let owner = conference.owner else { return [] }
        guard let name = state.organisationNames[owner.string] else {
            return [.fact(.owner, owner.string)]
        }
        return [.fact(.owner, "\(name) (\(owner))")]
    }

    private func policies(of conference: Conference) -> [Entry] {
        var entries =
            optional(.joinPolicy, conference.joinPolicy)
            + optional(.listPolicy, conference.listPolicy)
        if !conference.allowedUnits.isEmpty {
            entries.append(.fact(.units, conference.allowedUnits.map(\.string).joined(separator: ", ")))
        }
        return entries
    }

    private func recording(of conference: Conference) -> [Entry] {
        let evidence = conference.evidence
        guard conference.recordingLocation != nil || !evidence.isEmpty else {
            return [
                .remark(
                    conference.hasEnded
                        ? "No recording is stored." : "A recording may be stored once it has ended.")
            ] + checkedFile(of: conference)
        }
        var entries: [Entry] = []
        if let location = conference.recordingLocation {
            entries.append(.fact(.recording, location.string, .link))
        } else {
            entries.append(.fact(.recording, "not stored yet", .muted))
        }
        entries += optional(.hash, evidence.hash)
        entries += optional(.hashType, evidence.hashType)
        entries += optional(.ledgerIdentifier, evidence.ledgerIdentifier)
        entries += optional(.ledgerType, evidence.ledgerType)
        return entries + checkedFile(of: conference)
    }

    /// What was found out of a downloaded file, for as long as the record says the same.
    private func checkedFile(of conference: Conference) -> [Entry] {
        let label = "Your file"
        if let reading = state.fileReading, reading.subject == conference.id {
            return [.fact(label, "… is being read: \(reading.file)", .information)]
        }
        guard let check = state.fileCheck(of: conference) else { return [] }
        let since = "checked \(time.relative(check.moment))"
        switch check.finding {
        case .match(let algorithm):
            return [.fact(label, "match: \(check.file)", .success), .fact("", "\(algorithm), \(since)", .muted)]
        case .mismatch(let algorithm, let expected, let found):
            return [
                .fact(label, "no match: \(check.file)", .danger), .fact("  record's", expected),
                .fact("  file's", found), .fact("", "\(algorithm), \(since)", .muted),
            ]
        case .open(let trouble):
            return [
                .fact(label, "cannot be told: \(check.file)", .warning),
                .fact("", "\(trouble.title) \(trouble.advice)"), .fact("", since, .muted),
            ]
        }
    }

    var room: DetailsFacts {
        var facts = DetailsFacts()
        if let meeting = state.meetings.selected?.meeting {
            facts.title = meeting.room.string
            facts.entries = [.fact("Room", meeting.room.string), .fact("Meeting", meeting.identifier.string)]
            facts.entries += moment("Created", meeting.created) + moment("Ended", meeting.ended)
            appendKnowledge(of: meeting.room, to: &facts)
        } else {
            facts.entries = [.remark("Nothing is selected.")]
        }
        let features = part(state.features) { $0.map { .feature($0.name, isOn: $0.isOn) } }
        facts.append(.features, "Features of this deployment", features)
        return facts
    }

    private func appendKnowledge(of name: SafeText, to facts: inout DetailsFacts) {
        let room = state.room
        guard room.room == name else {
            return facts.append(.status, "Status, catch-up, summary", [.remark("Enter asks for them.")])
        }
        let status = part(room.status) { status in
            [
                .fact("Recording", status.isRecording ? "on" : "off", .activity(status.isRecording)),
                .fact("Transcript", status.isTranscribing ? "on" : "off", .activity(status.isTranscribing)),
            ]
        }
        let summary = part(room.summary) { summary in
            switch summary {
            case .text(let words): [.prose(words)]
            case .file(let meeting, let room, let location):
                optional("Meeting", meeting) + optional("Room", room) + [.fact("File", location.string, .link)]
            }
        }
        facts.append(.status, "Status", status)
        facts.append(.catchUp, "Catch-up", part(room.catchUp) { [.prose($0)] })
        facts.append(.summary, "Summary", summary)
    }

    private func part<Value>(_ loadable: Loadable<Value>, _ entries: (Value) -> [Entry]) -> [Entry] {
        loading(loadable) + (loadable.value.map(entries) ?? [])
    }

    private func loading<Value>(_ loadable: Loadable<Value>) -> [Entry] {
        (loadable.isLoading && loadable.value == nil ? [.loading] : [])
            + (loadable.failure.map { [.failure($0)] } ?? [])
    }

    private func optional(_ label: String, _ value: SafeText?) -> [Entry] {
        value.map { [.fact(label, $0.string)] } ?? []
    }

    private func optional(_ field: ConferenceField, _ value: SafeText?) -> [Entry] {
        value.map { [.fact(field, $0.string)] } ?? []
    }

    private func moment(_ label: String, _ date: Date?) -> [Entry] { date.map { [.fact(label, words(for: $0))] } ?? [] }

    private func moment(_ field: ConferenceField, _ date: Date?) -> [Entry] {
        date.map { [.fact(field, words(for: $0))] } ?? []
    }

    private func words(for date: Date) -> String { "\(time.absolute(date))  (\(time.relative(date)))" }
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
