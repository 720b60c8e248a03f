import Meetings

/// What the page that has the stage says of its meeting.
extension StageMachine {
    mutating func hear(_ message: PageMessage) {
        switch message {
        case .loaded(let commands, let events):
            hasMeeting = true
            stand(.connected)
            tell(.supports(commands: commands, events: events))
        case .event(let event): take(event)
        case .snapshot(let snapshot): if allowance.take(at: now.second) { tell(.snapshot(snapshot)) }
        case .handedOver(let number):
            if pending.removeValue(forKey: number) != nil { tell(.handedOver(number)) }
        case .notHandedOver(let number, let reason):
            if pending.removeValue(forKey: number) != nil { tell(.notHandedOver(number, reason: reason)) }
        case .failed(let fault):
            hasMeeting = false
            tell(.failed(fault))
        // The connection may end before this is heard, or long after: both are the same tab going.
        case .leaving: returnDeadline = now.second + patience.tabReturn
        // The page says it until it is told that it was heard: its line may have been dead when it said it first.
        case .over(let ending): finish(isDestroyed && !hasEndedForAll ? .endedForAll : ending)
        case .hello, .takeOver, .pong: break
        }
    }

    /// Sends a command, or says why it cannot be.
    mutating func run(_ command: StageCommand, _ number: Int) {
        guard !isBroken else { return tell(.notHandedOver(number, reason: "the line to the page is broken")) }
        guard let holder else { return tell(.notHandedOver(number, reason: "the page is not there")) }
        guard standing == .connected else {
            return tell(.notHandedOver(number, reason: "the page has no meeting yet"))
        }
        let message = ConsoleMessage.run(number, command)
        guard message.text(key: "") != nil else {
            return tell(.notHandedOver(number, reason: "it is too long, or cannot be written as JSON"))
        }
        if command.name == "endConference" { hasEndedForAll = true }
        pending[number] = now.second + patience.answer
        act(.send(message, holder))
    }

    private mutating func take(_ event: MeetingEvent) {
        note(event)
        guard allowance.take(at: now.second) else {
            if remarkDeadline == nil { remarkDeadline = now.second + 1 }
            return
        }
        tell(.event(event))
        guard event.name == "errorOccurred", let fault = refusal(in: event) else { return }
        tell(.failed(fault))
    }

    /// Keeps what decides how the meeting ends, and asks how it stands once it is entered.
    private mutating func note(_ event: MeetingEvent) {
        switch event.name {
        case "videoConferenceJoined":
            hasJoined = true
            isDestroyed = false
            if let holder { act(.send(.ask, holder)) }
        case "errorOccurred":
            if StageMachine.error(in: event)["name"]?.text == "conference.destroyed" { isDestroyed = true }
        default: break
        }
    }

    /// What an error says: at top level in the handbook, in an `error` object in the source (reference, section 4).
    private static func error(in event: MeetingEvent) -> JSONValue { event.data["error"] ?? event.data }

    /// Errors after which nobody gets in, whatever is waited for (IFrame reference, section 4, "Useful error names").
    private static let refusals: Set<String> = [
        "conference.authenticationRequired", "conference.connectionError.accessDenied",
        "conference.connectionError.notAllowed", "conference.max_users", "connection.passwordRequired",
    ]

    /// Why Jitsi lets nobody in; nil for an error that passes, such as the lobby, or a connection that drops later.
    private func refusal(in event: MeetingEvent) -> StageFault? {
        let error = StageMachine.error(in: event)
        guard let name = error["name"]?.text else { return nil }
        let isFatal = error["isFatal"] == true && !hasJoined
        guard StageMachine.refusals.contains(name) || isFatal else { return nil }
        return .refused(name: SafeText(name), message: error["message"]?.text.map { SafeText($0) })
    }

    /// Says how many events a flood has cost, once it is over, and has the state asked for that they would have told.
    mutating func remark() {
        guard let count = allowance.takeRemark(at: now.second) else {
            remarkDeadline = now.second + 1
            return
        }
        remarkDeadline = nil
        let event = MeetingEvent(
            name: StageMachine.droppedEvents, data: ["count": .integer(Int64(count))], moment: now.date)
        tell(.event(event))
        if let holder { act(.send(.ask, holder)) }
    }

    /// The one event that is gavel's own and not Jitsi's.
    static let droppedEvents = "gavelDroppedEvents"
}
