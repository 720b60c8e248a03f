import Foundation
import Meetings

/// A field of a conference's record, as the Details pane tells them apart.
package enum ConferenceField: Hashable, Sendable {
    case state
    case name
    case room
    case owner
    case unit
    case created
    case firstJoined
    case started
    case ended
    case joinPolicy
    case listPolicy
    case units
    case recording
    case hash
    case hashType
    case ledgerIdentifier
    case ledgerType

    /// One that gavel does not know.
    case other(String)
}

extension ConferenceField {
    /// What it is called in the details.
    package var label: String {
        switch self {
        case .state: "State"
        case .name: "Name"
        case .room: "Room"
        case .owner: "Owner"
        case .unit: "Unit"
        case .created: "Created"
        case .firstJoined: "First joined"
        case .started: "Started"
        case .ended: "Ended"
        case .joinPolicy: "May join"
        case .listPolicy: "Listed for"
        case .units: "Units"
        case .recording: "Recording"
        case .hash: "Hash"
        case .hashType: "Hash type"
        case .ledgerIdentifier: "Ledger entry"
        case .ledgerType: "Ledger"
        case .other(let name): name
        }
    }
}

extension Conference {
    /// Whether the record says anything under a field.
    func has(_ field: ConferenceField) -> Bool {
        switch field {
        case .state: true
        case .name: name != nil
        case .room: room != nil
        case .owner: owner != nil
        case .unit: ownerUnit != nil
        case .created: created != nil
        case .firstJoined: firstJoined != nil
        case .started: started != nil
        case .ended: ended != nil
        case .joinPolicy: joinPolicy != nil
        case .listPolicy: listPolicy != nil
        case .units: !allowedUnits.isEmpty
        case .recording: recordingLocation != nil
        case .hash: evidence.hash != nil
        case .hashType: evidence.hashType != nil
        case .ledgerIdentifier: evidence.ledgerIdentifier != nil
        case .ledgerType: evidence.ledgerType != nil
        case .other(let name): otherFields[name].map { $0 != .null } ?? false
        }
    }

    /// The fields in which two records of a conference differ.
    ///
    /// - Parameter earlier: What was known before.
    /// - Returns: The fields that are other now, or were not there.
    func changes(since earlier: Conference) -> Set<ConferenceField> {
        var fields: Set<ConferenceField> = []
        func compare<Value: Equatable>(_ field: ConferenceField, _ value: (Conference) -> Value) {
            if value(self) != value(earlier) { fields.insert(field) }
        }
        compare(.state) { $0.state }
        compare(.name) { $0.name }
        compare(.room) { $0.room }
        compare(.owner) { $0.owner }
        compare(.unit) { $0.ownerUnit }
        compare(.created) { $0.created }
        compare(.firstJoined) { $0.firstJoined }
        compare(.started) { $0.started }
        compare(.ended) { $0.ended }
        compare(.joinPolicy) { $0.joinPolicy }
        compare(.listPolicy) { $0.listPolicy }
        compare(.units) { $0.allowedUnits }
        compare(.recording) { $0.recordingLocation }
        compare(.hash) { $0.evidence.hash }
        compare(.hashType) { $0.evidence.hashType }
        compare(.ledgerIdentifier) { $0.evidence.ledgerIdentifier }
        compare(.ledgerType) { $0.evidence.ledgerType }
        for name in Set(otherFields.keys).union(earlier.otherFields.keys) {
            // A field with nothing in it says as much as none.
            compare(.other(name)) { $0.otherFields[name] ?? .null }
        }
        return fields
    }
}

/// What the operator has seen of conferences' records, to tell what is new at the next look.
struct RecordLooks: Sendable {
    private struct Look: Sendable {
        var conference: Conference
        var moment: Date
    }

    /// How many are kept; the oldest go first.
    static let most = 500

    private var looks: [ConferenceIdentifier: Look] = [:]
    private var order: [ConferenceIdentifier] = []

    /// Notes a record that is shown now.
    ///
    /// - Parameters:
    ///   - conference: The record.
    ///   - now: The time.
    /// - Returns: What differs from the look before, and when that was; nil at the first look.
    mutating func note(_ conference: Conference, at now: Date) -> (fields: Set<ConferenceField>, since: Date)? {
        let before = looks.updateValue(Look(conference: conference, moment: now), forKey: conference.id)
        guard let before else {
            order.append(conference.id)
            if order.count > RecordLooks.most { looks[order.removeFirst()] = nil }
            return nil
        }
        return (conference.changes(since: before.conference), before.moment)
    }
}
