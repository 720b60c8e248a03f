package import Meetings
package import Services

/// A few lines of input, a button that sends them, and what came of it below.
package struct FormState: Sendable {
    /// One line of a form.
    package struct Line: Sendable, Identifiable {
        package var id: InputField
        package var label: String
        package var field: FieldState

        /// Shown as bullets, never echoed.
        package var isSecret: Bool

        /// Words to choose from with the left and right arrows; empty where anything can be typed.
        package var choices: [String]

        /// What stands in the line while it is empty.
        package var placeholder: String

        /// What is wrong with the line, as a sentence.
        package var complaint: String? { field.problem.map { "The \(id.rawValue) \($0)." } }

        package init(
            _ id: InputField,
            label: String,
            text: String = "",
            isSecret: Bool = false,
            choices: [String] = [],
            placeholder: String = ""
        ) {
            self.id = id
            self.label = label
            self.field = FieldState(text)
            self.isSecret = isSecret
            self.choices = choices
            self.placeholder = placeholder
        }
    }

    /// What in the form has the focus.
    package enum Place: Hashable, Sendable {
        case line(Int)
        case button
        case result
    }

    package var lines: [Line]
    package var button: String
    package var place: Place = .line(0)

    /// Whether there is a result to move to.
    package var hasResult = false

    package init(lines: [Line], button: String) {
        self.lines = lines
        self.button = button
    }

    /// The line being typed into, if any.
    package var activeLine: Line? {
        guard case .line(let index) = place, lines.indices.contains(index) else { return nil }
        return lines[index]
    }

    /// Whether what stands in other lines leaves a line without a meaning, so that it need not be asked for.
    package func isIdle(_ line: Line) -> Bool {
        switch line.id {
        case .allowedUnits: text(.joinPolicy) != "ORGUNIT"
        case .password where lines.contains { $0.id == .joinPolicy }: text(.joinPolicy) != "SESSIONPWD"
        // A password is what is asked for first.
        case .accessToken: !text(.password).isEmpty
        default: false
        }
    }

    package func text(_ id: InputField) -> String { lines.first { $0.id == id }?.field.text ?? "" }

    package func secret(_ id: InputField) -> Secret { lines.first { $0.id == id }?.field.secret ?? Secret("") }

    package mutating func set(_ id: InputField, to text: String) {
        guard let index = lines.firstIndex(where: { $0.id == id }) else { return }
        lines[index].field.replace(with: text)
    }

    /// Puts a complaint beside its field and the cursor into it.
    mutating func complain(_ id: InputField, _ reason: String) {
        guard let index = lines.firstIndex(where: { $0.id == id }) else { return }
        lines[index].field.problem = reason
        place = .line(index)
    }

    mutating func apply(_ edit: FieldEdit) {
        guard case .line(let index) = place, lines.indices.contains(index) else { return }
        guard lines[index].choices.isEmpty else {
            choose(edit, at: index)
            return
        }
        lines[index].field.apply(edit)
    }

    /// A line of choices goes round with the arrows, and to the next choice that begins with the letter typed.
    private mutating func choose(_ edit: FieldEdit, at index: Int) {
        let line = lines[index]
        let current = line.choices.firstIndex(of: line.field.text) ?? 0
        let count = line.choices.count
        let next: Int? =
            switch edit {
            case .left: (current + count - 1) % count
            case .right: (current + 1) % count
            case .start: 0
            case .end: count - 1
            case .insert(" "): (current + 1) % count
            case .insert(let letter):
                (1...count).map { (current + $0) % count }
                    .first { line.choices[$0].lowercased().hasPrefix(letter.lowercased()) }
            default: nil
            }
        if let next { lines[index].field.replace(with: line.choices[next]) }
    }

    private var places: [Place] { lines.indices.map(Place.line) + [.button] + (hasResult ? [.result] : []) }

    /// Moves the focus by so many places; the ends hold it.
    mutating func move(by step: Int) {
        let all = places
        let current = all.firstIndex(of: place) ?? 0
        place = all[min(max(current + step, 0), all.count - 1)]
    }
}
