import Console
import Foundation
import Login
import Store
import Transport

extension YAMLEntry {
    /// Reads one profile.
    ///
    /// - Parameter folder: What relative paths are relative to.
    /// - Returns: Nil where it is wrong in a way that leaves nothing to use; all problems are reported.
    func profile(folder: ConfigurationFolder) -> Profile? {
        let isFirst: (Character) -> Bool = { $0.isASCII && ($0.isLetter || $0.isNumber) }
        if !name.allSatisfy({ isFirst($0) || "-_.".contains($0) }) || !name.prefix(1).allSatisfy(isFirst)
            || name.count > 64
        {
            report("is no name for a profile", remedy: "use up to 64 letters, digits, dots, - and _")
        }
        guard let section = section(.profile) else { return nil }
        if section["v4h"] == nil, section["proconf"] == nil {
            report("names no service", remedy: "write v4h: or proconf: below it, with the service's address")
        }
        let interval = section["refresh-interval"]?
            .integer(where: { $0 == 0 || (5...3600).contains($0) }, example: "5 to 3600 seconds, or 0 for never")
        return Profile(
            name: name,
            v4h: section["v4h"]?.v4hAccount(),
            proconf: section["proconf"]?.proConfAccount(),
            stage: section["stage"]?.stagePreferences() ?? StagePreferences(),
            browser: section["browser"]?.program(example: "[firefox, --private-window]") ?? [],
            refreshInterval: interval == 0 ? nil : interval ?? 30,
            isReadOnly: section["read-only"]?.flag() ?? false,
            theme: section["theme"]?.name(among: folder.themeNames, what: "theme"),
            color: section["color"]?.choice(of: ProfileColor.self),
            certificateAuthorityFile: section["certificate-authority"]?.certificateFile(in: folder.path)
        )
    }

    /// The value as keys of a section of the table.
    func section(_ section: ConfigurationSection) -> YAMLSection? {
        self.section(keys: section.keys.map(\.name), refusals: YAMLRefusal.secrets)
    }

    /// A program and its first arguments, as a list or as one word.
    ///
    /// - Parameter example: Such a list, for the report.
    /// - Returns: Nil where it is none, which is reported.
    func program(example: String) -> [String]? {
        let example = "a list such as \(example)"
        guard !isList else { return texts(example: example) }
        guard let program = text(example: example) else { return nil }
        guard !program.contains(where: \.isWhitespace) else {
            let words = program.split(whereSeparator: \.isWhitespace).joined(separator: ", ")
            report("is one text with blanks in it", remedy: "write program and arguments as a list: [\(words)]")
            return nil
        }
        return [program]
    }

    /// The command that tells the password, as a list or as one text.
    func passwordCommand() -> PasswordCommand? {
        let example = "a list such as [pass, show, v4h]"
        do {
            if isList {
                guard let words = texts(example: example) else { return nil }
                return try PasswordCommand(arguments: words)
            }
            guard let line = text(example: example) else { return nil }
            return try PasswordCommand(commandLine: line)
        } catch .needsShell(let character) {
            report("has “\(character)”, which only a shell would act on", remedy: "quote it, or write [sh, -c, …]")
        } catch .unreadableCommand(let reason) {
            report(reason, remedy: "write \(example)")
        } catch {
            report("names no program", remedy: "write \(example)")
        }
        return nil
    }

    /// The value as the path of a file with certificates.
    ///
    /// - Parameter folder: What a relative path is relative to.
    /// - Returns: The whole path; nil where it is none, which is reported.
    func certificateFile(in folder: String) -> String? {
        guard let written = text(example: "the path of a PEM file") else { return nil }
        let expanded = NSString(string: written).expandingTildeInPath
        let path = expanded.hasPrefix("/") ? expanded : "\(folder)/\(expanded)"
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
            FileManager.default.isReadableFile(atPath: path)
        else {
            report("“\(path)” is no file that can be read", remedy: "write the path of a PEM file")
            return nil
        }
        let data = (try? Data(contentsOf: URL(fileURLWithPath: path))) ?? Data()
        if let complaint = CertificateFile.complaint(about: data) {
            report("“\(path)” \(complaint)", remedy: "write the path of a PEM file with the authority's certificate")
            return nil
        }
        return path
    }
}
