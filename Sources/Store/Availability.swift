import Meetings
import Stage

/// Says why a command cannot be carried out just now, so that help and footer can tell it before it is tried.
package enum Availability {
    /// Why the command cannot be carried out now, as a sentence.
    ///
    /// - Parameters:
    ///   - command: The command in question.
    ///   - argument: What is said along with its name.
    ///   - state: The state as it is.
    /// - Returns: The reason, or nil where nothing stands against it.
    package static func reason(
        against command: Command,
        argument: String? = nil,
        in state: ConsoleState
    ) -> String? {
        let declaration = CommandTable[command]
        guard declaration.services.contains(state.service) else {
            return "Only V4H has this. \(state.press(.switchService)) to change to it."
        }
        if state.isReadOnly, declaration.safety != .read { return "This console is read-only." }
        if declaration.isOfStage { return ofStage(command, argument, in: state) }
        if let argument, let reason = reason(against: argument, of: declaration, in: state) { return reason }
        if argument == nil, state.actsOnMarks, let marked = ofMarked(command, in: state) { return marked.reason }
        let subject = state.subject(named: argument)
        return switch command {
        case .guestLink:
            state.service == .v4h ? ofLiving(state.target, in: state, verb: "make a link for") : loggedIn(state)
        case .livePane: state.stage == nil ? "No stage is open: start or join a conference first." : nil
        case .requestConference, .lookUpConference: loggedIn(state)
        case .startConference: ofLiving(subject, in: state, verb: "start")
        case .joinConference: ofLiving(subject, in: state, verb: "join")
        case .closeConference: ofLiving(subject, in: state, verb: "close")
        case .deleteConference, .rawDocument: chosen(subject, in: state)
        case .watchConference: ofLiving(subject, in: state, verb: "watch")
        case .leaveConference:
            chosen(subject, in: state)
                ?? (subject.flatMap { state.participations[$0.id] } == nil
                    ? "You did not start or join this conference from here." : nil)
        case .refresh: loggedIn(state)
        case .logOut: loggedIn(state)
        case .copy where argument != nil:
            argument.flatMap(CopyChoice.init(rawValue:)).flatMap { state.reason(againstCopying: $0) }
        case .copy:
            state.shownLink == nil && state.batch?.links.isEmpty != false
                && (state.target == nil || state.overlay != nil) && state.roomsToCopy.isEmpty
                ? "There is nothing to copy here." : nil
        case .reveal:
            state.shownLink == nil && state.batch?.links.isEmpty != false ? "There is no link yet." : nil
        case .showCode: state.shownLink == nil ? "There is no link yet." : nil
        case .unmarkAll:
            state.conferences.marks.isEmpty && state.meetings.marks.isEmpty ? "No row is marked." : nil
        case .openInBrowser:
            state.shownLink == nil
                ? "There is no link yet."
                : state.profile.hasBrowser
                    ? nil : "The profile names no browser command. \(state.press(.copy)) to copy the link."
        case .verify: ofFile(state)
        case .export:
            state.exported == nil ? "Select a \(state.service == .v4h ? "conference" : "meeting") first." : nil
        case .readOnly: state.profile.isReadOnly ? "The profile or the command line demands read-only mode." : nil
        case .profile: state.profiles.count < 2 ? "The configuration has only one profile." : nil
        case .switchService: state.profile.services.count < 2 ? "The profile names only one service." : nil
        default: nil
        }
    }

    private static func reason(
        against argument: String,
        of declaration: CommandDeclaration,
        in state: ConsoleState
    ) -> String? {
        guard let kind = declaration.argument else {
            return "“\(declaration.name)” stands alone: take “\(SafeText(argument, limit: 64))” away."
        }
        return kind.complaint(about: argument, in: state)
    }

    /// Why a command that applies to all marked conferences cannot be carried out; nil where it applies to one alone.
    private static func ofMarked(_ command: Command, in state: ConsoleState) -> (reason: String?, Void)? {
        guard Command.forMarks.contains(command) else { return nil }
        if let reason = loggedIn(state) { return (reason, ()) }
        if state.hasBatch { return ("Wait until those before are through.", ()) }
        guard command != .deleteConference else { return (nil, ()) }
        let table = state.conferences
        let isLiving = table.rows.contains { !$0.conference.hasEnded && table.marks.contains($0.id) }
        return (isLiving ? nil : "All that are marked have ended.", ())
    }

    /// Why something cannot be done in the meeting on the stage.
    private static func ofStage(_ command: Command, _ argument: String?, in state: ConsoleState) -> String? {
        let declaration = CommandTable[command]
        if let argument, let reason = reason(against: argument, of: declaration, in: state) { return reason }
        // That the page is not there matters more than who is, or is not.
        if let stage = state.stage, !stage.isConnected, ![.hangUp, .newAddress].contains(command) {
            return stage.page.reasonAgainstCommands
        }
        do throws(SteeringRefusal) {
            let action = try state.meetingAction(command, argument) ?? command.likelyAction
            guard command != .newAddress, let action, let id = state.stage?.meeting.conference else { return nil }
            return state.reason(against: action, in: id)
        } catch {
            return error.reason
        }
    }

    private static func loggedIn(_ state: ConsoleState) -> String? {
        guard !state.session[state.service].isUsable else { return nil }
        return state.keys.isSpoken ? "Log in first: type login." : "Log in first, in the Session pane."
    }

    /// A record that has been read is enough; else it has to be asked for.
    private static func ofFile(_ state: ConsoleState) -> String? {
        guard let target = state.target else { return "Select a conference first." }
        return state.knownEvidence(of: target) == nil ? loggedIn(state) : nil
    }

    private static func chosen(_ subject: Conference?, in state: ConsoleState) -> String? {
        loggedIn(state) ?? (subject == nil ? "Select a conference first." : nil)
    }

    private static func ofLiving(_ subject: Conference?, in state: ConsoleState, verb: String) -> String? {
        if let reason = chosen(subject, in: state) { return reason }
        return subject?.hasEnded == true ? "This conference has ended; you cannot \(verb) it." : nil
    }
}
