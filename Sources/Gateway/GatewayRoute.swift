import HTTPTypes

/// What can be asked of a gateway (contract: "The token", "The other endpoints"), and how it is watched.
///
/// The answers, the metrics' labels, the log and the OpenAPI description go by this one table.
enum GatewayRoute: String, CaseIterable, Sendable {
    case login
    case refresh
    case joinMember
    case token
    case features
    case status
    case catchUp
    case summary
    case meetings
    case stageOpening
    case stageArrivals
    case stageMessages
    case stageSecret
    case stageEnding
    case health
    case readiness
    case metrics

    var method: HTTPRequest.Method {
        switch self {
        case .login, .refresh, .joinMember, .token, .stageOpening, .stageMessages, .stageSecret: .post
        case .features, .status, .catchUp, .summary, .meetings, .stageArrivals, .health, .readiness, .metrics: .get
        case .stageEnding: .delete
        }
    }

    /// The path, with `{room}` in the place of a room, and `{stage}` in that of a stage.
    var path: String {
        switch self {
        case .login: "/auth/login"
        case .refresh: "/auth/refresh"
        case .joinMember: "/auth/joinmember"
        case .token: "/proconfToken"
        case .features: "/callConfig"
        case .status: "/callStatus"
        case .catchUp: "/callCatchUp/{room}"
        case .summary: "/callSummary/{room}"
        case .meetings: "/meetings"
        case .stageOpening: "/stages"
        case .stageArrivals: "/stages/{stage}/arrivals"
        case .stageMessages: "/stages/{stage}/messages"
        case .stageSecret: "/stages/{stage}/secret"
        case .stageEnding: "/stages/{stage}"
        case .health: "/healthz"
        case .readiness: "/readyz"
        case .metrics: "/metrics"
        }
    }

    /// Whether the caller must have signed in.
    var needsUser: Bool {
        switch self {
        case .login, .refresh, .health, .readiness, .metrics: false
        case .joinMember, .token, .features, .status, .catchUp, .summary, .meetings: true
        case .stageOpening, .stageArrivals, .stageMessages, .stageSecret, .stageEnding: true
        }
    }

    /// The members of the body, all of which are texts.
    var members: [String] {
        switch self {
        case .login: ["username", "password"]
        case .refresh: ["refreshToken"]
        case .joinMember: ["room", "participantName"]
        case .token: ["role", "room", "participantName"]
        case .stageOpening: ["meetingOrigin"]
        default: []
        }
    }

    private var segments: [Substring] { path.dropFirst().split(separator: "/") }

    /// Where a target leads.
    ///
    /// - Parameters:
    ///   - method: The request's method: with another than its own a route is as unknown as any other path.
    ///   - target: The request's target.
    /// - Returns: The route and what its path has in the place of `{room}` or `{stage}`, where it has one; nil where it
    ///   leads nowhere.
    static func find(_ method: HTTPRequest.Method, _ target: RequestTarget) -> (route: GatewayRoute, word: String?)? {
        for route in table[target.segments[0]] ?? [] where route.route.method == method {
            guard route.segments.count == target.segments.count else { continue }
            var word: String?
            let fits = zip(route.segments, target.segments).allSatisfy { expected, segment in
                let isPlace = expected.hasPrefix("{")
                if isPlace { word = segment }
                return isPlace || expected == segment
            }
            if fits { return (route.route, word) }
        }
        return nil
    }

    /// The routes by their first segments.
    private static let table = Dictionary(
        grouping: allCases.map { (route: $0, segments: $0.segments) }, by: { String($0.segments[0]) })
}
