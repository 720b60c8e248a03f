/// What an operator can ask for.
///
/// Each is declared once, in `CommandTable`.
package enum Command: String, CaseIterable, Sendable {
    case open
    case back
    case up
    case down
    case left
    case right
    case pageUp
    case pageDown
    case first
    case last
    case nextPane
    case previousPane
    case sessionPane
    case conferencesPane
    case detailsPane
    case guestLinkPane
    case livePane
    case nextSection
    case previousSection
    case fold

    case guestLink
    case copy
    case chooseCopy
    case reveal
    case showCode
    case openInBrowser
    case requestConference
    case lookUpConference
    case startConference
    case joinConference
    case leaveConference
    case closeConference
    case deleteConference
    case watchConference
    case rawDocument
    case export
    case verify

    case mute
    case stopVideo
    case askToUnmute
    case muteEveryone
    case moderateAudio
    case moderateVideo
    case admit
    case reject
    case lobby
    case grantModerator
    case kick
    case chat
    case chatPrivately
    case subject
    case meetingPassword
    case startRecording
    case stopRecording
    case transcribe
    case addBreakoutRoom
    case closeBreakoutRoom
    case removeBreakoutRoom
    case sendToBreakoutRoom
    case raiseHand
    case microphone
    case camera
    case tileView
    case videoQuality
    case hangUp
    case endForAll
    case jitsi
    case newAddress

    case refresh
    case filter
    case mark
    case markRange
    case markFound
    case unmarkAll
    case chooseSort
    case sort
    case reverseSort
    case switchService
    case profile
    case logOut

    case palette
    case readOnly
    case help
    case messages
    case journal
    case theme
    case redraw
    case suspend
    case quit
}

/// How much harm a command can do.
package enum Safety: Sendable {
    /// Changes nothing on a service.
    case read
    /// Makes or changes something on a service. Refused in read-only mode.
    case write
    /// Takes something away that cannot be brought back. Asks first.
    case destructive
}

/// Where a command applies: what has the focus.
package struct Scope: OptionSet, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    /// A line of input: printable keys are typed, the others are commands.
    package static let typing = Scope(rawValue: 1 << 0)
    package static let session = Scope(rawValue: 1 << 1)
    package static let conferences = Scope(rawValue: 1 << 2)
    package static let details = Scope(rawValue: 1 << 3)
    /// The guest link pane, where no line of input has the focus.
    package static let guestLink = Scope(rawValue: 1 << 4)
    /// A question that is to be answered.
    package static let question = Scope(rawValue: 1 << 5)
    /// A text over the screen: help, messages, a meeting's link.
    package static let overlay = Scope(rawValue: 1 << 6)

    /// The meeting on the stage.
    package static let live = Scope(rawValue: 1 << 7)

    package static let panes: Scope = [.session, .conferences, .details, .guestLink, .live]
    package static let everywhere: Scope = [.typing, .panes, .question, .overlay]
}

/// A command as it is declared: everything keymap, footer, help and documents say about it.
package struct CommandDeclaration: Sendable {
    package let command: Command

    /// What it is called in the palette and in the configuration.
    ///
    /// Operators write it down, so that it stays as it is.
    package let name: String

    /// What can be said with it; nil where the name says it all.
    package let argument: CommandArgument?

    /// One or two words for the footer.
    package let title: String

    /// A sentence for the help.
    package let summary: String

    /// Names of the keys that ask for it, the one to show first.
    package let keys: [String]
    package let scope: Scope
    package let safety: Safety

    /// The services whose panes have it.
    package let services: Set<ServiceKind>

    /// Whether the footer offers it, where it applies.
    package let isOffered: Bool

    /// Whether it is about the meeting on the stage.
    package var isOfStage: Bool { scope == .live }

    /// The name with what can be said along with it, such as `close [id]`.
    package var usage: String { argument.map { "\(name) [\($0.label)]" } ?? name }
}
