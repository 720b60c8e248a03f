import Foundation
import Sandbox
import TestSupport
import Testing

/// One row of the table, tried with the whole program.
struct FaultTrial {
    private let row: FaultTable.Row
    private let window: TerminalWindow
    private let sandbox: SandboxProcess

    /// Where the operator stands: the identifiers of the rows around, and of the one selected.
    private struct Standing {
        let around: [String]
        let selected: String
    }

    /// Tries a row, on a terminal and with a Sandbox of its own.
    ///
    /// - Parameter row: The row.
    /// - Throws: Where something does not come, with the screen that was there instead.
    static func run(_ row: FaultTable.Row) async throws {
        try await TerminalWindow.with { window in
            // A call may take half a minute.
            window.patience = row.isSlow ? 150 : 90
            let early = row.isOfLogin ? row.rules.map(\.description) : []
            try await SandboxProcess.with(faults: early, options: row.options, in: window.home) { sandbox in
                try await FaultTrial(row: row, window: window, sandbox: sandbox).run()
            }
        }
    }

    private func run() async throws {
        try window.home.configure(try profile())
        try await window.startGavel("console")
        try await window.wait(for: "Log in to V4H")
        try await window.type(sandbox.announcement.user)
        try await window.press("Tab")
        try await window.type(sandbox.announcement.password)
        let standing = row.isOfLogin ? nil : try await logIn()
        let before = try await sandbox.report().calls
        try await fail()
        for words in row.words {
            try await window.wait(until: "“\(words)” is to be seen") { $0.hasLine(with: words) }
        }
        for (route, frequency) in row.asked { try await wait(for: frequency.least, to: route, since: before) }
        if !row.endsByItself { try await window.wait(forEndOf: "… Refreshing") }
        try await checkCalls(since: before) { _ in true }
        try await check(standing, whileItFails: true)
        try await recover(since: before)
        // What changes something is not sent again later either.
        try await checkCalls(since: before) { FaultTrial.changing.contains($0) }
        try await check(standing, whileItFails: false)
    }

    /// The routes that change something.
    private static let changing: Set = ["request", "start", "join", "guest", "close", "delete"]

    private func checkCalls(since before: [String: Int], to isMeant: (String) -> Bool) async throws {
        for (route, frequency) in row.asked where frequency.isExact && isMeant(route) {
            let count = try await calls(to: route, since: before)
            #expect(count == frequency.least, "\(route) was asked \(count) times: \(row)")
        }
    }

    /// Both services, with nothing that tells the password of V4H, and no refresh but what is asked for.
    private func profile() throws -> String {
        let secret = try window.home.write(sandbox.announcement.password + "\n", to: "secret")
        return sandbox.profile("ward")
            + """
                proconf:
                  application-server: \(sandbox.announcement.proconf)
                  domain: 127.0.0.1:\(sandbox.announcement.port ?? 0)
                  user: \(sandbox.announcement.user)
                  password-command: [cat, \(secret)]
                refresh-interval: 0

            """
    }

    private func logIn() async throws -> Standing {
        try await window.press("Enter")
        try await window.wait(until: "both services are logged in") {
            $0.contains("1 of 40") && $0.contains("ProCONF  ● ") && $0.isListReady
        }
        try await window.press("Down", "Down")
        let screen = try await window.wait(until: "the third row is selected") {
            $0.contains("3 of 40") && $0.selectedRow != nil
        }
        let identifiers = screen.identifiers
        try #require(identifiers.count > 10, "\(screen)")
        return Standing(around: [identifiers[0], identifiers[1], identifiers[3]], selected: identifiers[2])
    }

    /// Lets it go wrong.
    private func fail() async throws {
        if !row.isOfLogin { for rule in row.rules { try await sandbox.addFault(rule.description) } }
        for path in row.orders { try await sandbox.order("POST", path) }
        for stroke in row.strokes {
            switch stroke {
            case .key(let key): try await window.press(key == "Esc" ? "Escape" : key)
            case .text(let text): try await window.type(text)
            case .pause: try await waitForFault()
            }
        }
    }

    /// Waits until the first rule has befallen a call; nothing on the screen tells of that.
    private func waitForFault() async throws {
        let deadline = ContinuousClock.now + .seconds(window.patience)
        while try await sandbox.report().faults.first?.fired == 0 {
            try #require(ContinuousClock.now < deadline, "nothing was asked: \(row)")
        }
    }

    private func calls(to route: String, since before: [String: Int]) async throws -> Int {
        try await sandbox.report().calls[route, default: 0] - before[route, default: 0]
    }

    private func wait(for count: Int, to route: String, since before: [String: Int]) async throws {
        try await window.wait(until: "\(route) was asked \(count) times") { _ in
            try await calls(to: route, since: before) >= count
        }
    }

