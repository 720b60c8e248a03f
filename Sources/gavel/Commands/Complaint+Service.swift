import Meetings
import Services
import Store

extension Complaint {
    /// That a call gave nothing.
    init(_ error: ServiceError, of session: CommandSession) {
        let words = [error.title, error.detail.map { "(\($0))" }, error.remedy(in: session)].compactMap(\.self)
        self.init(ExitStatus(error), words.joined(separator: " "))
    }

    /// That a call which changes something was not answered: nobody knows whether it was carried out.
    init(unanswered order: Order, _ error: ServiceError, of session: CommandSession) {
        let cause = [error.title, error.detail.map { "(\($0))" }].compactMap(\.self).joined(separator: " ")
        self.init(
            .unknown,
            "No answer came: it may have been \(order.participle). \(cause) Nothing is sent twice; look with "
                + "\(order.look) before you do it again.")
    }
}

extension ServiceError {
    /// What to do about it at a command line.
    fileprivate func remedy(in session: CommandSession) -> String {
        switch self {
        case .notLoggedIn, .loginEnded: "Run gavel login --profile \(session.settings.name)."
        case .refused(_, let refusal) where refusal.status == 401 && refusal.loginWasRenewed:
            "The login has been renewed meanwhile: run the command again. If it is refused again, you may not do it."
        case .refused(_, let refusal) where refusal.status == 404:
            "gavel conference list and gavel proconf meetings show what there is."
        case .cancelled: "Run the command again when you want it."
        default: advice
        }
    }
}

extension Order {
    /// What became of its target, such as `closed`.
    var participle: String {
        switch self {
        case .logIn, .logInWithToken: "accepted"
        case .request: "requested"
        case .lookUp: "found"
        case .start: "started"
        case .join: "joined"
        case .leave: "left"
        case .close: "closed"
        case .update: "updated"
        case .delete: "deleted"
        case .makeGuestLink, .makeToken: "made"
        case .steer: "handed over"
        case .each(let orders): orders.first?.participle ?? "done"
        }
    }

    /// The command that tells what became of it.
    fileprivate var look: String {
        switch self {
        case .request, .logIn, .logInWithToken, .lookUp, .each: "gavel conference list"
        case .start(let id, _, _), .join(let id, _, _), .leave(let id, _), .close(let id), .update(let id, _),
            .delete(let id), .makeGuestLink(let id, _, _):
            "gavel conference show \(id)"
        case .makeToken: "gavel proconf meetings"
        case .steer: "gavel stage show"
        }
    }
}
