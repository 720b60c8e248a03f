/// The filters that were used before, for as long as the console is open.
struct FilterHistory: Sendable {
    private var entries: [String] = []

    /// Where in the entries one stands; nil at what is being typed.
    private var place: Int?

    /// What was being typed before one went back.
    private var draft = ""

    /// The most that are kept.
    private static let most = 100

    /// Adds a filter as the newest; one that is there already is not there twice.
    mutating func add(_ filter: String) {
        place = nil
        guard !filter.allSatisfy(\.isWhitespace) else { return }
        entries.removeAll { $0 == filter }
        entries.append(filter)
        entries.removeFirst(max(0, entries.count - FilterHistory.most))
    }

    /// Forgets where one stood: from now on something else is typed.
    mutating func leave() { place = nil }

    /// The filter before the one in the line.
    ///
    /// - Parameter typed: What stands in the line.
    /// - Returns: Nil where there is none before.
    mutating func earlier(than typed: String) -> String? {
        if place == nil { draft = typed }
        var next = (place ?? entries.count) - 1
        // What stands there already would look as if the key did nothing.
        if place == nil, next >= 0, entries[next] == typed { next -= 1 }
        guard next >= 0 else { return nil }
        place = next
        return entries[next]
    }

    /// The filter after the one in the line, or what was being typed.
    ///
    /// - Returns: Nil where one had not gone back.
    mutating func later() -> String? {
        guard let current = place else { return nil }
        guard current + 1 < entries.count else {
            place = nil
            return draft
        }
        place = current + 1
        return entries[current + 1]
    }
}
