/// Text that a service gave and that is told back to it exactly as it came, but never shown.
///
/// What is shown is `SafeText`; a service that is told that instead would be asked about something else than it named.
package struct WireText: Hashable, Sendable {
    private let text: String

    /// Takes a text as it came.
    package init(_ text: String) { self.text = text }

    /// The text as it goes over the wire, and nowhere else.
    package var sent: String { text }

    // Compared by their bytes: a service may tell composed and decomposed letters apart, which Swift does not.
    package static func == (left: WireText, right: WireText) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    package func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}

extension WireText: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { SafeText(text).string }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension WireText: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) { self.init(value) }
}
