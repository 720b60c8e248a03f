import Journal
import Login
import Meetings
import Services

extension Order {
    /// Makes the call that the order is for, and completes what is written down of it with what came of it.
    ///
    /// - Parameters:
    ///   - connection: The services of the profile.
    ///   - entry: The entry as it was begun.
    /// - Returns: The answers, as actions, and the entry; nil where nothing was asked of any service.
    func carryOut(on connection: Connection, as entry: JournalEntry?) async -> ([Action], JournalEntry?) {
        let trace = CallTrace()
        let began = ContinuousClock.now
        let answers = await CallTrace.$current.withValue(trace) { await carryOut(on: connection) }
        return (answers, entry.flatMap { complete($0, with: answers, trace, after: .now - began) })
    }

    /// Makes the call that the order is for.
    ///
    /// - Parameter connection: The services of the profile.
    /// - Returns: The answers, as actions.
    func carryOut(on connection: Connection) async -> [Action] {
        switch self {
        case .logIn(let service, let user, let password, let isRemembered):
            let pair = await logIn(to: service, user: user, password: password, on: connection)
            return take(pair, of: user, for: service, isRemembered: isRemembered, on: connection)
        case .logInWithToken(let token, let isRemembered):
            guard let v4h = connection.v4h else { return [] }
            let pair = await result { () throws(ServiceError) in try await v4h.authentication.loginWithToken(token) }
            return take(pair, of: nil, for: .v4h, isRemembered: isRemembered, on: connection)
        case .makeToken(let request):
            guard let proconf = connection.proconf?.service else { return [] }
            let token = await result { () throws(ServiceError) in
                try await proconf.getProconfToken(
                    role: request.role, room: request.room, participantName: request.participantName)
            }
            return [.tokenMade(request, token)]
        default:
            guard let service = connection.v4h?.service else { return [] }
            return [await carryOut(on: service)].compactMap(\.self)
        }
    }

    private func carryOut(on service: V4HService) async -> Action? {
        switch self {
        case .request(let draft):
            .requested(await result { () throws(ServiceError) in try await service.requestConference(draft) })
        case .lookUp(let text):
            await lookUp(ConferenceIdentifier(text), on: service)
        case .start(let id, let name, let avatarURL):
            .entered(
                id, isModerator: true,
                await result { () throws(ServiceError) in
                    try await service.startConference(id, name: name, avatarURL: avatarURL)
                })
        case .join(let id, let name, let avatarURL):
            .entered(
                id, isModerator: false,
                await result { () throws(ServiceError) in
                    try await service.joinConference(id, name: name, avatarURL: avatarURL)
                })
        case .leave(let id, let participation):
            .left(
                id,
                await result { () throws(ServiceError) in
                    try await service.leaveConference(id, participation: participation)
                })
        case .close(let id):
            .closed(id, await result { () throws(ServiceError) in try await service.closeConference(id) })
        case .update(let id, let draft):
            .updated(id, await result { () throws(ServiceError) in try await service.updateConference(id, draft) })
        case .delete(let id):
            .deleted(id, await result { () throws(ServiceError) in try await service.deleteConference(id) })
        case .makeGuestLink(let id, let name, let avatarURL):
            .guestLinkMade(
                id,
                await result { () throws(ServiceError) in
                    try await service.getGuestUrl(id, name: name, avatarURL: avatarURL)
                })
        case .logIn, .logInWithToken, .makeToken, .steer, .each: nil
        }
    }

    /// Looks a conference up; one that has ended cannot be requested any more, but its record can be read.
    private func lookUp(_ id: ConferenceIdentifier, on service: V4HService) async -> Action {
        let requested = await result { () throws(ServiceError) in try await service.requestConference(id) }
        guard case .failure(.sessionUnavailable) = requested else { return .lookedUp(id, requested) }
        let record = await result { () throws(ServiceError) in try await service.getConference(id) }
        if case .success = record { return .lookedUp(id, record) }
        return .lookedUp(id, requested)
    }

    private func logIn(
        to service: ServiceKind,
        user: String,
        password: Secret,
        on connection: Connection
    ) async -> Result<TokenPair, ServiceError> {
        await result { () throws(ServiceError) in
            switch service {
            case .v4h:
                if let v4h = connection.v4h {
                    return try await v4h.authentication.login(username: user, password: password)
                }
            case .proconf:
                if let authentication = connection.proconf?.authentication {
                    return try await authentication.login(username: user, password: password)
                }
            }
            throw .unsupported("log in")
        }
    }

    /// Gives tokens to their keeper, and to the memory where the login is to be remembered.
    private func take(
        _ pair: Result<TokenPair, ServiceError>,
        of user: String?,
        for service: ServiceKind,
        isRemembered: Bool,
        on connection: Connection
    ) -> [Action] {
        guard let keeper = connection.keeper(of: service) else { return [] }
        if case .success(let pair) = pair {
            connection.memory(of: service)?.begin(user: user, isWanted: isRemembered)
            keeper.adopt(pair)
        }
        let shown = SafeText(loginOf: user)
        return [.loginChanged(service, keeper.status), .loginFinished(service, pair.map { _ in shown })]
    }
}

extension SafeText {
    /// Who has logged in, as it is shown.
    init(loginOf user: String?) { self = user.map { SafeText($0, limit: 100) } ?? "holder of a token" }
}
