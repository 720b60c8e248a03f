import Foundation

/// How often each of many has tried of late, in little memory.
///
/// Each may try so many times in a row, and gets one try back in each time of recovery (the generic cell rate
/// algorithm, ITU-T I.371): one date is all that has to be known of it, the one at which all its tries are forgotten.
///
/// Where there are too many, the one goes that is forgotten next. Who has used up many tries is among the last of
/// them: to be rid of that, others would have to use up as many, each of them.
struct RecentTries<Key: Hashable & Sendable>: Sendable {
    /// In milliseconds, so that sums are exact.
    private typealias Moment = Int

    private struct Entry {
        let key: Key
        var end: Moment
    }

    private let tries: Int
    private let recovery: Int
    private let most: Int

    /// A heap: none ends before the one at half its index.
    private var entries: [Entry] = []
    private var places: [Key: Int] = [:]

    /// Makes an empty memory.
    ///
    /// - Parameters:
    ///   - tries: How many tries in a row each has.
    ///   - recovery: In how many seconds it gets one back.
    ///   - most: How many are remembered at once.
    init(tries: Int, recovery: TimeInterval, most: Int) {
        self.tries = max(1, tries)
        self.recovery = Int((max(0, recovery) * 1000).rounded())
        self.most = max(1, most)
    }

    /// How many are remembered.
    var count: Int { entries.count }

    /// In how many seconds somebody may try; nil for at once.
    func wait(_ key: Key, now: Date) -> Int? {
        let now = RecentTries.moment(now)
        let wait = end(of: key, now) + recovery - (now + tries * recovery)
        return wait > 0 ? (wait + 999) / 1000 : nil
    }

    /// Takes one try from somebody.
    mutating func take(_ key: Key, now: Date) {
        let now = RecentTries.moment(now)
        forgetEnded(now)
        put(key, end: end(of: key, now) + recovery, now)
    }

    /// Gives somebody a try back.
    mutating func giveBack(_ key: Key, now: Date) {
        let now = RecentTries.moment(now)
        put(key, end: end(of: key, now) - recovery, now)
    }

    /// Forgets all tries of somebody.
    mutating func forget(_ key: Key) {
        if let place = places[key] { remove(at: place) }
    }
}

extension RecentTries {
    private static func moment(_ date: Date) -> Moment { Int((date.timeIntervalSince1970 * 1000).rounded(.down)) }

    /// When all tries of somebody are forgotten; now for who has none.
    private func end(of key: Key, _ now: Moment) -> Moment {
        guard let place = places[key] else { return now }
        // Nobody waits for longer than that, not even where the clock was put back.
        return min(max(entries[place].end, now), now + tries * recovery)
    }

    private mutating func put(_ key: Key, end: Moment, _ now: Moment) {
        guard end > now else { return forget(key) }
        if let place = places[key] {
            entries[place].end = end
            settle(place)
            return
        }
        if entries.count >= most { remove(at: 0) }
        entries.append(Entry(key: key, end: end))
        places[key] = entries.count - 1
        settle(entries.count - 1)
    }

    /// Forgets two at most, so that each call takes the same little time, and more go than come.
    private mutating func forgetEnded(_ now: Moment) {
        for _ in 0..<2 {
            guard let first = entries.first, first.end <= now else { return }
            remove(at: 0)
        }
    }

    private mutating func remove(at place: Int) {
        places[entries[place].key] = nil
        let last = entries.removeLast()
        guard place < entries.count else { return }
        entries[place] = last
        places[last.key] = place
        settle(place)
    }

    /// Moves an entry to where it belongs.
    private mutating func settle(_ start: Int) {
        var place = start
        while place > 0, entries[place].end < entries[(place - 1) / 2].end {
            exchange(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
        while true {
            var least = place
            for below in (2 * place + 1)...(2 * place + 2)
            where below < entries.count && entries[below].end < entries[least].end {
                least = below
            }
            guard least != place else { return }
            exchange(place, least)
            place = least
        }
    }

    private mutating func exchange(_ one: Int, _ other: Int) {
        entries.swapAt(one, other)
        places[entries[one].key] = one
        places[entries[other].key] = other
    }
}
