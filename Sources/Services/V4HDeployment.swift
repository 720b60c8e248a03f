package import Foundation

/// Which of the two public ways of speaking a V4H deployment understands.
package enum V4HDialect: String, Hashable, Sendable, CaseIterable {
    /// The routes of the `v4h-client-api` and `wise-api` clients.
    case classic

    /// The routes of the hosted service's session manager (contract: "The `session-manager-v1` dialect").
    case sessionManagerV1 = "session-manager-v1"
}

/// A V4H service as a profile describes it.
package struct V4HDeployment: Hashable, Sendable {
    /// The `{base}` of the contract.
    ///
    /// In the session manager's dialect a base without a path means `{origin}/api/v1`.
    package var baseURL: URL

    package var dialect: V4HDialect

    /// The host, and the port where it is not the usual one, on which Jitsi opens meetings.
    package var domain: String

    /// The routes that differ from the dialect's own.
    package var routes: [V4HRoute: RouteTemplate]

    /// What a conference is created with where its draft says nothing (contract: "the create body").
    package var organisation: String?
    package var organisationUnit: String?
    package var profile: String?
    package var skin: String?

    package init(
        baseURL: URL,
        dialect: V4HDialect = .classic,
        domain: String,
        routes: [V4HRoute: RouteTemplate] = [:],
        organisation: String? = nil,
        organisationUnit: String? = nil,
        profile: String? = nil,
        skin: String? = nil
    ) {
        self.baseURL = baseURL
        self.dialect = dialect
        self.domain = domain
        self.routes = routes
        self.organisation = organisation
        self.organisationUnit = organisationUnit
        self.profile = profile
        self.skin = skin
    }
}

extension V4HDeployment {
    /// Where the routes of this deployment begin.
    ///
    /// - Throws: `ServiceError.invalidInput` where the base URL cannot be one.
    func baseAddress() throws(ServiceError) -> ServiceAddress {
        let address = try ServiceAddress(baseURL)
        guard dialect == .sessionManagerV1, address.path.isEmpty else { return address }
        return address.appending("/api/v1")
    }

    /// Whether a route has the conference's room in its path, so that the rooms must be known.
    var namesRooms: Bool { dialect == .sessionManagerV1 || routes.values.contains { $0.path.contains("{short}") } }

    /// The route as the profile has it, or else as the dialect does.
    ///
    /// - Throws: `ServiceError.unsupported` where neither has one.
    func template(for route: V4HRoute) throws(ServiceError) -> RouteTemplate {
        if let template = routes[route] ?? route.template(in: dialect) { return template }
        throw .unsupported(route.purpose)
    }
}
