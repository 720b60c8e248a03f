import Foundation
import Logging
import Login
import Meetings
import PrivateFiles
import Services
import Store
import Transport

extension Connection {
    /// Makes the services of a profile ready to be called.
    ///
    /// Nothing is called yet.
    ///
    /// - Parameters:
    ///   - settings: What the profile says.
    ///   - folder: Where logins are remembered, if that is asked for.
    init(_ settings: ConsoleSettings, folder: PrivateFolder) {
        let transport = CurlTransport(
            TransportConfiguration(
                userAgent: "gavel/\(gavelVersion)", certificateAuthorityFile: settings.certificateAuthorityFile))
        self.init(
            v4h: settings.v4h.map { deployment in
                let memory = settings.memory(of: .v4h, at: deployment.baseURL, in: folder)
                return Connection.connect(deployment, by: transport, memory: memory)
            },
            proconf: settings.proconf.map { deployment in
                guard case .applicationServer(let url) = deployment.server else {
                    return Connection.connect(openTo: deployment, by: transport)
                }
                let memory = settings.memory(of: .proconf, at: url, in: folder)
                return Connection.connect(deployment, by: transport, memory: memory)
            })
    }

    private static func connect(
        _ deployment: V4HDeployment,
        by transport: any HTTPTransport,
        memory: LoginMemory?
    ) -> V4H {
        let calls = Logger.calls(of: .v4h)
        let authentication = V4HAuthentication(transport: transport, deployment: deployment, logger: calls)
        let keeper = TokenKeeper(of: .v4h, memory: memory) { token throws(ServiceError) in
            try await authentication.refreshToken(token)
        }
        let service = V4HService(transport: transport, deployment: deployment, tokens: keeper, logger: calls)
        return V4H(authentication: authentication, keeper: keeper, service: service, memory: memory)
    }

    private static func connect(
        _ deployment: ProConfDeployment,
        by transport: any HTTPTransport,
        memory: LoginMemory?
    ) -> ProConf {
        let calls = Logger.calls(of: .proconf)
        let authentication = ProConfAuthentication(transport: transport, deployment: deployment, logger: calls)
        // The contract's own login gives no refresh token: it lasts as long as its access token.
        let keeper = TokenKeeper(of: .proconf, memory: memory) { token throws(ServiceError) in
            try await authentication.refresh(token)
        }
        let service = ProConfService(transport: transport, deployment: deployment, tokens: keeper, logger: calls)
        return ProConf(authentication: authentication, keeper: keeper, service: service, memory: memory)
    }

    /// An Admin Control has nobody log in.
    private static func connect(openTo deployment: ProConfDeployment, by transport: any HTTPTransport) -> ProConf {
        let service = ProConfService(
            transport: transport, deployment: deployment, tokens: nil, logger: .calls(of: .proconf))
        return ProConf(authentication: nil, keeper: nil, service: service)
    }
}

extension TokenKeeper {
    /// Makes the keeper of a service's login, which consoles that remember it share.
    ///
    /// - Parameters:
    ///   - service: Whose login it is.
    ///   - memory: Where it is remembered.
    ///   - call: Asks the service for new tokens.
    fileprivate convenience init(
        of service: ServiceKind,
        memory: LoginMemory?,
        refreshedBy call: @escaping @Sendable (Secret) async throws(ServiceError) -> TokenPair
    ) {
        self.init(
            refresh: { token throws(ServiceError) in
                guard let memory else { return try await call(token) }
                return try await memory.refresh(token, by: call)
            },
            tokensChanged: { memory?.take($0) },
            logger: .login(to: service))
    }
}

extension ConsoleSettings {
    fileprivate func memory(of service: ServiceKind, at url: URL, in folder: PrivateFolder) -> LoginMemory? {
        guard canRemember else { return nil }
        let binding = LoginBinding(
            profile: name, service: service.rawValue, url: url.absoluteString, user: users[service])
        return LoginMemory(binding: binding, folder: folder, logger: .login(to: service))
    }
}

extension Logger {
    /// Where calls of a service are written down.
    fileprivate static func calls(of service: ServiceKind) -> Logger { Logger(label: "services.\(service.rawValue)") }

    /// Where it is written down how the login to a service fares.
    fileprivate static func login(to service: ServiceKind) -> Logger { Logger(label: "login.\(service.rawValue)") }
}
