import Console
import Meetings
import Store
import Terminal

extension YAMLEntry {
    private static let keysExample = "a key such as x, F5, C-r or PgUp, a list of keys, or disabled"

    /// Reads the keys that commands are to have in place of those of the table.
    ///
    /// - Returns: All keys, as far as they are right; all problems are reported.
    func commandKeys() -> CommandKeys {
        guard let section = section(keys: CommandTable.all.map(\.name)) else { return .standard }
        var changes: [Command: [String]] = [:]
        for entry in section.entries {
            guard let command = CommandTable.command(named: entry.name) else { continue }
            changes[command] = entry.keys(of: command)
        }
        let keys = CommandKeys(changes: changes)
        for entry in section.entries {
            guard let command = CommandTable.command(named: entry.name) else { continue }
            entry.reportRivals(of: command, keys: keys, told: section)
        }
        return keys
    }

    private func keys(of command: Command) -> [String]? {
        if says("disabled") {
            guard let fixed = CommandKeys.fixed[command] else { return [] }
            report("cannot be disabled", remedy: "write another key; \(fixed) stays besides")
            return nil
        }
        let names = isList ? texts(example: YAMLEntry.keysExample) : text(example: YAMLEntry.keysExample).map { [$0] }
        return names?.compactMap(key)
    }

    /// The key of a name, by the name that it goes by everywhere.
    private func key(_ name: String) -> String? {
        if let key = Key(name: name) { return key.name }
        let shown = SafeText(name, limit: 64)
        report(
            "“\(shown)” is no key that terminals can tell",
            remedy: "write "
                + (Key.words.nearest(to: name).flatMap(Key.init).map(\.name) ?? YAMLEntry.keysExample))
        return nil
    }

    /// Reports every key that asks for another command as well where this one applies.
    private func reportRivals(of command: Command, keys: CommandKeys, told section: YAMLSection) {
        for key in keys[command] {
            for rival in keys.rivals(of: command, for: key) {
                let name = CommandTable[rival].name
                // Of two that were both written down, the later one says it.
                if let other = section[name]?.line, other > line ?? 0 { continue }
                let remedy =
                    CommandKeys.fixed[rival] == key
                    ? "write another key; \(key) stays with \(name)" : "write another key for \(self.name) or \(name)"
                report("“\(key)” asks for \(self.name) and for \(name)", remedy: remedy)
            }
        }
    }
}
