/// A command that the live object is documented to know (IFrame API reference, section 2).
///
/// A deployment may know fewer or more: `getSupportedCommands` has the last word on that.
package struct JitsiCommand: Hashable, Sendable, Identifiable {
    package let name: String

    /// What its arguments look like, such as `id, "audio"|"video"?`; empty where it has none.
    package let arguments: String

    /// What it does, in a few words.
    package let summary: String

    /// Whether it is for moderators alone, as far as the reference says.
    package let needsModerator: Bool
    package let harm: MeetingAction.Harm

    /// The event that tells that it was done; nil where nothing does.
    package let confirmation: String?

    /// Whether its arguments can hold what must not be written down: a password, a stream key.
    package let holdsSecret: Bool

    package var id: String { name }

    init(
        _ name: String,
        _ arguments: String = "",
        _ summary: String,
        moderator needsModerator: Bool = false,
        harm: MeetingAction.Harm = .changesMeeting,
        confirmation: String? = nil,
        holdsSecret: Bool = false
    ) {
        self.name = name
        self.arguments = arguments
        self.summary = summary
        self.needsModerator = needsModerator
        self.harm = harm
        self.confirmation = confirmation
        self.holdsSecret = holdsSecret
    }

    /// All that are documented, by name.
    package static let all = (moderation + rooms + own + notes + recordings + layout + others).sorted {
        $0.name < $1.name
    }

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    /// The documented command of that name.
    ///
    /// - Parameter name: A name as the live object has it; upper and lower case count.
    /// - Returns: The command, if it is documented.
    package static func named(_ name: String) -> JitsiCommand? { byName[name] }
}
