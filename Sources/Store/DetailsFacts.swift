package import Meetings

/// What the Details pane says of what is selected: facts below headings, in words, with no look yet.
///
/// The pane shows it, and what is copied of the details is made of the same.
package struct DetailsFacts: Sendable {
    /// What a text tells beyond its words.
    package enum Tone: Hashable, Sendable {
        case value
        case muted
        case information
        case link
        case state(ConferenceState)

        /// Something is going on, or is not.
        case activity(Bool)

        /// A question that was settled, well or badly, or is still open.
        case success
        case danger
        case warning
    }

    /// A name with its value.
    package struct Fact: Sendable {
        package let label: String
        package let value: String
        package let tone: Tone

        /// The field of a conference's record that it is, by which changes are told; nil for what changes with it.
        package let field: ConferenceField?
    }

    package enum Entry: Sendable {
        case fact(Fact)

        /// A remark, such as that there is nothing.
        case remark(String)

        /// A text of some length; empty where there is none so far.
        case prose(SafeText)

        /// Something that is there or is not.
        case feature(SafeText, isOn: Bool)
        case loading
        case failure(Trouble)
    }

    package struct Section: Sendable {
        package let kind: DetailsSection
        package let title: String
        package let entries: [Entry]
    }

    /// What people call what is selected; nil where nothing is.
    package var title: String?

    /// How it stands with asking for it.
    package var notices: [Entry] = []
    package var entries: [Entry] = []
    package var sections: [Section] = []

    /// Adds a section; one with nothing in it is left out.
    mutating func append(_ kind: DetailsSection, _ title: String, _ entries: [Entry]) {
        if !entries.isEmpty { sections.append(Section(kind: kind, title: title, entries: entries)) }
    }
}

extension DetailsFacts.Entry {
    static func fact(
        _ label: String,
        _ value: String,
        _ tone: DetailsFacts.Tone = .value,
        of field: ConferenceField? = nil
    ) -> DetailsFacts.Entry {
        .fact(DetailsFacts.Fact(label: label, value: value, tone: tone, field: field))
    }

    static func fact(
        _ field: ConferenceField,
        _ value: String,
        _ tone: DetailsFacts.Tone = .value
    ) -> DetailsFacts.Entry {
        fact(field.label, value, tone, of: field)
    }
}
