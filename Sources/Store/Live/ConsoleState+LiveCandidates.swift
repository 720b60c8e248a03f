import Meetings
import Stage

extension ConsoleState {
    /// The most people that a command is completed with.
    private static let mostPeople = 50

    /// Those in the meeting whose names are like what was typed.
    func people(like text: String) -> [(word: String, summary: String)] {
        let typed = text.lowercased()
        let all = stage?.live.participants ?? []
        let found = all.lazy.filter { typed.isEmpty || $0.name.string.lowercased().contains(typed) }
        return found.prefix(ConsoleState.mostPeople).map { ($0.name.string, $0.role == .moderator ? "moderator" : "") }
    }

    /// The breakout rooms whose names are like what was typed.
    func breakoutRooms(like text: String) -> [(word: String, summary: String)] {
        let rooms = stage?.live.breakoutRooms.filter { !$0.isMain } ?? []
        return rooms.filter { text.isEmpty || $0.name.string.lowercased().contains(text.lowercased()) }
            .map { ($0.name.string, $0.count == 1 ? "1 person" : "\($0.count) people") }
    }

    /// What the live object knows, by its names; once one is typed, what it wants behind it.
    func jitsiCommands(like text: String) -> [(word: String, summary: String)] {
        let name = text.prefix { !$0.isWhitespace }
        guard name.count == text.count else { return [] }
        let known = stage?.supported ?? []
        let names = known.isEmpty ? JitsiCommand.all.map(\.name).sorted() : known
        let typed = name.lowercased()
        let begun = names.filter { $0.lowercased().hasPrefix(typed) }
        let others = names.filter { !$0.lowercased().hasPrefix(typed) && $0.lowercased().contains(typed) }
        return (begun + others).map { name in
            let command = JitsiCommand.named(name)
            return (name, [command?.arguments, command?.summary].compactMap(\.self).joined(separator: " · "))
        }
    }
}
