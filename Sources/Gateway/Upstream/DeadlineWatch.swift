import Synchronization

/// Ends what is not done in time.
///
/// One sleep is under way for all, until the first of them is due. One for each would stay with the system for the whole
/// time after a call that was answered at once: thousands, under load.
final class DeadlineWatch: Sendable {
    private struct Entry {
        let deadline: Duration
        let end: @Sendable () -> Void
    }

    private struct Entries {
        var all: [Int: Entry] = [:]
        var last = 0

        /// When the sleep ends, and which one it is.
        var wake: Duration?
        var sleep = 0
    }

    private let entries = Mutex(Entries())
    private let clock: UpstreamClock

    init(clock: UpstreamClock) { self.clock = clock }

    /// How much is watched over.
    var count: Int { entries.withLock { $0.all.count } }

    /// Watches over something.
    ///
    /// - Parameters:
    ///   - deadline: When it is to be ended.
    ///   - end: Ends it; it may be called although it is done.
    /// - Returns: The number by which it is taken away.
    func add(_ deadline: Duration, end: @escaping @Sendable () -> Void) -> Int {
        entries.withLock { entries in
            entries.last += 1
            entries.all[entries.last] = Entry(deadline: deadline, end: end)
            if entries.wake.map({ deadline < $0 }) ?? true {
                entries.wake = deadline
                entries.sleep += 1
                let sleep = entries.sleep
                Task { await watch(until: deadline, sleep) }
            }
            return entries.last
        }
    }

    /// It is done.
    func remove(_ number: Int) { entries.withLock { _ = $0.all.removeValue(forKey: number) } }

    private func watch(until first: Duration, _ sleep: Int) async {
        var next: Duration? = first
        while let deadline = next {
            // Nobody cancels this task; a sleep that ends early is begun again.
            try? await clock.sleep(deadline - clock.now())
            let now = clock.now()
            let due = entries.withLock { entries in
                let due = entries.all.filter { $0.value.deadline <= now }
                for number in due.keys { entries.all.removeValue(forKey: number) }
                next = nil
                // Else another sleep has begun since, which ends earlier.
                if entries.sleep == sleep {
                    next = entries.all.values.map(\.deadline).min()
                    entries.wake = next
                }
                return due.values.map(\.end)
            }
            for end in due { end() }
        }
    }
}
