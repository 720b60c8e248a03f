/// Something that can be put on the clipboard.
///
/// The raw value is what it is called behind `copy`.
package enum CopyChoice: String, CaseIterable, Sendable {
    case link
    case id
    case url
    case markdown
    case json

    /// The letter that stands for it where all are listed.
    package var letter: Character {
        switch self {
        case .link: "l"
        case .id: "i"
        case .url: "u"
        case .markdown: "m"
        case .json: "j"
        }
    }

    /// What it is called where all are listed.
    package var title: String {
        switch self {
        case .link: "Link with its token"
        case .id: "Identifier"
        case .url: "Meeting's address"
        case .markdown: "Details as Markdown"
        case .json: "Record as JSON"
        }
    }
}
