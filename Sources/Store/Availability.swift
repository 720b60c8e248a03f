import Meetings

/// Says why a command cannot be carried out just now, so that help and footer can tell it before it is tried.
package enum Availability {
    /// Why the command cannot be carried out now, as a sentence.
    ///
    /// - Parameters:
    ///   - command: The command in question.
    ///   - state: The state as it is.
    /// - Returns: The reason, or nil where nothing stands against it.
    package static func reason(against command: Command, in state: ConsoleState) -> String? {
        guard CommandTable[command].services.contains(state.service) else {
            return "Only V4H has this. Press p to change to it."
        }
        return switch command {
        case .guestLink: state.service == .v4h ? ofLiving(state, verb: "make a link for") : loggedIn(state)
        case .requestConference, .lookUpConference: loggedIn(state)
        case .startConference: ofLiving(state, verb: "start")
        case .joinConference: ofLiving(state, verb: "join")
        case .closeConference: ofLiving(state, verb: "close")
        case .deleteConference, .rawDocument: selected(state)
        case .watchConference: ofLiving(state, verb: "watch")
        case .leaveConference:
            selected(state)
                ?? (state.participation == nil ? "You did not start or join this conference from here." : nil)
        case .refresh: loggedIn(state)
        case .logOut: loggedIn(state)
        case .copy:
            state.shownLink == nil && (state.target == nil || state.overlay != nil)
                ? "There is nothing to copy here." : nil
        case .reveal: state.shownLink == nil ? "There is no link yet." : nil
        case .openInBrowser:
            state.shownLink == nil
                ? "There is no link yet."
                : state.profile.hasBrowser ? nil : "The profile names no browser command. Press y to copy the link."
        case .switchService: state.profile.services.count < 2 ? "The profile names only one service." : nil
        default: nil
        }
    }

    private static func loggedIn(_ state: ConsoleState) -> String? {
        state.session[state.service].isUsable ? nil : "Log in first, in the Session pane."
    }

    private static func selected(_ state: ConsoleState) -> String? {
        loggedIn(state) ?? (state.target == nil ? "Select a conference first." : nil)
    }

    private static func ofLiving(_ state: ConsoleState, verb: String) -> String? {
        if let reason = selected(state) { return reason }
        return state.target?.hasEnded == true ? "This conference has ended; you cannot \(verb) it." : nil
    }
}
