import Meetings

extension ConsoleState {
    /// Marks an order as under way and has it sent.
    mutating func begin(_ order: Order) -> [Effect] {
        if service == .proconf, case .lookUp(let room) = order { return lookUpRoom(room) + [noteLookUp(of: room)] }
        if case .each(let orders) = order { return begin(each: orders) }
        if case .steer(let action, _) = order { return beginSteering(action) }
        progress.append(order.progress)
        noteSending(order)
        switch order {
        case .logIn(let service, _, _, _): beginLogin(to: service)
        case .logInWithToken: beginLogin(to: .v4h)
        case .request, .lookUp, .start, .join:
            if case .prompt(var prompt) = overlay {
                prompt.isWaiting = true
                prompt.problem = nil
                overlay = .prompt(prompt)
            }
        case .makeGuestLink where isOfBatch(order): break
        case .makeGuestLink(let id, _, _):
            guestLink.subject = SafeText(id.text)
            let conference = conferences[id]?.conference
            guestLink.title = conference?.name ?? conference?.room ?? guestLink.subject
            guestLink.link = .loading(previous: nil)
            guestLink.remark = nil
        case .makeToken(let request):
            token.subject = request.subject
            token.title = SafeText("\(request.role) in \(request.room)")
            token.link = .loading(previous: nil)
            token.remark = nil
        case .leave, .close, .update, .delete, .steer, .each: break
        }
        return [.order(order)]
    }

    private mutating func beginLogin(to service: ServiceKind) {
        session[service].isLoggingIn = true
        session[service].problem = nil
    }
}
