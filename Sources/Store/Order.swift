package import Meetings
package import Stage

/// A command made complete: what is to be done, to what, with which words.
///
/// Only orders reach a service's writing calls.
///
/// An order names its target itself, so that a selection which moves while a question stands cannot change it.
package enum Order: Hashable, Sendable {
    case logIn(ServiceKind, user: String, password: Secret, isRemembered: Bool = false)
    case logInWithToken(Secret, isRemembered: Bool = false)
    case request(ConferenceDraft)
    case lookUp(String)
    case start(ConferenceIdentifier, name: String, avatarURL: String)
    case join(ConferenceIdentifier, name: String, avatarURL: String)
    case leave(ConferenceIdentifier, participation: WireText)
    case close(ConferenceIdentifier)
    case update(ConferenceIdentifier, ConferenceDraft)
    case delete(ConferenceIdentifier)
    case makeGuestLink(ConferenceIdentifier, name: String, avatarURL: String)
    case makeToken(ProConfTokenRequest)

    /// Has the live object of the meeting on the stage do something.
    case steer(MeetingAction, in: ConferenceIdentifier)

    /// Several of one kind, each to be sent by itself.
    case each([Order])

    /// The command it comes from, whose safety class it has.
    ///
    /// Logging in has none: it is how everything begins. Neither has a change, which only the command line makes.
    package var command: Command? {
        switch self {
        case .logIn, .logInWithToken, .update: nil
        case .request: .requestConference
        case .lookUp: .lookUpConference
        case .start: .startConference
        case .join: .joinConference
        case .leave: .leaveConference
        case .close: .closeConference
        case .delete: .deleteConference
        case .makeGuestLink, .makeToken: .guestLink
        case .steer(let action, _): action.consoleCommand
        case .each(let orders): orders.first?.command
        }
    }

    package var safety: Safety {
        if case .update = self { return .write }
        // What is said by its own name is as safe as what it does.
        if case .steer(let action, _) = self { return action.safety }
        return command.map { CommandTable[$0].safety } ?? .read
    }

    /// What the journal calls it.
    var action: String {
        if case .update = self { return "updateConference" }
        return command?.rawValue ?? "logIn"
    }

    /// The service that it is carried out by.
    package var service: ServiceKind {
        switch self {
        case .logIn(let service, _, _, _): service
        case .makeToken: .proconf
        default: .v4h
        }
    }

    /// What is being done while it is under way, for the status line.
    var progress: String {
        switch self {
        case .logIn(let service, _, _, _): "Logging in to \(service.title)"
        case .logInWithToken: "Proving the access token"
        case .request: "Requesting a conference"
        case .lookUp(let name): "Looking up \(SafeText(name, limit: 64))"
        case .start(let id, _, _): "Starting \(id)"
        case .join(let id, _, _): "Joining \(id)"
        case .leave(let id, _): "Leaving \(id)"
        case .close(let id): "Closing \(id)"
        case .update(let id, _): "Changing \(id)"
        case .delete(let id): "Deleting \(id)"
        case .makeGuestLink: "Making a guest link"
        case .makeToken: "Asking for a token"
        case .steer(_, let id): "\(CommandTable[command ?? .jitsi].title) in \(id)"
        case .each(let orders): "\(CommandTable[command ?? .open].title) for \(orders.count) conferences"
        }
    }
}
