import Meetings
import Services
import Stage

/// What can be said with a command, behind its name: what it is, and thereby how it is completed.
package enum CommandArgument: Hashable, Sendable {
    /// A conference's id, or a ProCONF room's name; also one that no list names.
    case conference

    /// A column of the list in view.
    case column
    case service
    case profile

    /// A theme's name; also one that has come since they were listed.
    case theme

    /// A filter of the list in view.
    case filter

    /// The name of a file to be read.
    case file

    /// The name of a file to be written, whose ending says what it is to hold.
    case exportFile

    /// Whether something is to be so.
    case onOrOff

    /// Something that can be put on the clipboard.
    case copyable

    /// Somebody in the meeting on the stage, by name.
    case person

    /// A breakout room, by name.
    case breakoutRoom
    case media
    case recordingMode

    /// How high a picture is, in pixels.
    case videoHeight

    /// A command of the meeting's live object, with its arguments as JSON.
    case jitsiCommand

    /// Anything; the word says what it is.
    case text(String)

    /// A word for it, as usage lines have it.
    package var label: String {
        switch self {
        case .conference: "id"
        case .column: "column"
        case .service: "service"
        case .profile: "profile"
        case .theme: "name"
        case .filter: "words"
        case .file, .exportFile: "path"
        case .onOrOff: "on|off"
        case .copyable: "what"
        case .person, .breakoutRoom: "name"
        case .media: "audio|video"
        case .recordingMode: "mode"
        case .videoHeight: "height"
        case .jitsiCommand: "command JSON"
        case .text(let label): label
        }
    }
}

extension CommandArgument {
    /// The words that can be said, where there are only so many.
    ///
    /// - Parameter state: The state as it is.
    /// - Returns: Nil where anything can be.
    func words(in state: ConsoleState) -> [String]? {
        switch self {
        case .conference, .filter, .file, .exportFile, .text, .person, .breakoutRoom, .jitsiCommand: nil
        case .media: MeetingMedia.allCases.map(\.rawValue)
        case .recordingMode: RecordingMode.allCases.map(\.rawValue)
        case .videoHeight: ["180", "360", "720", "1080"]
        case .column: state.columnNames
        case .profile: state.profiles
        case .onOrOff: ["on", "off"]
        case .copyable: CopyChoice.allCases.map(\.rawValue)
        case .service: ServiceKind.allCases.filter { state.profile.services[$0] != nil }.map(\.rawValue)
        case .theme: state.themeNames
        }
    }

    /// What is wrong with what was said, as a sentence.
    ///
    /// - Parameters:
    ///   - word: What was said.
    ///   - state: The state as it is.
    /// - Returns: Nil where it will do.
    func complaint(about word: String, in state: ConsoleState) -> String? {
        if case .conference = self {
            return InputCheck.complaint(about: word, in: .conference).map {
                "The \(InputField.conference.rawValue) \($0)."
            }
        }
        // Whoever reads the themes' files knows best.
        if case .theme = self { return nil }
        if case .file = self {
            return InputCheck.complaint(about: word, in: .file).map { "The \(InputField.file.rawValue) \($0)." }
        }
        if case .exportFile = self {
            return Export.complaint(about: word).map { "The \(InputField.file.rawValue) \($0)." }
        }
        if case .filter = self { return state.complaint(aboutFilter: word) }
        guard let words = words(in: state), !words.contains(word) else { return nil }
        if case .column = self, state.hasColumn(named: word) { return nil }
        let right = words.nearest(to: word).map { "Did you mean \($0)?" }
        return "There is no \(label) “\(SafeText(word, limit: 64))”. "
            + (right ?? "Use one of: \(words.joined(separator: ", ")).")
    }
}

extension ConsoleState {
    /// The columns of the list in view, by the names they are called by in commands and in the configuration.
    package var columnNames: [String] {
        switch service {
        case .v4h: ConferenceRow.Column.allCases.map(\.name)
        case .proconf: MeetingRow.Column.allCases.map(\.name)
        }
    }

    /// Whether the list in view has a column that can be called so.
    fileprivate func hasColumn(named word: String) -> Bool {
        switch service {
        case .v4h: ConferenceRow.Column.named(word) != nil
        case .proconf: MeetingRow.Column.named(word) != nil
        }
    }

    /// The conference that a command is about: the one that was named, as far as it is known, or else the selected one.
    func subject(named name: String?) -> Conference? {
        guard let name else { return target }
        let id = ConferenceIdentifier(name)
        if let target, target.id == id { return target }
        return conferences[id]?.conference ?? Conference(id: id)
    }
}

extension String {
    /// A name of the source in words with hyphens, as it is typed: `joinPolicy` is `join-policy`.
    package var kebabCased: String {
        reduce(into: "") { words, letter in words += letter.isUppercase ? "-\(letter.lowercased())" : String(letter) }
    }
}
