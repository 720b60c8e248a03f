import HTTPTypes

/// What can be asked of a V4H service; the raw value is the name under which a profile overrides the route.
package enum V4HRoute: String, Hashable, Sendable, CaseIterable {
    case login
    case refresh
    case checkToken = "check-token"
    case list
    case request
    case find
    case update
    case delete
    case open
    case start
    case join
    case guest
    case leave
    case close
    case organisations
    case organisation
    case organisationConferences = "organisation-conferences"
    case recordings
}

extension V4HRoute {
    /// What the call is for; completes "Could not …".
    package var purpose: String {
        switch self {
        case .login: "log in"
        case .refresh: "renew the login"
        case .checkToken: "check the access token"
        case .list: "list conferences"
        case .request: "request a conference"
        case .find: "get the conference"
        case .update: "change the conference"
        case .delete: "delete the conference"
        case .open: "open the room"
        case .start: "start the conference"
        case .join: "join the conference"
        case .guest: "make a guest link"
        case .leave: "leave the conference"
        case .close: "close the conference"
        case .organisations: "list organisations"
        case .organisation: "get the organisation"
        case .organisationConferences: "list the organisation's conferences"
        case .recordings: "list recordings"
        }
    }

    /// Whether the route is about one conference or organisation, so that its template must say where the id goes.
    var namesSubject: Bool {
        switch self {
        case .login, .refresh, .checkToken, .list, .request, .organisations: false
        default: true
        }
    }

    /// Whether it answers with a list, which may be long.
    var isList: Bool {
        switch self {
        case .list, .checkToken, .organisations, .organisationConferences, .recordings: true
        default: false
        }
    }

    /// The route as the dialect has it, or nil where the dialect knows none.
    func template(in dialect: V4HDialect) -> RouteTemplate? {
        switch dialect {
        case .classic: classicTemplate
        case .sessionManagerV1: sessionManagerTemplate ?? classicTemplate
        }
    }

    /// The contract's method table, and "Leaving and ending", "Listing and editing".
    private var classicTemplate: RouteTemplate? {
        switch self {
        case .login: RouteTemplate(.post, "/auth")
        case .refresh: RouteTemplate(.post, "/auth/refresh")
        case .checkToken: RouteTemplate(.get, "/sessions?limit=1")
        case .list: RouteTemplate(.get, "/sessions")
        case .request: RouteTemplate(.post, "/sessions")
        case .find: RouteTemplate(.get, "/sessions/{id}")
        case .update: RouteTemplate(.put, "/sessions/{id}")
        case .delete: RouteTemplate(.delete, "/sessions/{id}")
        case .start, .join: RouteTemplate(.post, "/sessions/{id}/join")
        case .guest: RouteTemplate(.post, "/sessions/{id}/guest")
        case .leave: RouteTemplate(.post, "/sessions/{id}/left")
        case .close: RouteTemplate(.post, "/sessions/{id}/close")
        case .organisations: RouteTemplate(.get, "/orgs")
        case .organisation: RouteTemplate(.get, "/orgs/{id}")
        case .organisationConferences: RouteTemplate(.get, "/orgs/{id}/sessions")
        case .open, .recordings: nil
        }
    }

    /// The contract's table of the `session-manager-v1` dialect; what is not in it is as in the classic one.
    private var sessionManagerTemplate: RouteTemplate? {
        switch self {
        case .login: RouteTemplate(.post, "{origin}/api/auth/org/")
        case .request: RouteTemplate(.post, "/rooms")
        case .open: RouteTemplate(.post, "/rooms/{short}/open")
        case .start, .join, .guest: RouteTemplate(.post, "/rooms/{short}/join")
        case .close, .delete: RouteTemplate(.delete, "/sessions/{id}")
        case .recordings: RouteTemplate(.get, "/recordings?sessionId={id}")
        default: nil
        }
    }
}
