import Synchronization

/// The faults that are laid on a sandbox's routes, and the calls that were made.
///
/// It may be used from anywhere, while the sandbox runs or before. Each call takes the first rule that matches it and
/// has something left for it.
package final class FaultBook: Sendable {
    /// A rule, and what became of it.
    package struct Report: Hashable, Sendable {
        /// What it is taken away by.
        package let number: Int

        /// The rule as it was written.
        package let rule: String

        /// How many calls it has befallen.
        package let fired: Int
    }

    private struct Entry {
        let number: Int
        let rule: FaultRule
        var fired = 0
    }

    private struct Pages {
        var entries: [Entry] = []
        var lastNumber = 0
        var calls: [SandboxRouteName: Int] = [:]
        var random: SplitMix64
    }

    private let pages: Mutex<Pages>

    /// Opens a book.
    ///
    /// - Parameters:
    ///   - rules: The rules it begins with.
    ///   - seed: What the lots of `%P` are drawn from: the same calls get the same faults.
    init(rules: [FaultRule], seed: UInt64) {
        pages = Mutex(Pages(random: SplitMix64(state: seed)))
        for rule in rules { add(rule) }
    }

    /// Lays a fault on calls.
    ///
    /// - Returns: The number by which the rule is taken away.
    @discardableResult
    package func add(_ rule: FaultRule) -> Int {
        pages.withLock { pages in
            pages.lastNumber += 1
            pages.entries.append(Entry(number: pages.lastNumber, rule: rule))
            return pages.lastNumber
        }
    }

    /// Lays a fault on calls.
    ///
    /// - Parameter text: The rule, such as `list=503*2`.
    /// - Returns: The number by which the rule is taken away.
    /// - Throws: `FaultRuleError` where it is no rule.
    @discardableResult
    package func add(_ text: String) throws(FaultRuleError) -> Int { add(try FaultRule(text)) }

    /// Takes all rules away; the calls stay counted.
    package func clear() { pages.withLock { $0.entries = [] } }

    /// Takes a rule away.
    ///
    /// - Returns: Whether there was one with that number.
    @discardableResult
    package func clear(_ number: Int) -> Bool {
        pages.withLock { pages in
            let count = pages.entries.count
            pages.entries.removeAll { $0.number == number }
            return pages.entries.count < count
        }
    }

    /// The rules, in the order they were added.
    package var reports: [Report] {
        pages.withLock { pages in
            pages.entries.map { Report(number: $0.number, rule: $0.rule.description, fired: $0.fired) }
        }
    }

    /// How often each route was called, those calls included that a fault befell.
    package var calls: [SandboxRouteName: Int] { pages.withLock(\.calls) }

    /// Counts a call, and tells what befalls it.
    ///
    /// - Parameter names: The names of the route that was called.
    /// - Returns: The fault, or nil where nothing goes wrong.
    func fault(on names: [SandboxRouteName]) -> Fault? {
        pages.withLock { pages in
            for name in names { pages.calls[name, default: 0] += 1 }
            for index in pages.entries.indices {
                let rule = pages.entries[index].rule
                guard rule.route.map(names.contains) ?? true else { continue }
                switch rule.extent {
                case .always: break
                case .next(let count): guard pages.entries[index].fired < count else { continue }
                case .share(let percent): guard pages.random.next() % 100 < UInt64(percent) else { continue }
                }
                pages.entries[index].fired += 1
                return rule.fault
            }
            return nil
        }
    }
}
