import Foundation
import Meetings

/// A new profile, as it is written into a configuration that people keep by hand: nothing else in it changes.
struct ProfileText {
    let name: String

    /// Each as `key=value`, with dots between the keys.
    let settings: [String]

    /// The keys that a profile may have, with dots between them.
    static var paths: [String] { paths(of: .profile, below: "") }

    /// Writes the profile into the configuration, all or nothing.
    ///
    /// - Parameter source: Which configuration is meant.
    /// - Throws: A `Complaint` where the profile is there already, or the result would not be right.
    func add(to source: ConfigurationOptions) throws {
        let draft: ConfigurationDraft
        do {
            draft = try self.draft(for: source)
        } catch let error as ConfigurationError {
            throw Complaint(.configuration, "Nothing was written, since this would be wrong:\n\(error)")
        }
        try draft.write()
    }

    /// Makes the configuration with the profile in it; nothing is written.
    ///
    /// - Parameter source: Which configuration is meant.
    /// - Returns: What would be written.
    /// - Throws: A `Complaint` where the profile is there already, or cannot be added to what is there; a
    ///   `ConfigurationError` where the result would not be right.
    func draft(for source: ConfigurationOptions) throws -> ConfigurationDraft {
        let before = try source.configuration()
        if before?.profiles.contains(where: { $0.name == name }) == true {
            throw Complaint(.conflict, "\(source.file) has a profile “\(name)” already. Change it there.")
        }
        // A file that others lead to by a link stays where it is.
        let file = URL(fileURLWithPath: source.file).resolvingSymlinksInPath()
        let old = before == nil ? "" : try text(of: file)
        let new = try insert(into: old, defaultProfile: before?.defaultProfile)
        let after = try Configuration.decode(new, file: source.file)
        guard after.profiles.filter({ $0.name != name }) == before?.profiles ?? [],
            let profile = after.profiles.first(where: { $0.name == name })
        else { throw unfit(source.file) }
        return ConfigurationDraft(
            file: file, isNew: before == nil, text: new, profile: profile, lines: try written(indentation: "  "))
    }

    private func text(of file: URL) throws -> String {
        do {
            return try String(contentsOf: file, encoding: .utf8)
        } catch {
            throw Complaint(.failure, "\(file.path) cannot be read: \(error.localizedDescription)")
        }
    }

    /// The configuration with the profile as the first one.
    ///
    /// Where there was one profile, which needed no name to be the default, it is named now, so that it stays so.
    private func insert(into old: String, defaultProfile: String?) throws -> String {
        var lines = old.isEmpty ? [] : old.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        while lines.last == "" { lines.removeLast() }
        if !lines.contains(where: { $0.firstMatch(of: /^profile\s*:/) != nil }), let defaultProfile {
            lines.insert("profile: \(defaultProfile)", at: lines.first == "---" ? 1 : 0)
        }
        guard let place = lines.firstIndex(where: { $0.wholeMatch(of: /profiles\s*:\s*(#.*)?/) != nil }) else {
            if lines.contains(where: { $0.hasPrefix("profiles") }) { throw unfit("the configuration") }
            return (lines + ["profiles:"] + (try written(indentation: "  "))).joined(separator: "\n") + "\n"
        }
        let next = lines[(place + 1)...].first {
            !$0.allSatisfy(\.isWhitespace) && !$0.drop { $0 == " " }.hasPrefix("#")
        }
        let indentation = next.map { String($0.prefix { $0 == " " }) } ?? ""
        lines.insert(contentsOf: try written(indentation: indentation.isEmpty ? "  " : indentation), at: place + 1)
        return lines.joined(separator: "\n") + "\n"
    }

    /// The profile's own lines.
    private func written(indentation: String) throws -> [String] {
        var own: [String] = []
        var sections: [(name: String, lines: [String])] = []
        for setting in settings {
            guard let (path, value) = ProfileText.parts(of: setting) else {
                throw Complaint(.usage, "“\(SafeText(setting))” is not of the form key=value, such as v4h.user=maria.")
            }
            let scalar = ProfileText.yaml(value)
            guard path.count > 1 else {
                own.append("\(path[0]): \(scalar)")
                continue
            }
            let place = sections.firstIndex { $0.name == path[0] } ?? sections.count
            if place == sections.count { sections.append((path[0], [])) }
            if path.count > 2 {
                let head = "\(path[1]):"
                if !sections[place].lines.contains(head) { sections[place].lines.append(head) }
                let inner = sections[place].lines.firstIndex(of: head) ?? 0
                sections[place].lines.insert("  \(path[2]): \(scalar)", at: inner + 1)
            } else {
                sections[place].lines.append("\(path[1]): \(scalar)")
            }
        }
        let inside = indentation + "  "
        return ["\(indentation)\(name):"]
            + sections.flatMap { section in
                ["\(inside)\(section.name):"] + section.lines.map { "\(inside)  \($0)" }
            } + own.map { inside + $0 }
    }

    private func unfit(_ file: String) -> Complaint {
        Complaint(
            .configuration, "\(file) is not written in a way that a profile can be added to. Add it by hand.")
    }

    private static func parts(of setting: String) -> (path: [String], value: String)? {
        guard let sign = setting.firstIndex(of: "=") else { return nil }
        let path = setting[..<sign].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let isKey: (String) -> Bool = {
            !$0.isEmpty && $0.allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) }
        }
        guard (1...3).contains(path.count), path.allSatisfy(isKey) else { return nil }
        return (path, String(setting[setting.index(after: sign)...]))
    }

    /// A list as it is, and any other value in quotes where YAML could read it as something else.
    private static func yaml(_ value: String) -> String {
        if value.hasPrefix("["), value.hasSuffix("]") { return value }
        if value.wholeMatch(of: /[A-Za-z0-9\/][A-Za-z0-9 .\/_@%+\-]*(:[A-Za-z0-9.\/_@%+\-]+)*/) != nil { return value }
        return "'" + value.replacing("'", with: "''").replacing("\n", with: " ") + "'"
    }

    private static func paths(of section: ConfigurationSection, below prefix: String) -> [String] {
        section.keys.flatMap { key -> [String] in
            switch key.value {
            case .section(let inner): paths(of: inner, below: "\(prefix)\(key.name).")
            case .mapping(let names, _): names.map { "\(prefix)\(key.name).\($0)" }
            default: [prefix + key.name]
            }
        }
    }
}
