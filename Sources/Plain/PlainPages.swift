package import Store

/// What plain mode tells at length, line by line: the program says how, since the command line tells the same.
package struct PlainPages: Sendable {
    /// What is known of the selected conference, or of the room of the selected meeting.
    let details: @MainActor @Sendable (ConsoleState) -> [String]

    /// What was done, the oldest first.
    let journal: @MainActor @Sendable (ConsoleState) -> [String]

    package init(
        details: @escaping @MainActor @Sendable (ConsoleState) -> [String],
        journal: @escaping @MainActor @Sendable (ConsoleState) -> [String]
    ) {
        self.details = details
        self.journal = journal
    }
}
