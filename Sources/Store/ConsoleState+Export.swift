import Meetings
import Services

extension ConsoleState {
    /// What an export is about: the marked rows of the list in view, or else the selected one; nil where there is none.
    var exported: Export.Subjects? {
        switch service {
        case .v4h:
            if !conferences.marks.isEmpty { return .conferences(conferences.marked.map(\.conference)) }
            return target.map { .conferences([$0]) }
        case .proconf:
            if !meetings.marks.isEmpty { return .meetings(meetings.marked.map(\.meeting)) }
            return meetings.selected.map { .meetings([$0.meeting]) }
        }
    }

    /// Has a file written, or asks for its name first.
    mutating func export(to path: String?) -> [Effect] {
        guard let subjects = exported else { return [] }
        guard let path, let export = Export(subjects, to: path, hiddenCount: hiddenMarks) else {
            overlay = .prompt(.export(subjects, hidden: hiddenMarks))
            return []
        }
        return [.export(export)]
    }

    /// Has the file written whose name was typed into the form.
    mutating func submitExport(_ prompt: Prompt) -> [Effect] {
        let path = prompt.form.text(.file)
        if let complaint = Export.complaint(about: path) {
            changeActiveForm { $0.complain(.file, complaint) }
            return []
        }
        changePrompt(where: { $0.purpose == .export }) { prompt in
            prompt?.isWaiting = true
            prompt?.problem = nil
        }
        return export(to: path)
    }

    /// Says what became of a file, or asks whether one that is there is to be replaced.
    mutating func take(_ outcome: Exporting, of export: Export) {
        switch outcome {
        case .written(let path):
            changePrompt(where: { $0.purpose == .export }) { $0 = nil }
            let verb = export.subjects.count == 1 ? "was" : "were"
            let some = export.subjects.count == 1 ? "" : "\(export.hiddenCount) of them "
            let hidden = export.hiddenCount > 0 ? ", \(some)hidden by the filter" : ""
            say(.success, "\(export.count) \(verb) written to \(path)\(hidden).")
        case .taken(let path):
            changePrompt(where: { $0.purpose == .export }) { $0?.isWaiting = false }
            var question = Question(
                title: "Replace this file?", text: "It is there already, and what is in it would be lost.\n\(path)",
                agreement: "Replace it", to: .export(export))
            question.behind = overlay?.openPrompt.map(Overlay.prompt)
            overlay = .question(question)
        case .failed(let title, let advice):
            changePrompt(where: { $0.purpose == .export }) { prompt in
                prompt?.isWaiting = false
                prompt?.problem = Trouble(title: title, advice: advice)
            }
            say(.error, title, advice: advice)
        }
    }

    /// How many marked rows of the list in view the filter hides.
    private var hiddenMarks: Int { service == .v4h ? conferences.hiddenMarks : meetings.hiddenMarks }
}

extension Prompt {
    static func export(_ subjects: Export.Subjects, hidden: Int) -> Prompt {
        let words = hidden > 0 ? "\(hidden) of them hidden by the filter. " : ""
        return Prompt(
            purpose: .export, title: "Write \(subjects.words) to a file",
            hint: words + "The ending says what it holds: .json, .csv or .md. You alone will be able to read it.",
            form: FormState(lines: [.init(.file, label: "File", placeholder: "~/conferences.json")], button: "Write"))
    }
}

extension Prompt.Purpose {
    /// Whether what is asked for goes to a service, and so has to wait for a login.
    package var needsService: Bool {
        switch self {
        case .export, .verify, .steering: false
        case .request, .lookUp, .start, .join, .links: true
        }
    }
}
