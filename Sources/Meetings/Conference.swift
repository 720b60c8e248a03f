package import Foundation

/// Identifies a conference: text or an integer on the wire, always compared as text.
package struct ConferenceIdentifier: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The identifier as it is shown.
    package let text: String

    /// The identifier as it came, where it is not shown like that.
    private let exact: WireText?

    /// Takes an identifier as the server or the operator wrote it.
    package init(_ untrusted: String) {
        text = SafeText(untrusted, limit: 256).string
        // Nobody asks for one of absurd length; its beginning keeps it apart from others.
        exact = text.utf8.elementsEqual(untrusted.utf8) ? nil : WireText(String(untrusted.prefix(1024)))
    }

    /// The identifier as it is told to the server, before percent-encoding.
    ///
    /// Two that look alike are still two here.
    package var wire: String { exact?.sent ?? text }

    package var description: String { text }

    package static func < (left: ConferenceIdentifier, right: ConferenceIdentifier) -> Bool { left.text < right.text }
}

/// A conference as the service knows it: one model for both record vocabularies of the V4H contract.
///
/// Every field but the identifier may be unknown.
package struct Conference: Hashable, Sendable, Identifiable {
    package var id: ConferenceIdentifier

    /// The Jitsi room (`short`).
    ///
    /// Older servers have none; then the identifier serves.
    package var room: SafeText?

    /// What people call it, where the server has a name for it.
    package var name: SafeText?

    package var owner: SafeText?
    package var ownerUnit: SafeText?

    /// The state as the server said it, or what the times say where it said none.
    package var state: ConferenceState

    package var created: Date?
    package var firstJoined: Date?
    package var started: Date?
    package var ended: Date?

    /// Where the recording lies, once it is stored.
    package var recordingLocation: SafeText?

    package var evidence: IntegrityEvidence

    package var joinPolicy: SafeText?
    package var listPolicy: SafeText?
    package var allowedUnits: [SafeText]

    /// Everything the record held beyond these, verbatim.
    package var otherFields: [String: JSONValue]

    package init(
        id: ConferenceIdentifier,
        room: SafeText? = nil,
        name: SafeText? = nil,
        owner: SafeText? = nil,
        ownerUnit: SafeText? = nil,
        state: ConferenceState = .unknown,
        created: Date? = nil,
        firstJoined: Date? = nil,
        started: Date? = nil,
        ended: Date? = nil,
        recordingLocation: SafeText? = nil,
        evidence: IntegrityEvidence = IntegrityEvidence(),
        joinPolicy: SafeText? = nil,
        listPolicy: SafeText? = nil,
        allowedUnits: [SafeText] = [],
        otherFields: [String: JSONValue] = [:]
    ) {
        self.id = id
        self.room = room
        self.name = name
        self.owner = owner
        self.ownerUnit = ownerUnit
        self.state = state
        self.created = created
        self.firstJoined = firstJoined
        self.started = started
        self.ended = ended
        self.recordingLocation = recordingLocation
        self.evidence = evidence
        self.joinPolicy = joinPolicy
        self.listPolicy = listPolicy
        self.allowedUnits = allowedUnits
        self.otherFields = otherFields
    }

    /// The room to open: the `short` name, or the identifier on servers that give none.
    package var roomName: String { room?.string ?? id.text }

    /// How long it lasted, in seconds, once it has started and ended.
    package var duration: TimeInterval? {
        guard let ended, let start = started ?? firstJoined ?? created else { return nil }
        return max(0, ended.timeIntervalSince(start))
    }

    /// Whether nobody can join any more.
    package var hasEnded: Bool { state == .finished || ended != nil }
}

/// How far a conference has come.
package enum ConferenceState: Hashable, Sendable {
    case ready
    case started
    case finished

    /// A state that the contract does not name, as it came.
    case other(SafeText)

    /// The server said nothing, and the times do not tell.
    case unknown
}

extension ConferenceState {
    /// Reads a server's word.
    ///
    /// The set is open (contract: "state").
    package init(_ word: String) {
        switch word.uppercased() {
        case "READY": self = .ready
        case "STARTED": self = .started
        case "FINISHED", "ENDED", "CLOSED": self = .finished
        default: self = .other(SafeText(word, limit: 64))
        }
    }

    /// One word for the state, as it stands in a column.
    package var label: String {
        switch self {
        case .ready: "ready"
        case .started: "live"
        case .finished: "ended"
        case .other(let word): word.string
        case .unknown: "unknown"
        }
    }
}

/// What proves that a recording is the one that was made: its digest, and the ledger entry that holds the digest.
package struct IntegrityEvidence: Hashable, Sendable {
    package var hash: SafeText?
    package var hashType: SafeText?
    package var ledgerIdentifier: SafeText?
    package var ledgerType: SafeText?

    package init(
        hash: SafeText? = nil,
        hashType: SafeText? = nil,
        ledgerIdentifier: SafeText? = nil,
        ledgerType: SafeText? = nil
    ) {
        self.hash = hash
        self.hashType = hashType
        self.ledgerIdentifier = ledgerIdentifier
        self.ledgerType = ledgerType
    }

    /// Whether the server gave none of it.
    package var isEmpty: Bool { hash == nil && hashType == nil && ledgerIdentifier == nil && ledgerType == nil }
}

/// A conference together with the document it was read from, for the raw view.
package struct ConferenceRecord: Hashable, Sendable {
    package var conference: Conference
    package var document: JSONValue

    package init(conference: Conference, document: JSONValue) {
        self.conference = conference
        self.document = document
    }
}
