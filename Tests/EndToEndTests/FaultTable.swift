import Foundation
import Sandbox

/// The table of README's *When things go wrong*: what each row promises, in a form that can be tried.
struct FaultTable {
    /// Why the table cannot be tried: a row says something that has no meaning.
    struct Problem: Error, CustomStringConvertible {
        let description: String
    }

    let rows: [Row]

    /// Reads the table of the repository's README.
    init() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        guard let rest = text.split(separator: "<!-- when things go wrong -->\n", maxSplits: 1).dropFirst().first else {
            throw Problem(description: "README.md has no table that is marked as the one of things going wrong")
        }
        let lines = rest.split(separator: "\n", omittingEmptySubsequences: false).prefix { !$0.isEmpty }
        rows = try lines.dropFirst(2).map { try Row(String($0)) }
    }

    /// What goes wrong, what the operator does then, and what comes of it.
    struct Row: CustomStringConvertible {
        /// What the operator does.
        enum Stroke {
            case key(String)
            case text(String)

            /// Goes on once the fault has befallen a call: a comma in the table.
            case pause
        }

        /// How often a route is asked.
        enum Frequency: String, CaseIterable {
            case never, once, twice
            case manyTimes = "again and again"
            case onReturn = "as soon as it is back"

            /// The least number of calls that are counted.
            var least: Int {
                switch self {
                case .never, .onReturn: 0
                case .once: 1
                case .twice: 2
                case .manyTimes: 3
                }
            }

            /// Whether more than the least is less than was promised.
            var isExact: Bool { self != .manyTimes && self != .onReturn }
        }

        /// What must not be lost.
        enum Possession: String, CaseIterable {
            case list = "the list"
            case row = "the row"
            case details = "the details"
            case typed = "what was typed"
            case user = "the user name"
            case login = "the login"
        }

        let description: String

        /// The rules of the Sandbox.
        private(set) var rules: [FaultRule] = []

        /// What the Sandbox is started with.
        private(set) var options: [String] = []

        /// What the Sandbox is told while it runs: the paths of its control.
        private(set) var orders: [String] = []
        let strokes: [Stroke]

        /// What is to be seen, one after the other; an ellipsis stands for what differs from time to time.
        let words: [String]
        let asked: [(route: String, frequency: Frequency)]
        let kept: [Possession]

        init(_ line: String) throws {
            description = line
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 5 else { throw Problem(description: "not five cells: \(line)") }
            strokes = cells[1].matches(of: /`([^`]+)`|“([^”]+)”|,/).map { match in
                match.output.1.map { .key(String($0)) } ?? match.output.2.map { .text(String($0)) } ?? .pause
            }
            words = Row.spans(cells[2]).filter { !$0.isCode }.map(\.text)
            asked = try Row.parts(cells[3]).map { part in
                let span = Row.spans(part).first { $0.isCode }
                guard let route = span?.text, SandboxRouteName(rawValue: route) != nil,
                    let frequency = Frequency.allCases.first(where: { part == "`\(route)` \($0.rawValue)" })
                else { throw Problem(description: "“\(part)” says not what is asked how often: \(line)") }
                return (route, frequency)
            }
            kept = try Row.parts(cells[4]).map { part in
                guard let possession = Possession(rawValue: part) else {
                    throw Problem(description: "“\(part)” is nothing that can be looked for: \(line)")
                }
                return possession
            }
            for span in Row.spans(cells[0]) where span.isCode { try add(span.text) }
            guard !words.isEmpty, !asked.isEmpty, !kept.isEmpty else {
                throw Problem(description: "it promises too little: \(line)")
            }
        }

        private mutating func add(_ fault: String) throws {
            if fault.hasPrefix("--") {
                options.append(fault)
            } else if let path = fault.split(separator: " ").last, fault.hasPrefix("POST /") {
                orders.append(String(path))
            } else {
                rules.append(try FaultRule(fault))
            }
        }

        /// Whether it is over, once the fault is, without a key.
        var endsByItself: Bool { asked.contains { !$0.frequency.isExact } }

        /// Whether ProCONF is in view.
        var isOfProConf: Bool { strokes.contains { if case .key("p") = $0 { true } else { false } } }

        /// Whether it is the login itself that goes wrong.
        var isOfLogin: Bool { rules.contains { $0.route == .login } }

        /// Whether it takes as long as a call may take at most.
        var isSlow: Bool { description.contains("=silence") || description.contains("=drip") }

        /// What was typed.
        var typed: [String] { strokes.compactMap { if case .text(let text) = $0 { text } else { nil } } }

        /// The names of the faults, as the Sandbox calls them.
        var faults: [String] {
            rules.compactMap { rule in
                let fault = rule.description.split(separator: "=").last ?? ""
                return fault.split { ":*%".contains($0) }.first.map(String.init)
            }
        }

        private static func parts(_ cell: String) -> [String] {
            cell.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        }

        /// What stands between backticks or quotation marks.
        private static func spans(_ cell: String) -> [(text: String, isCode: Bool)] {
            cell.matches(of: /`([^`]+)`|“([^”]+)”/).map { match in
                match.output.1.map { (String($0), true) } ?? (String(match.output.2 ?? ""), false)
            }
        }
    }
}
