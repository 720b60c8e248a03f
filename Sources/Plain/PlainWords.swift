import Foundation
import Meetings
import Store

extension Message {
    /// The message on one line, with its weight in a word.
    var plainLine: String {
        let weight =
            switch severity {
            case .information, .success: ""
            case .warning: "Warning: "
            case .error: "Error: "
            }
        return [weight + text, detail.map { "(\($0))" }, advice].compactMap(\.self).joined(separator: " ")
    }
}

extension ConsoleState {
    /// What stands before the line that is typed: where one is, as whom, and whether anything can be changed.
    var plainPrompt: String {
        let login = session[service]
        var remarks: [String] = []
        if login.needsLogin { remarks.append(login.isUsable ? login.user?.string ?? "logged in" : "not logged in") }
        if isReadOnly { remarks.append("read-only") }
        let place = service == .proconf && profile.services.count > 1 ? " \(service.title)" : ""
        let remark = remarks.isEmpty ? "" : " (\(remarks.joined(separator: ", ")))"
        return "gavel \(profile.name)\(place)\(remark)> "
    }

    /// How it stands with every service of the profile, a line each.
    var plainStanding: [String] {
        let time = TimeText(now: now)
        return ServiceKind.allCases.compactMap { kind in
            guard let address = profile.services[kind] else { return nil }
            let login = session[kind]
            let who = login.user.map { " as \($0)" } ?? ""
            let standing =
                switch login.standing {
                case _ where !login.needsLogin: "no login needed"
                case .loggedOut: "not logged in"
                case .valid(let until): "logged in\(who), token \(time.left(until: until)) left"
                case .renewing: "logged in\(who), renewing the token"
                case .ended: "the login has ended"
                }
            return [
                "\(kind.title): \(standing), \(address)\(kind == service ? ", in view" : "")", login.warning,
                outages[kind].map { "\(kind.title) \($0.predicate)." },
            ].compactMap(\.self).joined(separator: ". ")
        }
    }

    /// What a screen would show without a message: a service that is away, a login that nothing can renew.
    var plainWarnings: [String] {
        ServiceKind.allCases.flatMap { kind in
            let login = session[kind]
            var warnings = [
                outages[kind].map { "\(kind.title) \($0.predicate). It is asked again by itself." },
                login.warning.map { "\(kind.title): \($0)" },
            ]
            if login.warning != nil, case .valid(let until) = login.standing, until.timeIntervalSince(now) < 120 {
                warnings.append("The \(kind.title) login ends in less than two minutes.")
            }
            return warnings.compactMap(\.self)
        }
    }

    /// What is said of the link of the pane, whole; nil where there is none.
    var plainLink: [String]? {
        guard let link = linkPane.link.value, linkPane.link.failure == nil else { return nil }
        let time = TimeText(now: now)
        return [
            "Link for \(linkPane.title?.string ?? linkPane.subject?.string ?? ""):", link.url.reveal(),
            link.claims?.expires.map { "Good for \(time.left(until: $0)), until \(time.minute($0))." },
            linkPane.remark.map { "Warning: \($0)" },
        ].compactMap(\.self)
    }

    /// The record of the selected conference, as the service sent it.
    var plainDocument: [String] {
        guard details.subject == target?.id, let record = details.record.value else {
            return [details.record.failure?.title ?? "The record is not there."]
        }
        return SafeText(document: record.document.pretty).string.plainLines
    }

    /// All commands, what they do, and why one cannot be used now.
    var plainHelp: [String] {
        let (said, shown) = CommandTable.all.reduce(into: ([CommandDeclaration](), [CommandDeclaration]())) {
            if $1.command.reasonWithoutScreen == nil { $0.0.append($1) } else { $0.1.append($1) }
        }
        return [
            "A number: Select that row of the list as it was shown last, and show what is known of it.",
            "open [number|id]: The same, also for a conference that is not on the list.",
        ] + PlainWord.allCases.map(\.plainHelp) + [
            "help [word]: All of this, or what a word is about.",
            "A question mark at the end of a line: What can be said there.",
        ] + said.filter { ![.open, .help].contains($0.command) }.map(plainHelp(of:)) + [
            "In the place of an id, the number of a row will do. The beginning of a name will do where no other "
                + "begins so. Ctrl-C leaves a question, Ctrl-D or quit leaves gavel.",
            "Only on a screen: \(shown.map(\.name).joined(separator: ", ")).",
        ]
    }

    /// The commands that a word is about: the one of that name, or else those that it could be a part of.
    func plainHelp(about word: String) -> [String] {
        if let command = CommandTable.command(named: word.lowercased()) {
            return [plainHelp(of: CommandTable[command])]
        }
        let own = PlainWord.allCases.filter { $0.rawValue.hasPrefix(word.lowercased()) }.map(\.plainHelp)
        let found = candidates(for: word).map(\.label)
        let lines = own + CommandTable.all.filter { found.contains($0.usage) }.map(plainHelp(of:))
        return lines.isEmpty ? ["Nothing is called that. help lists all there is."] : lines
    }

    private func plainHelp(of declaration: CommandDeclaration) -> String {
        let reason =
            (declaration.command.reasonWithoutScreen ?? reason(against: declaration.command))
            .map { " Not now: \($0)" } ?? ""
        return "\(declaration.usage): \(declaration.summary).\(reason)"
    }
}

extension PlainWord {
    fileprivate var plainHelp: String { "\(usage): \(summary)." }
}

extension LinkSheet {
    /// The link whole, and what its token says where that was asked for.
    var plainLines: [String] {
        var lines = ["\(title), \(subtitle):", link.url.reveal()] + ways
        if let opening { lines.append(opening) }
        guard isRevealed else { return lines }
        guard let claims = link.claims else { return lines + ["The token says nothing that can be read."] }
        lines.append("What the token says (read, not verified):")
        for document in [claims.header, claims.payload] {
            lines += SafeText(document: document.pretty).string.plainLines
        }
        return lines
    }
}

extension String {
    /// The lines of a text.
    fileprivate var plainLines: [String] {
        split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}