    private func check(_ standing: Standing?, whileItFails isFailing: Bool) async throws {
        for possession in row.kept {
            switch possession {
            case .typed where isFailing:
                let screen = try await window.screen()
                for text in row.typed { #expect(screen.contains(text), "“\(text)” is lost: \(row)\n\(screen)") }
            case .user where isFailing:
                let screen = try await window.screen()
                let line = screen.line(with: "│ User ")
                #expect(line?.contains(sandbox.announcement.user) == true, "the user name is lost: \(row)\n\(screen)")
            case .typed, .user: break
            case .login:
                let screen = try await window.screen()
                #expect(!screen.contains("[ Log in ]"), "the login is lost: \(row)\n\(screen)")
            case .details:
                try await window.wait(until: "the details are of the row that is selected: \(row)") { screen in
                    guard let selected = screen.selectedIdentifier?.trimming(suffix: "…") else { return false }
                    return screen.line(with: " Identifier ")?.contains(selected) == true
                }
            case .list, .row:
                guard let standing else { continue }
                // A dialog may lie over the list.
                if isFailing, try await window.screen().hasDialog { try await window.press("Escape") }
                try await window.wait(until: "\(possession.rawValue) is to be seen: \(row)") { screen in
                    possession == .list
                        ? standing.around.allSatisfy(screen.identifiers.contains)
                        : screen.selectedIdentifier == standing.selected
                }
            }
        }
    }

    /// Takes the fault away, and goes on working.
    private func recover(since before: [String: Int]) async throws {
        try await sandbox.clearFaults()
        if row.orders.contains("/outage") { try await sandbox.endOutage() }
        if row.endsByItself {
            try await window.wait(until: "it has recovered without a key") {
                !$0.hasBanner && !$0.contains("Refreshing")
            }
            for (route, frequency) in row.asked where frequency == .onReturn {
                try await wait(for: 1, to: route, since: before)
            }
        }
        if try await window.screen().contains("[ Log in ]") {
            try await window.type(sandbox.announcement.password)
            try await window.press("Enter")
            try await window.wait(until: "the login is there again") { !$0.contains("[ Log in ]") && !$0.hasBanner }
        }
        try await goBack()
        if row.isOfProConf {
            try await window.press("p")
            try await window.wait(until: "V4H is in view") { $0.contains("[V4H]") }
        }
        let asked = try await calls(to: "list", since: [:])
        try await window.wait(until: "the list is asked for, and fresh") { screen in
            guard !screen.contains("Refreshing") else { return false }
            if try await calls(to: "list", since: [:]) > asked { return !screen.hasBanner && screen.selectedRow != nil }
            // It goes unheard while the list is on its way already.
            try await window.press("r")
            return false
        }
    }
}

extension FaultTrial {
    /// Goes back to the list from wherever the row has led to.
    ///
    /// One step at a time: a key that follows Esc at once would be taken for one with Alt.
    private func goBack() async throws {
        while true {
            let footer = try await window.screen().lines.last ?? ""
            if footer.contains("Enter Open") { return }
            try await window.press("Escape")
            try await window.wait(until: "Esc leads away from “\(footer)”") { $0.lines.last != footer }
        }
    }
}

extension String {
    fileprivate func trimming(suffix: String) -> String { hasSuffix(suffix) ? String(dropLast(suffix.count)) : self }
}

extension Screen {
    /// Whether the words stand on one line, in this order, with anything where they have an ellipsis.
    fileprivate func hasLine(with words: String) -> Bool {
        lines.contains { line in
            var rest = line[...]
            for piece in words.split(separator: "…") {
                guard let found = rest.firstRange(of: piece.trimmingCharacters(in: .whitespaces)) else { return false }
                rest = rest[found.upperBound...]
            }
            return true
        }
    }

    /// Whether an outage is told of.
    fileprivate var hasBanner: Bool { lines.count > 1 && lines[1].hasPrefix(" ! ") }

    /// Whether something lies over the panes.
    fileprivate var hasDialog: Bool { lines.contains { $0.contains(/[^ ┐└─│┌]┌ \p{Letter}/) } }

    /// The rows of the list, from their mark to the frame.
    private var rows: [String] {
        guard let title = lines.firstIndex(where: { $0.contains("┌ Conferences · V4H") }),
            let column = lines[title].firstRange(of: "┌ Conferences")?.lowerBound
        else { return [] }
        let offset = lines[title].distance(from: lines[title].startIndex, to: column)
        let list = lines[(title + 2)...].prefix { !$0.dropFirst(offset).hasPrefix("└") }
        return list.map { String($0.dropFirst(offset + 1)) }
    }

    /// What stands under Id, of each row that is to be seen.
    fileprivate var identifiers: [String] { rows.compactMap(Screen.identifier) }

    /// What stands under Id in the row that is selected.
    fileprivate var selectedIdentifier: String? { rows.first { $0.hasPrefix("▸") }.flatMap(Screen.identifier) }

    private static func identifier(of row: String) -> String? {
        let words = row.dropFirst(3).split(separator: " ")
        return words.count > 2 ? String(words[1]) : nil
    }
}
