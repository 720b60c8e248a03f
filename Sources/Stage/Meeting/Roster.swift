import Meetings

/// The people of a meeting in their order, each found by identifier without a search.
///
/// Everybody has an ordinal that never changes; the ordinals are in the order of the list, so that a place is found by
/// halving, and one who leaves moves nobody's entry in the index. A burst of 500 is so as quick as 500 single ones.
struct Roster: Sendable {
    private(set) var people: [Participant] = []
    private var ordinals: [Int] = []
    private var ordinalByID: [ParticipantIdentifier: Int] = [:]
    private var next = 0

    init() {}

    /// Takes a list; of those with the same identifier the first is kept.
    init(_ people: [Participant]) {
        for person in people { insert(person) }
    }

    var count: Int { people.count }

    subscript(_ id: ParticipantIdentifier) -> Participant? { place(of: id).map { people[$0] } }

    /// Adds somebody at the end, or the page's own participant at the front; nothing happens if they are here already.
    mutating func insert(_ person: Participant) {
        guard ordinalByID[person.id] == nil else { return }
        if person.isLocal {
            let ordinal = (ordinals.first ?? 0) - 1
            ordinalByID[person.id] = ordinal
            ordinals.insert(ordinal, at: 0)
            people.insert(person, at: 0)
        } else {
            ordinalByID[person.id] = next
            ordinals.append(next)
            people.append(person)
            next += 1
        }
    }

    /// Changes somebody who is here.
    ///
    /// - Parameters:
    ///   - id: Whom; the change must leave their identifier as it is.
    ///   - change: What becomes of them.
    /// - Returns: Whether they are here.
    @discardableResult
    mutating func update(_ id: ParticipantIdentifier, _ change: (inout Participant) -> Void) -> Bool {
        guard let place = place(of: id) else { return false }
        change(&people[place])
        return true
    }

    mutating func remove(_ id: ParticipantIdentifier) {
        guard let place = place(of: id) else { return }
        ordinalByID[id] = nil
        ordinals.remove(at: place)
        people.remove(at: place)
    }

    /// Takes all away for whom the condition holds.
    mutating func removeAll(where isGone: (Participant) -> Bool) {
        guard people.contains(where: isGone) else { return }
        self = Roster(people.filter { !isGone($0) })
    }

    private func place(of id: ParticipantIdentifier) -> Int? {
        guard let ordinal = ordinalByID[id] else { return nil }
        var low = 0
        var high = ordinals.count
        while low < high {
            let middle = (low + high) / 2
            if ordinals[middle] < ordinal { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension Roster: Hashable {
    // The ordinals tell of what was before, and not of who is here.
    static func == (one: Self, other: Self) -> Bool { one.people == other.people }

    func hash(into hasher: inout Hasher) { hasher.combine(people) }
}
