package import Login
package import Services

/// The services of one profile, ready to be called.
package struct Connection: Sendable {
    /// V4H: how one logs in, what keeps the login, and the calls.
    package struct V4H: Sendable {
        package var authentication: V4HAuthentication
        package var keeper: TokenKeeper
        package var service: V4HService

        /// Where the login is remembered; nil where that cannot be asked for.
        package var memory: LoginMemory?

        package init(
            authentication: V4HAuthentication,
            keeper: TokenKeeper,
            service: V4HService,
            memory: LoginMemory? = nil
        ) {
            self.authentication = authentication
            self.keeper = keeper
            self.service = service
            self.memory = memory
        }
    }

    /// ProCONF: the same.
    ///
    /// An Admin Control has nobody log in.
    package struct ProConf: Sendable {
        package var authentication: ProConfAuthentication?
        package var keeper: TokenKeeper?
        package var service: ProConfService
        package var memory: LoginMemory?

        package init(
            authentication: ProConfAuthentication?,
            keeper: TokenKeeper?,
            service: ProConfService,
            memory: LoginMemory? = nil
        ) {
            self.authentication = authentication
            self.keeper = keeper
            self.service = service
            self.memory = memory
        }
    }

    package var v4h: V4H?
    package var proconf: ProConf?

    package init(v4h: V4H? = nil, proconf: ProConf? = nil) {
        self.v4h = v4h
        self.proconf = proconf
    }

    package func keeper(of service: ServiceKind) -> TokenKeeper? {
        switch service {
        case .v4h: v4h?.keeper
        case .proconf: proconf?.keeper
        }
    }

    package func memory(of service: ServiceKind) -> LoginMemory? {
        switch service {
        case .v4h: v4h?.memory
        case .proconf: proconf?.memory
        }
    }
}
