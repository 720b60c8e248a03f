import Foundation
import Meetings
import Store

extension Field where Subject == ConferenceRecord {
    /// The columns of the console's list, which give way in the same order.
    private typealias Column = ConferenceRow.Column

    /// What is told of a conference.
    static var all: [Field] {
        [
            Field("state", "State", rank: Column.state.rank, "ready, live, ended, or the service's own word.") {
                record in
                .text(record.conference.state.label)
            },
            Field("id", "Id", in: .key, "The identifier.") { .text($0.conference.id.text) },
            Field("room", "Room", rank: Column.room.rank, "The room on the meetings' server.") {
                FieldValue($0.conference.room)
            },
            Field("name", "Name", rank: Column.room.rank, "What people call it.") { FieldValue($0.conference.name) },
            Field("owner", "Owner", rank: Column.owner.rank, "The organisation that it belongs to.") {
                FieldValue($0.conference.owner)
            },
            Field("ownerUnit", "Unit", in: .record, "The unit of the organisation.") {
                FieldValue($0.conference.ownerUnit)
            },
            Field("created", "Created", rank: Column.created.rank, "When it was requested.") {
                FieldValue($0.conference.created)
            },
            Field("firstJoined", "First joined", in: .record, "When the first one came in.") {
                FieldValue($0.conference.firstJoined)
            },
            Field("started", "Started", in: .record, "When a moderator started it.") {
                FieldValue($0.conference.started)
            },
            Field("ended", "Ended", rank: Column.lasted.rank, "When it ended.") { FieldValue($0.conference.ended) },
            Field("seconds", "Seconds", in: .record, "How long it lasted, in whole seconds.") { record in
                record.conference.duration.map { .number(Int(min($0, 1e12).rounded())) } ?? .none
            },
            Field("joinPolicy", "May join", in: .record, "Who may join.") { FieldValue($0.conference.joinPolicy) },
            Field("listPolicy", "May see", in: .record, "Who may see it in a list.") {
                FieldValue($0.conference.listPolicy)
            },
            Field("allowedUnits", "Units", in: .record, "The units that may join.") { record in
                let units = record.conference.allowedUnits.map(\.string)
                return units.isEmpty ? .none : .texts(units)
            },
            Field("recording", "Recording", in: .record, "Where the recording lies.") {
                FieldValue($0.conference.recordingLocation)
            },
            Field("hash", "Hash", in: .record, "The recording's digest.") { FieldValue($0.conference.evidence.hash) },
            Field("hashType", "Hash type", in: .record, "The algorithm of the digest.") {
                FieldValue($0.conference.evidence.hashType)
            },
            Field("ledgerId", "Ledger entry", in: .record, "The ledger entry that holds the digest.") {
                FieldValue($0.conference.evidence.ledgerIdentifier)
            },
            Field("ledgerType", "Ledger", in: .record, "The kind of ledger.") {
                FieldValue($0.conference.evidence.ledgerType)
            },
            Field("record", "Record", in: .document, "The record as the service sent it; null in lists.") {
                .document($0.document)
            },
        ]
    }
}
