import Meetings
import Services

extension Order {
    /// Whether everything in it can be sent; nothing is sent where it cannot.
    ///
    /// - Throws: `ServiceError.invalidInput` for the first field that cannot be sent.
    func check() throws(ServiceError) {
        switch self {
        case .logIn(_, let user, let password, _):
            try InputCheck.require(user, in: .user)
            try InputCheck.require(password.reveal(), in: .password)
        case .logInWithToken(let token, _):
            try InputCheck.require(token.reveal(), in: .accessToken)
        case .request(let draft), .update(_, let draft):
            try draft.check()
        case .lookUp(let text):
            try InputCheck.require(text, in: .conference)
        case .start(_, let name, let avatarURL), .join(_, let name, let avatarURL),
            .makeGuestLink(_, let name, let avatarURL):
            try InputCheck.require(name, in: .name)
            try InputCheck.require(avatarURL, in: .avatarURL)
        case .makeToken(let request):
            try InputCheck.require(request.role, in: .role)
            try InputCheck.require(request.room, in: .room)
            try InputCheck.require(request.participantName, in: .participantName)
        case .each(let orders):
            for order in orders { try order.check() }
        case .steer(let action, _):
            try action.check()
        case .leave, .close, .delete:
            break
        }
    }
}

extension ConferenceDraft {
    fileprivate func check() throws(ServiceError) {
        if let name { try InputCheck.require(name, in: .conferenceName) }
        switch joinPolicy {
        case .password(let password): try InputCheck.require(password.reveal(), in: .password)
        case .organisationUnits(let units):
            guard !units.isEmpty else { throw .invalidInput(.allowedUnits, reason: "is empty") }
            for unit in units { try InputCheck.require(unit, in: .allowedUnits) }
        case .everyone, .organisation, .restricted, nil: break
        }
    }
}
