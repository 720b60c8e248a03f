import Login
import Services
import Store
import Transport

extension Connection {
    /// Makes the services of a profile ready to be called.
    ///
    /// Nothing is called yet.
    ///
    /// - Parameter settings: What the profile says.
    init(_ settings: ConsoleSettings) {
        let transport = CurlTransport(
            TransportConfiguration(
                userAgent: "gavel/\(gavelVersion)", certificateAuthorityFile: settings.certificateAuthorityFile))
        self.init(
            v4h: settings.v4h.map { Connection.connect($0, by: transport) },
            proconf: settings.proconf.map { Connection.connect($0, by: transport) })
    }

    private static func connect(_ deployment: V4HDeployment, by transport: any HTTPTransport) -> V4H {
        let authentication = V4HAuthentication(transport: transport, deployment: deployment)
        let keeper = TokenKeeper { token throws(ServiceError) in try await authentication.refreshToken(token) }
        let service = V4HService(transport: transport, deployment: deployment, tokens: keeper)
        return V4H(authentication: authentication, keeper: keeper, service: service)
    }

    private static func connect(_ deployment: ProConfDeployment, by transport: any HTTPTransport) -> ProConf {
        guard case .applicationServer = deployment.server else {
            let service = ProConfService(transport: transport, deployment: deployment, tokens: nil)
            return ProConf(authentication: nil, keeper: nil, service: service)
        }
        // The contract has no route that renews an application server's login: it lasts as long as its token.
        let keeper = TokenKeeper { _ throws(ServiceError) in throw .unsupported("renew a login") }
        return ProConf(
            authentication: ProConfAuthentication(transport: transport, deployment: deployment), keeper: keeper,
            service: ProConfService(transport: transport, deployment: deployment, tokens: keeper))
    }
}
