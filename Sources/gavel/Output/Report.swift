import Foundation
import Meetings
import Store
import Terminal

/// What a command got, in every form in which it can be told.
struct Report<Subject: Sendable>: Sendable {
    let fields: [Field<Subject>]
    let subjects: [Subject]

    /// Whether it is about many, be they none or one.
    let isList: Bool

    init(_ fields: [Field<Subject>], of subject: Subject) {
        self.fields = fields
        subjects = [subject]
        isList = false
    }

    init(_ fields: [Field<Subject>], ofAll subjects: [Subject]) {
        self.fields = fields
        self.subjects = subjects
        isList = true
    }
}

extension Report {
    /// One document: an array of objects, or an object, with every field.
    var document: JSONValue {
        let objects = subjects.map { subject in
            JSONValue.object(
                Dictionary(fields.map { ($0.name, $0.value(subject).json) }, uniquingKeysWith: { $1 }))
        }
        return isList ? .array(objects) : objects.first ?? .null
    }

    /// A line for each subject with the values of some fields, between tabs.
    func lines(of names: [String]) -> [String] {
        let chosen = names.compactMap { name in fields.first { $0.name == name } }
        return subjects.map { subject in chosen.map { $0.value(subject).word }.joined(separator: "\t") }
    }

    /// The lines for people.
    ///
    /// - Parameters:
    ///   - width: How many cells a line of a table may have; nil for as many as it needs.
    ///   - time: How moments are written.
    /// - Returns: The lines.
    func lines(width: Int?, _ time: TimeText) -> [String] {
        guard isList else { return subjects.flatMap { lines(of: $0, time) } }
        let columns = fields.filter { $0.place == .key || $0.place == .column }
        let values = subjects.map { subject in columns.map { $0.value(subject) } }
        // Half a date is none.
        let whole = columns.indices.filter { column in
            columns[column].place == .key || values.contains { $0[column].isMoment }
        }
        return TextTable(
            head: columns.map { $0.title.uppercased() },
            rows: values.map { row in row.map { $0.shown(time) } },
            whole: Set(whole),
            ranks: columns.map { $0.place == .key ? -1 : $0.rank ?? .max },
            width: width
        ).lines
    }

    /// A line for each field that is known, as its name and its value: for those who hear it.
    func statements(_ time: TimeText) -> [String] {
        subjects.flatMap { subject in
            fields.filter { $0.place != .document && $0.value(subject) != .none }
                .map { "\($0.title): \($0.value(subject).shown(time))" }
        }
    }

    /// A line for each field of one subject that is known; none of them is cut.
    private func lines(of subject: Subject, _ time: TimeText) -> [String] {
        let known = fields.filter { $0.place != .document && $0.value(subject) != .none }
        let margin = known.reduce(0) { max($0, DisplayText.cells(of: $1.title)) } + 2
        return known.map { field in
            let value = field.value(subject).shown(time)
            // The lines of a text stand below one another.
            let lines = value.split(separator: "\n", omittingEmptySubsequences: false)
            return DisplayText.fitted(field.title, to: margin)
                + lines.joined(separator: "\n" + String(repeating: " ", count: margin))
        }
    }
}
