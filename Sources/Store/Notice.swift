package import Meetings

/// Something that the operator is to be called for, wherever he looks meanwhile.
///
/// It is said in a message, too.
package struct Notice: Hashable, Sendable {
    /// What it is about.
    package let title: SafeText

    /// What has happened, as a sentence.
    package let body: SafeText

    init(_ title: SafeText, _ body: SafeText) {
        self.title = title
        self.body = body
    }
}

extension ConsoleState {
    /// Calls the operator for what was just said.
    func callForLastMessage() -> [Effect] {
        messages.last.map { [.notify(Notice(profile.name, SafeText($0.text)))] } ?? []
    }
}
