/// A machine with one way on from every state: reading a text costs one look into a table a scalar.
struct TextAutomaton: Sendable {
    /// For each state and kind of scalar the next state; the state 0 leads nowhere.
    private let table: [UInt16]
    private let accepting: [Bool]
    private let acceptingAtEnd: [Bool]
    private let kinds: ScalarKinds

    let start: Int

    /// The most states of one, and the most steps that are spent on making all those of an expression.
    ///
    /// Making one takes as many steps at the worst as it has states, times their kinds of scalars, times the states of the
    /// machine; without a bound an expression of a few letters could have 2^256 states.
    static let mostStates = 2000
    static let mostWork = 2_000_000

    var stateCount: Int { accepting.count }

    /// Makes one of a machine.
    ///
    /// - Parameters:
    ///   - machine: What it is made of.
    ///   - isAtStart: Whether it begins at the start of a text.
    ///   - isAnywhere: Whether the expression may begin anywhere, and what follows it does not matter.
    ///   - budget: The steps that may be spent; what is spent is taken off.
    /// - Throws: `TooLarge` where it would have too many states, or take too many steps.
    init(
        _ machine: TextMachine,
        isAtStart: Bool,
        isAnywhere: Bool,
        budget: inout Int
    ) throws(TextMachine.TooLarge) {
        let kinds = ScalarKinds(of: machine.sets)
        let members = machine.sets.map { set in kinds.examples.map(set.contains) }
        var walk = TextWalk(machine, budget: budget)
        let again = isAnywhere ? [machine.start] : []
        var numbers: [[Int]: Int] = [[]: 0]
        var subsets: [[Int]] = [[]]
        var table = [UInt16](repeating: 0, count: kinds.examples.count)
        let begin = try walk.closure(of: [machine.start], isAtStart: isAtStart)
        if !begin.isEmpty {
            numbers[begin] = 1
            subsets.append(begin)
        }
        var accepting = [false]
        var acceptingAtEnd = [false]
        var place = 1
        while place < subsets.count {
            let subset = subsets[place]
            let isAccepting = subset.contains(0)
            accepting.append(isAccepting)
            let isAcceptingAtEnd = try walk.accepts(subset)
            acceptingAtEnd.append(isAccepting || isAcceptingAtEnd)
            for kind in kinds.examples.indices {
                // Where the expression has been found, nothing else matters any more.
                if isAnywhere, isAccepting {
                    table.append(UInt16(place))
                    continue
                }
                let after: [Int] = subset.compactMap { state in
                    guard case .one(let set, let next) = machine.states[state], members[set][kind] else { return nil }
                    return next
                }
                let next = try walk.closure(of: after + again, isAtStart: false)
                let number = numbers[next] ?? subsets.count
                if number == subsets.count {
                    guard number < TextAutomaton.mostStates else { throw TextMachine.TooLarge() }
                    numbers[next] = number
                    subsets.append(next)
                }
                table.append(UInt16(number))
            }
            place += 1
        }
        budget = walk.budget
        self.table = table
        self.accepting = accepting
        self.acceptingAtEnd = acceptingAtEnd
        self.kinds = kinds
        start = begin.isEmpty ? 0 : 1
    }

    func next(_ state: Int, _ scalar: UInt32) -> Int { Int(table[state * kinds.examples.count + kinds[scalar]]) }

    func isAccepting(_ state: Int) -> Bool { accepting[state] }

    func isAcceptingAtEnd(_ state: Int) -> Bool { acceptingAtEnd[state] }

    /// How far the expression fits from a place on.
    ///
    /// - Returns: The end that is furthest away; nil where it does not fit there.
    func furthestEnd(in text: [Unicode.Scalar], from begin: Int) -> Int? {
        var state = start
        var end = isAccepting(state) ? begin : nil
        for place in begin..<text.count where state != 0 {
            state = next(state, text[place].value)
            if isAccepting(state) { end = place + 1 }
        }
        return isAcceptingAtEnd(state) ? text.count : end
    }
}

/// The scalars that an expression does not tell apart, together.
private struct ScalarKinds: Sendable {
    /// One scalar of each kind, which is the first of it.
    let examples: [UInt32]
    private let ofASCII: [UInt16]

    init(of sets: [ScalarSet]) {
        let borders = Set([0] + sets.flatMap { set in set.ranges.flatMap { [$0.lowerBound, $0.upperBound + 1] } })
        let examples = borders.sorted()
        self.examples = examples
        ofASCII = (0..<128).map { scalar in UInt16(ScalarKinds.place(of: scalar, in: examples)) }
    }

    subscript(scalar: UInt32) -> Int {
        scalar < 128 ? Int(ofASCII[Int(scalar)]) : ScalarKinds.place(of: scalar, in: examples)
    }

    /// The last border that is not behind the scalar.
    private static func place(of scalar: UInt32, in borders: [UInt32]) -> Int {
        var low = 0
        var high = borders.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if borders[middle] <= scalar { low = middle } else { high = middle }
        }
        return low
    }
}

/// Follows the ways of a machine that no scalar is needed for, and counts the steps.
private struct TextWalk {
    private let machine: TextMachine
    private(set) var budget: Int

    init(_ machine: TextMachine, budget: Int) {
        self.machine = machine
        self.budget = budget
    }

    /// The states that are reached without a scalar, in order, without those that only lead on.
    mutating func closure(of begin: [Int], isAtStart: Bool, isAtEnd: Bool = false) throws(TextMachine.TooLarge) -> [Int]
    {
        var seen = Set<Int>()
        var kept: [Int] = []
        var waiting = begin
        while let state = waiting.popLast() {
            budget -= 1
            guard budget > 0 else { throw TextMachine.TooLarge() }
            guard seen.insert(state).inserted else { continue }
            switch machine.states[state] {
            case .one, .accept: kept.append(state)
            case .split(let left, let right): waiting += [left, right]
            case .start(let next): if isAtStart { waiting.append(next) }
            case .end(let next):
                kept.append(state)
                if isAtEnd { waiting.append(next) }
            }
        }
        return kept.sorted()
    }

    /// Whether the end of the text is all that is missing.
    mutating func accepts(_ states: [Int]) throws(TextMachine.TooLarge) -> Bool {
        try closure(of: states, isAtStart: false, isAtEnd: true).contains(0)
    }
}
