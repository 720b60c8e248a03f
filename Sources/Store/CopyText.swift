package import Meetings

/// A text for the clipboard.
package struct CopyText: Sendable {
    /// What it is, as the beginning of a sentence.
    package let name: String
    package let text: Secret

    /// What may be seen of it before it is copied, on one line.
    package let preview: String

    init(_ text: String, named name: String, preview: String) {
        self.name = name
        self.text = Secret(text)
        self.preview = preview
    }

    /// Links, one a line.
    init?(links: [MeetingLink]) {
        guard let first = links.first else { return nil }
        self.init(
            links.map { $0.url.reveal() }.joined(separator: "\n"),
            named: links.count == 1 ? "The link" : "The list of \(links.count) links",
            preview: links.count == 1 ? first.maskedURL : "\(links.count) links")
    }
}

/// Why something cannot be copied now, as a sentence.
package struct CopyRefusal: Error {
    package let reason: String

    init(_ reason: String) { self.reason = reason }
}
