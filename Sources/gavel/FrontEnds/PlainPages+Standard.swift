import Foundation
import Journal
import Meetings
import Plain
import Services
import Store

extension PlainPages {
    /// The same fields as the command line has, a line each.
    static let standard = PlainPages(
        details: { state in state.service == .v4h ? conference(in: state) : meeting(in: state) },
        journal: { state in
            let entries = state.journal.entries
            return entries.isEmpty ? ["Nothing was done yet."] : JournalTable(entries: entries).statements
        })

    @MainActor
    private static func conference(in state: ConsoleState) -> [String] {
        guard var conference = state.target else { return ["Nothing is selected."] }
        if let owner = conference.owner, let name = state.organisationNames[owner.string] {
            conference.owner = SafeText("\(name) (\(owner))")
        }
        let isRead = state.details.subject == conference.id
        let record = ConferenceRecord(
            conference: conference, document: isRead ? state.details.record.value?.document ?? .null : .null)
        let time = TimeText(now: state.now)
        var lines = Report(Field<ConferenceRecord>.all, of: record).statements(time)
        if state.watched.contains(conference.id) { lines.append("It is watched until it has ended.") }
        guard isRead else { return lines }
        if let since = state.details.changesSince {
            lines.append("It has changed since you looked at it \(time.relative(since)).")
        }
        return lines + trouble(state.details.record)
    }

    @MainActor
    private static func meeting(in state: ConsoleState) -> [String] {
        guard let meeting = state.meetings.selected?.meeting else { return ["Nothing is selected."] }
        let time = TimeText(now: state.now)
        var lines = Report(Field<ProConfMeeting>.all, of: meeting).statements(time)
        guard state.room.room == meeting.room else { return lines }
        let room = meeting.room.string
        if let status = state.room.status.value {
            lines += Report(Field<RoomReport>.all.besidesKey, of: RoomReport(room: room, status: status)).statements(
                time)
        }
        lines += trouble(state.room.status)
        lines += titled("Catch-up", state.room.catchUp) { RoomText(room: room, text: $0) }
        lines += titled("Summary", state.room.summary) { RoomText(room: room, summary: $0) }
        if let features = state.features.value {
            lines.append("Features of this deployment:")
            lines += features.map { "\($0.name): \($0.isOn ? "on" : "off")" }
        }
        return lines
    }

    private static func titled<Value>(
        _ title: String,
        _ loadable: Loadable<Value>,
        _ text: (Value) -> RoomText
    ) -> [String] {
        let lines = loadable.value.map { value in
            let text = text(value)
            return [text.spoken.map { "\(title): \($0)" } ?? "\(title): nothing so far"]
                + (text.location.map { ["\(title) lies at: \($0)"] } ?? [])
        }
        return (lines ?? []) + trouble(loadable).map { "\(title): \($0)" }
    }

    /// Why something is not there, or not as new as it could be.
    private static func trouble<Value>(_ loadable: Loadable<Value>) -> [String] {
        loadable.failure.map { [$0.isExpected ? $0.title : "\($0.title) \($0.advice)"] } ?? []
    }
}

extension [Field<RoomReport>] {
    /// All but what the subject is told from others by, where that was said already.
    fileprivate var besidesKey: [Field<RoomReport>] { filter { $0.place != .key } }
}
