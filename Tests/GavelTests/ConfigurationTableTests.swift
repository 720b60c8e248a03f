import Console
import Foundation
import Meetings
import Testing
import Yams

@testable import gavel

/// Holds the table of keys to the decoder, and what is made of the table to both.
struct ConfigurationTableTests {
    @Test("every key of the table is read: a value of another kind is refused under its name")
    func kinds() throws {
        for key in ConfigurationDocument.console.keys {
            let wrong = key.value.hasKeys ? "[x]" : "{ x: y }"
            let problems = self.problems(of: Example(with: key, wrong).text)
            #expect(problems.contains { $0.hasPrefix(path(of: key) + ": ") }, "\(path(of: key)): \(problems)")
        }
    }

    @Test("what holds without a key is what the table says")
    func usual() throws {
        for key in ConfigurationDocument.console.keys {
            guard let usual = key.usual else { continue }
            let written = try Configuration.decode(Example(with: key, usual).text, file: "/c.yaml")
            let missing = try Configuration.decode(Example(without: key).text, file: "/c.yaml")
            #expect(written == missing, "\(path(of: key)) is not usually \(usual)")
        }
    }

    @Test("every word and number that the table allows is taken, and none beside it")
    func values() throws {
        for key in ConfigurationDocument.console.keys {
            let (right, wrong): ([String], [String])
            switch key.value {
            case .choice(let words): (right, wrong) = (words, ["nonsense"])
            case .choices(let words):
                right = words + ["[\(words.dropFirst().joined(separator: ", "))]"]
                wrong = ["nonsense", "[\(words.joined(separator: ", "))]", "[]"]
            case .flag: (right, wrong) = (["true", "false"], ["perhaps"])
            case .numberOrNever(let range):
                right = [0, range.lowerBound, range.upperBound].map(String.init)
                wrong = [-1, range.lowerBound - 1, range.upperBound + 1].map(String.init)
            default: continue
            }
            for value in right { #expect(problems(of: Example(with: key, value).text) == [], "\(path(of: key))") }
            for value in wrong { #expect(problems(of: Example(with: key, value).text).count == 1, "\(path(of: key))") }
        }
    }

    @Test("what has to be there is missed")
    func required() {
        for key in ConfigurationDocument.console.keys where key.isRequired {
            #expect(problems(of: Example(without: key).text).contains { $0.hasPrefix("\(path(of: key)): is missing") })
        }
        for section in ConfigurationDocument.console.sections where !section.alternatives.isEmpty {
            let all = section.alternatives.compactMap { name in section.keys.first { $0.name == name } }
            #expect(!problems(of: Example(without: all).text).isEmpty, "\(section)")
        }
    }

    @Test("the schema takes what the decoder takes, and refuses what it refuses")
    func schema() throws {
        let schema = try JSONDecoder().decode(
            JSONValue.self, from: Data(ConfigurationSchema.schema(of: .console).pretty.utf8))
        var texts = [
            ConfigurationReference.text(of: .console), Example().text, "colour: red", "profiles: { a: {} }",
            "profiles: []",
        ]
        for key in ConfigurationDocument.console.keys {
            texts.append(Example(with: key, key.value.hasKeys ? "[x]" : "{ x: y }").text)
            if let usual = key.usual { texts.append(Example(with: key, usual).text) }
            if key.isRequired { texts.append(Example(without: key).text) }
        }
        texts.append(Example(adding: [("proconf", "admin-control", "https://b.example")]).text)
        for section in ["root", "profile", "v4h", "proconf"] {
            texts.append(Example(adding: [(section, "no", "1")]).text)
        }
        for number in ["0", "4", "5", "3600", "3601"] {
            texts.append(Example(adding: [("profile", "refresh-interval", number)]).text)
        }
        for columns in ["[state, owner: 20]", "[ownr]", "[created: 15]", "[created: 16]", "[]", "state", "[[id]]"] {
            texts.append(Example(adding: [("root", "columns", columns)]).text)
        }
        var refused = 0
        for text in texts {
            let document = JSONValue(yaml: try Yams.load(yaml: text))
            let problems = self.problems(of: text)
            let complaint = SchemaCheck.complaint(about: document, schema)
            #expect(problems.isEmpty == (complaint == nil), "\(text)\n\(problems)\n\(complaint ?? "none")")
            if complaint != nil { refused += 1 }
        }
        #expect(refused > 20 && texts.count - refused > 10)
    }

    /// The problems of a configuration, without file and line.
    private func problems(of text: String) -> [String] {
        do throws(ConfigurationError) {
            _ = try Configuration.decode(text, file: "/c.yaml")
            return []
        } catch {
            return error.problems.map { "\($0.key ?? ""): \($0.reason); \($0.remedy)" }
        }
    }

    private func path(of key: ConfigurationKey) -> String {
        (key.section.path.isEmpty ? "" : key.section.path.replacing("NAME", with: "a") + ".") + key.name
    }
}

extension ConfigurationValue {
    fileprivate var hasKeys: Bool {
        switch self {
        case .section, .named, .mapping: true
        default: false
        }
    }
}

/// The least configuration with both services, with a key more or less.
private struct Example {
    var lines: [(section: String, key: String, value: String)] = [
        ("v4h", "url", "https://v.example"), ("v4h", "domain", "m.example"),
        ("proconf", "application-server", "https://a.example"), ("proconf", "domain", "c.example"),
    ]
    var sections = ["v4h", "proconf"]
    var profiles: String?

    init() {}

    init(adding more: [(section: String, key: String, value: String)]) { lines += more }

    init(without keys: [ConfigurationKey]) {
        for key in keys {
            lines.removeAll { $0.section == key.section.rawValue && $0.key == key.name }
            if key.section == .profile { sections.removeAll { $0 == key.name } }
        }
    }

    init(without key: ConfigurationKey) { self.init(without: [key]) }

    init(with key: ConfigurationKey, _ value: String) {
        self.init(without: key)
        // It cannot stand beside the other.
        if key.name == "admin-control" { lines.removeAll { $0.key == "application-server" } }
        if case .named = key.value { profiles = value } else { lines.append((key.section.rawValue, key.name, value)) }
    }

    var text: String {
        var text = lines.filter { $0.section == "root" }.map { "\($0.key): \($0.value)\n" }.joined()
        if let profiles { return text + "profiles: \(profiles)\n" }
        text += "profiles:\n  a:\n"
        for line in lines where line.section == "profile" { text += "    \(line.key): \(line.value)\n" }
        for section in sections {
            let inner = lines.filter { $0.section == section }
            guard !inner.isEmpty else { continue }
            text += "    \(section):\n" + inner.map { "      \($0.key): \($0.value)\n" }.joined()
        }
        return text + (sections.isEmpty ? "    read-only: true\n" : "")
    }
}
