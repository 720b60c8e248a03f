import Meetings

/// Why a text of the page is not taken: too deep, or of too many values.
struct StrangeDocument: Error {}

extension JSONValue {
    /// How deeply arrays and objects may stand in each other; the deepest of Jitsi's events has five.
    static let deepestOnStage = 32

    /// The most values in one text: `getRoomsInfo` of 2,000 participants has some 14,000.
    static let mostOnStage = 1 << 16

    /// The document with every text in it, member names too, as ``SafeText``.
    ///
    /// - Throws: ``StrangeDocument`` where it is deeper or larger than anything that a meeting says.
    func madeSafe() throws(StrangeDocument) -> JSONValue {
        var count = 0
        return try madeSafe(depth: 0, &count)
    }

    private func madeSafe(depth: Int, _ count: inout Int) throws(StrangeDocument) -> JSONValue {
        count += 1
        guard count <= JSONValue.mostOnStage, depth <= JSONValue.deepestOnStage else { throw StrangeDocument() }
        switch self {
        case .null, .bool, .integer, .number: return self
        case .string(let text): return .string(SafeText(text).string)
        case .array(let items):
            var safe: [JSONValue] = []
            safe.reserveCapacity(items.count)
            for item in items { safe.append(try item.madeSafe(depth: depth + 1, &count)) }
            return .array(safe)
        case .object(let members):
            var safe: [String: JSONValue] = [:]
            safe.reserveCapacity(members.count)
            for (name, value) in members {
                safe[SafeText(name, limit: 256).string] = try value.madeSafe(depth: depth + 1, &count)
            }
            return .object(safe)
        }
    }
}
