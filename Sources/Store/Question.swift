package import Meetings

/// A question before something that cannot be undone.
///
/// Cancel has the focus until the operator moves it.
package struct Question: Sendable {
    package var title: String
    package var text: String

    /// What the agreeing button says.
    package var agreement: String
    package var isAgreementFocused = false

    /// What agreeing leads to.
    enum Consequence: Sendable {
        case order(Order)
        case export(Export)
        case quit
    }

    let consequence: Consequence

    /// The order that is asked about; nil where it is something else.
    var order: Order? { if case .order(let order) = consequence { order } else { nil } }

    /// What lay there before, such as the form that this was made of; it comes back when the question is answered.
    var behind: Overlay?

    /// Whether it is asked before the console ends.
    var isOfQuitting: Bool { if case .quit = consequence { true } else { false } }

    init(title: String, text: String, agreement: String, to consequence: Consequence) {
        self.title = title
        self.text = text
        self.agreement = agreement
        self.consequence = consequence
    }

    /// Asks before the console ends while the pages of conferences are open.
    init(beforeLeaving conferences: [SafeText]) {
        let (subject, verb) = conferences.count == 1 ? ("The meeting", "goes") : ("The meetings", "go")
        self.init(
            title: conferences.count == 1 ? "Quit while the stage is open?" : "Quit while stages are open?",
            text: "\(subject) \(verb) on in the browser, and cannot be steered from here any more.\n"
                + conferences.map(\.string).joined(separator: "\n"),
            agreement: "Quit", to: .quit)
    }
}

/// A form over the screen, for what a command needs to know.
package struct Prompt: Sendable {
    /// What the form is for.
    package enum Purpose: Hashable, Sendable {
        case request
        case lookUp
        case start(ConferenceIdentifier)
        case join(ConferenceIdentifier)
        /// Links for guests of all marked conferences.
        case links
        /// The name of a file for what is marked or selected.
        case export
        /// The name of a file that may be the recording of a conference.
        case verify(ConferenceIdentifier)
        /// Something in the meeting on the stage.
        case steering(SteeringForm)
    }

    package var purpose: Purpose
    package var title: String
    package var hint: String
    package var form: FormState

    /// Whether it waits for the service's answer.
    package var isWaiting = false
    package var problem: Trouble?
}

/// A link over the screen: after starting or joining, or when a token is to be seen.
package struct LinkSheet: Sendable {
    package var title: String
    package var subtitle: String
    package var link: MeetingLink

    /// How the link is got to, line by line.
    package var ways: [String] = []

    /// Whether the token is shown in full.
    ///
    /// It is masked until asked for.
    package var isRevealed = false

    /// The first visible line, where there is no room for all of them.
    package var top = 0

    /// What became of opening it in a browser.
    package var opening: String?
}

/// A link as a QR code over the screen; its token is in it.
package struct CodeSheet: Sendable {
    package let title: String
    package let subtitle: String
    package let link: MeetingLink

    /// What lies beneath, and comes back.
    let behind: Overlay?
}

/// What lies over the panes.
package indirect enum Overlay: Sendable {
    case question(Question)
    case prompt(Prompt)
    case link(LinkSheet)
    case palette(PaletteState)
    case help(HelpState)
    case messages(top: Int)
    case journal(top: Int)
    /// What comes of the orders that are sent together.
    case batch(top: Int)
    case themes(ThemeChooser)
    case copies(CopyChooser)
    case text(TextSheet)
    case code(CodeSheet)
}
