import Meetings

/// Something that a line in the palette can become.
package struct CommandCandidate: Hashable, Sendable {
    /// The whole line, as it would be carried out.
    package let line: String

    /// What it is called in the list.
    package let label: String
    package let summary: String
    package let keys: [String]

    /// Why it cannot be carried out now.
    package let reason: String?

    /// Whether something can be said behind it.
    let takesMore: Bool
}

extension ConsoleState {
    /// The most candidates that are looked for among the rows of a list.
    private static let mostRows = 50

    /// What a line in the palette can become, the best first.
    ///
    /// - Parameter line: What was typed so far.
    /// - Returns: Commands while a name is typed, and what can be said with it once a blank stands behind it.
    package func candidates(for line: String) -> [CommandCandidate] {
        let (name, argument) = SpokenCommand.parts(of: line)
        let isNamed = line.drop { $0.isWhitespace || $0 == ":" }.contains(where: \.isWhitespace)
        guard isNamed else { return commands(like: name) }
        guard let command = CommandTable.command(named: name) else { return [] }
        let declaration = CommandTable[command]
        guard let kind = declaration.argument else { return [candidate(declaration)] }
        let words = completions(of: kind, like: argument)
        // Where nothing is to be chosen from, the line says what can be typed.
        guard !words.isEmpty else { return [candidate(declaration, argument.isEmpty ? nil : argument)] }
        return words.map { word, summary in
            CommandCandidate(
                line: "\(name) \(word)", label: word, summary: summary, keys: [],
                reason: reason(against: command, word), takesMore: false)
        }
    }

    private func candidate(_ declaration: CommandDeclaration, _ argument: String? = nil) -> CommandCandidate {
        CommandCandidate(
            line: [declaration.name, argument].compactMap(\.self).joined(separator: " "), label: declaration.usage,
            summary: declaration.summary, keys: keys[declaration.command],
            reason: reason(against: declaration.command, argument), takesMore: declaration.argument != nil)
    }

    private func commands(like name: String) -> [CommandCandidate] {
        let isIdle: (CommandDeclaration) -> Bool = { $0.isOfStage && stage == nil && name.isEmpty }
        let found = CommandTable.all.enumerated().filter { !isIdle($1) }.compactMap { place, declaration in
            declaration.rank(for: name).map { rank -> (order: [Int], candidate: CommandCandidate) in
                let candidate = candidate(declaration)
                return ([rank, candidate.reason == nil ? 0 : 1, declaration.isOffered ? 0 : 1, place], candidate)
            }
        }
        return found.sorted { $0.order.lexicographicallyPrecedes($1.order) }.map(\.candidate)
    }

    /// What is worth knowing of a word that can be said.
    private func summary(of word: String, as kind: CommandArgument) -> String {
        switch kind {
        case .profile where word == profile.name.string: "the one that is shown"
        case .copyable: CopyChoice(rawValue: word)?.title ?? ""
        default: ""
        }
    }

    private func completions(of kind: CommandArgument, like text: String) -> [(word: String, summary: String)] {
        if let words = kind.words(in: self) {
            let begun = words.filter { $0.hasPrefix(text.lowercased()) }
            let all = begun + words.filter { !begun.contains($0) && $0.contains(text.lowercased()) }
            return all.map { ($0, summary(of: $0, as: kind)) }
        }
        switch kind {
        case .person: return people(like: text)
        case .breakoutRoom: return breakoutRooms(like: text)
        case .jitsiCommand: return jitsiCommands(like: text)
        case .conference: break
        default: return []
        }
        let found: [(word: String, summary: String)] =
            switch service {
            case .v4h:
                conferences.first(ConsoleState.mostRows, containing: text).map { row in
                    let name = (row.conference.name ?? row.conference.room)?.string
                    return (
                        row.id.text, [row.conference.state.label, name].compactMap(\.self).joined(separator: " · ")
                    )
                }
            case .proconf:
                meetings.first(ConsoleState.mostRows, containing: text).map { ($0.meeting.room.string, $0.id.string) }
            }
        return found.filter { $0.word.hasPrefix(text) } + found.filter { !$0.word.hasPrefix(text) }
    }
}

extension CommandDeclaration {
    /// How well the command answers to what was typed of its name, 0 the best; nil where it does not.
    fileprivate func rank(for typed: String) -> Int? {
        if typed.isEmpty { return 5 }
        if name == typed { return 0 }
        if name.hasPrefix(typed) { return 1 }
        if name.split(separator: "-").contains(where: { $0.hasPrefix(typed) }) { return 2 }
        if title.lowercased().hasPrefix(typed) { return 3 }
        if name.contains(typed) { return 4 }
        if summary.lowercased().split(separator: " ").contains(where: { $0.hasPrefix(typed) }) { return 5 }
        return nil
    }
}
