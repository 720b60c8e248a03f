/// A configuration with every key, as README.md and the manual show it.
enum ConfigurationReference {
    /// The YAML, whose remarks stand in columns.
    static func text(of document: ConfigurationDocument) -> String {
        lines(of: document.root, indentation: "").map(\.text).joined(separator: "\n") + "\n"
    }

    /// The columns in which remarks begin; what is too long for one uses the next.
    private static let columns = [34, 62]

    private struct Line {
        let code: String
        let remark: String?

        var text: String {
            guard let remark else { return code }
            let column = columns.first { $0 >= code.count + 1 } ?? code.count + 1
            return code + String(repeating: " ", count: column - code.count) + "# " + remark
        }
    }

    private static func lines(of section: ConfigurationSection, indentation: String) -> [Line] {
        section.keys.flatMap { key -> [Line] in
            let head = indentation + key.name + ":"
            switch key.value {
            case .section(let inner):
                return [Line(code: head, remark: key.remark)] + lines(of: inner, indentation: indentation + "  ")
            case .named(let inner):
                let name = Line(code: indentation + "  \(key.example):", remark: nil)
                return [Line(code: head, remark: key.remark), name]
                    + lines(of: inner, indentation: indentation + "    ")
            case .mapping:
                return [
                    Line(code: head, remark: key.remark), Line(code: indentation + "  " + key.example, remark: nil),
                ]
            case .text, .choice, .choices, .flag, .number, .numberOrNever, .list, .textOrList, .columns:
                let code = indentation + (key.isAside ? "# " : "") + "\(key.name): \(key.example)"
                return [Line(code: code, remark: key.remark)]
            }
        }
    }
}
