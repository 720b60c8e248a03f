/// The members of a record that the contract names, in both vocabularies.
enum RecordMember: CaseIterable {
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

    /// The names on the wire.
    static let names = Dictionary(uniqueKeysWithValues: allCases.map { ($0, $0.name) })
}
