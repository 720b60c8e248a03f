import Store

extension Report {
    /// The fields of every subject but its document, as comma-separated values with a head (RFC 4180).
    var commaSeparated: String {
        let columns = fields.filter { $0.place != .document }
        let rows = [columns.map(\.name)] + subjects.map { subject in columns.map { $0.value(subject).cell } }
        return rows.map { row in row.map(\.quoted).joined(separator: ",") + "\r\n" }.joined()
    }

    /// A table of the fields that people are shown without asking, in Markdown.
    func markdown(_ time: TimeText) -> String {
        let columns = fields.filter { $0.place == .key || $0.place == .column }
        let rows =
            [columns.map(\.title), columns.map { _ in "---" }]
            + subjects.map { subject in columns.map { $0.value(subject).shown(time).escapedForMarkdown } }
        return rows.map { "| \($0.joined(separator: " | ")) |\n" }.joined()
    }
}

extension FieldValue {
    /// As it stands in a cell of a table that a spreadsheet may open.
    fileprivate var cell: String {
        switch self {
        case .none: ""
        case .text(let text): text.harmlessInSpreadsheets
        case .texts(let texts): texts.joined(separator: ",").harmlessInSpreadsheets
        case .number, .flag, .moment, .document: word
        }
    }
}

extension String {
    /// The text with a quote before what a spreadsheet would take for a formula, since a service may say anything.
    fileprivate var harmlessInSpreadsheets: String {
        first.map { "=+-@\t\r".contains($0) } == true ? "'" + self : self
    }

    /// The text as one value, in quotation marks where it needs them.
    fileprivate var quoted: String {
        guard contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return self }
        return "\"" + replacing("\"", with: "\"\"") + "\""
    }

    /// The text as it is meant to be read, on one line: nothing in it is a mark, a link or a picture.
    fileprivate var escapedForMarkdown: String {
        map { character in
            if character.isNewline { return " " }
            return "\\|<>[]*_`~#!&".contains(character) ? "\\\(character)" : String(character)
        }
        .joined()
    }
}
