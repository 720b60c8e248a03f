/// When which fault befalls which calls: `ROUTE=FAULT`, with `:PARAMETER`, and with `*N` or `%P` behind it.
package struct FaultRule: Hashable, Sendable, CustomStringConvertible {
    /// How many of the matching calls it befalls.
    package enum Extent: Hashable, Sendable {
        /// All of them, until the rule is taken away.
        case always

        /// The next ones, so many.
        case next(Int)

        /// So many of a hundred, by lot.
        case share(Int)
    }

    /// The route, or nil for all.
    package let route: SandboxRouteName?
    package let fault: Fault
    package let extent: Extent

    /// The rule as it was written.
    package let description: String

    /// Reads a rule.
    ///
    /// - Parameter text: The rule, such as `list=503:7*2`.
    /// - Throws: `FaultRuleError` with what would be possible.
    package init(_ text: String) throws(FaultRuleError) {
        let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard sides.count == 2 else {
            throw FaultRuleError(rule: text, reason: "a rule is ROUTE=FAULT, with *N or %P behind it where it ends")
        }
        route = try FaultRule.route(sides[0], in: text)
        let end = sides[1].firstIndex { $0 == "*" || $0 == "%" } ?? sides[1].endIndex
        extent = try FaultRule.extent(sides[1][end...], in: text)
        fault = try FaultRule.fault(String(sides[1][..<end]), in: text)
        description = text
    }

    private static func route(_ word: String, in rule: String) throws(FaultRuleError) -> SandboxRouteName? {
        if word == "all" { return nil }
        if let route = SandboxRouteName(rawValue: word) { return route }
        let routes = (["all"] + SandboxRouteName.allCases.map(\.rawValue)).joined(separator: ", ")
        throw FaultRuleError(rule: rule, reason: "“\(word)” is no route; there are \(routes)")
    }

    private static func extent(_ text: Substring, in rule: String) throws(FaultRuleError) -> Extent {
        guard let sign = text.first else { return .always }
        let number = Int(text.dropFirst())
        switch (sign, number) {
        case ("*", let count?) where count > 0: return .next(count)
        case ("%", let percent?) where (1...100).contains(percent): return .share(percent)
        default:
            throw FaultRuleError(
                rule: rule,
                reason: "“\(text)” is no extent; write *N for the next N calls or %P for 1 to 100 of a hundred")
        }
    }

    private static func fault(_ text: String, in rule: String) throws(FaultRuleError) -> Fault {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let name = parts.first, let word = FaultWord.all.first(where: { $0.word == name }) else {
            let words = FaultWord.all.map(\.form).joined(separator: ", ")
            throw FaultRuleError(rule: rule, reason: "“\(text)” is no fault; there are \(words)")
        }
        guard parts.count == 2 else { return word.make(nil) }
        guard let parameter = word.parameter else {
            throw FaultRuleError(rule: rule, reason: "\(word.word) takes nothing behind a colon")
        }
        guard let value = Double(parts[1]), parameter.range.contains(value),
            !parameter.isWhole || value == value.rounded()
        else {
            let kind = parameter.isWhole ? "a whole number" : "a number"
            let range = "\(Int(parameter.range.lowerBound)) to \(Int(parameter.range.upperBound))"
            throw FaultRuleError(rule: rule, reason: "\(word.form) takes \(kind) from \(range)")
        }
        return word.make(value)
    }
}

/// Why a rule cannot be used.
package struct FaultRuleError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The rule as it was written.
    package let rule: String

    /// What is wrong with it, and what would be possible.
    package let reason: String

    package var description: String { "The fault “\(rule)” cannot be had: \(reason)." }
}
