import Meetings
import Synchronization

/// What the records of a list have had in common so far: the type of each member.
///
/// The records of one server are alike, so that the type a member had before is the one to try first.
final class RecordShape: Sendable {
    /// What a member can be.
    enum Kind {
        case text, integer, flag, other
    }

    /// What is expected of a member.
    struct Guess {
        /// Nil for a name that the contract does not have.
        let member: RecordMember?
        var kind = Kind.text
    }

    private let guesses = Mutex<[String: Guess]>(RecordMember.named.mapValues { Guess(member: $0) })

    subscript(name: String) -> Guess {
        get { guesses.withLock { $0[name] ?? Guess(member: nil) } }
        set { guesses.withLock { $0[name] = newValue } }
    }
}

extension RecordShape.Kind {
    /// The kind of a value, or nil for null, which every kind may be.
    init?(_ value: JSONValue) {
        switch value {
        case .null: return nil
        case .string: self = .text
        case .integer: self = .integer
        case .bool: self = .flag
        case .number, .array, .object: self = .other
        }
    }
}

extension CodingUserInfoKey {
    /// Under which the reader of a list keeps its `RecordShape`.
    static let recordShape = CodingUserInfoKey(rawValue: "recordShape")
}

/// The members of a record that the contract names, in both vocabularies.
enum RecordMember: Int, CaseIterable {
    case sessionId, id, sessionID, uuid, underscoreID
    case short, name
    case owner, org, orgId
    case orgUnit, ouId
    case state, status
    case created, firstJoin, started
    case ended, endend, finished
    case urlStorage, hash, hashType, ledgerIdentifier, ledgerType
    case joinPolicy, listPolicy, allowJoinOu

    /// The name on the wire.
    var name: String {
        switch self {
        case .sessionID: "session_id"
        case .underscoreID: "_id"
        case .ledgerIdentifier: "DLTId"
        case .ledgerType: "DLTType"
        default: String(describing: self)
        }
    }

    static let named = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })
}
