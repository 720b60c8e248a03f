package import Meetings
import Services

/// Conferences or meetings that are to be written to a file of the operator's.
package struct Export: Sendable {
    /// What is written.
    package enum Subjects: Sendable {
        case conferences([Conference])
        case meetings([ProConfMeeting])
    }

    /// What a file holds, as its ending says.
    package enum Form: String, CaseIterable, Sendable {
        case json
        case csv
        case markdown = "md"

        /// The form that a file's name says; nil where it says none.
        init?(path: String) {
            let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
            guard let dot = name.lastIndex(of: ".") else { return nil }
            self.init(rawValue: name[name.index(after: dot)...].lowercased())
        }
    }

    package let subjects: Subjects

    /// Where to, as it was typed.
    package let path: String
    package let form: Form

    /// How many of them the filter hides.
    let hiddenCount: Int

    /// Whether the operator has agreed that a file which is there is replaced.
    package internal(set) var isReplacing = false

    /// Makes an export; nil where the name does not end as one of a form does.
    package init?(_ subjects: Subjects, to path: String, hiddenCount: Int = 0) {
        guard let form = Form(path: path) else { return nil }
        self.subjects = subjects
        self.path = path
        self.form = form
        self.hiddenCount = hiddenCount
    }

    /// How many are written, in words.
    package var count: String { subjects.words }
}

/// What became of writing a file.
package enum Exporting: Sendable {
    /// It was written; the path is whole.
    case written(SafeText)

    /// Something stands there already, and was left as it is.
    case taken(SafeText)
    case failed(title: String, advice: String)
}

extension Export {
    /// What is wrong with a name for the file, as the end of "The file name …"; nil where nothing is.
    static func complaint(about path: String) -> String? {
        if let complaint = InputCheck.complaint(about: path, in: .file) { return complaint }
        return Form(path: path) == nil ? "has to end in .json, .csv or .md" : nil
    }
}

extension Export.Subjects {
    var count: Int {
        switch self {
        case .conferences(let all): all.count
        case .meetings(let all): all.count
        }
    }

    /// How many of what there are.
    var words: String {
        switch self {
        case .conferences: count == 1 ? "1 conference" : "\(count) conferences"
        case .meetings: count == 1 ? "1 meeting" : "\(count) meetings"
        }
    }
}
