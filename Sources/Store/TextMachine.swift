/// An expression as states with several ways on, from which an automaton with one way on is made.
struct TextMachine {
    enum State {
        case one(set: Int, next: Int)
        case split(Int, Int)
        case start(next: Int)
        case end(next: Int)
        case accept
    }

    /// It has more states than are allowed.
    struct TooLarge: Error {}

    private(set) var states: [State] = [.accept]
    private(set) var sets: [ScalarSet] = []
    private(set) var start = 0

    /// The most states that are made of an expression.
    static let mostStates = 1000

    init(_ node: TextPatternNode) throws(TooLarge) { start = try add(node, before: 0) }

    /// Adds a part that leads on to a state.
    ///
    /// - Returns: The state where the part begins.
    private mutating func add(_ node: TextPatternNode, before next: Int) throws(TooLarge) -> Int {
        switch node {
        case .nothing: return next
        case .one(let set): return try add(.one(set: number(of: set), next: next))
        case .start: return try add(.start(next: next))
        case .end: return try add(.end(next: next))
        case .sequence(let parts):
            var next = next
            for part in parts.reversed() { next = try add(part, before: next) }
            return next
        case .choice(let parts):
            var begin = try add(parts[parts.count - 1], before: next)
            for part in parts.dropLast().reversed() { begin = try add(.split(try add(part, before: next), begin)) }
            return begin
        case .repeated(let part, let least, let most):
            var begin = next
            if let most {
                for _ in 0..<(most - least) { begin = try add(.split(try add(part, before: begin), next)) }
            } else {
                let loop = try add(.split(next, next))
                states[loop] = .split(try add(part, before: loop), next)
                begin = loop
            }
            for _ in 0..<least { begin = try add(part, before: begin) }
            return begin
        }
    }

    private mutating func add(_ state: State) throws(TooLarge) -> Int {
        guard states.count < TextMachine.mostStates else { throw TooLarge() }
        states.append(state)
        return states.count - 1
    }

    private mutating func number(of set: ScalarSet) -> Int {
        if let known = sets.firstIndex(of: set) { return known }
        sets.append(set)
        return sets.count - 1
    }
}
