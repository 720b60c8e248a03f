import HTTPTypes
import Meetings

/// What can be asked of ProCONF, and under which path on which of its servers (contract: "The token", "The other
/// endpoints").
enum ProConfRoute: Hashable, Sendable {
    case login

    /// No contract has it: where an application server's login gives a refresh token, as gavel's own does, this is where
    /// it is taken (assumed, after V4H's `POST /auth/refresh`).
    case refresh
    case token
    case joinMember
    case features
    case status(room: String)
    case catchUp(room: String)
    case summary(room: String)
    case meetings

    /// No contract has stages: they are gavel's own gateway's.
    case stageOpening
    case stageArrivals(stage: String, after: Int)
    case stageMessages(stage: String)
    case stageSecret(stage: String)
    case stageEnding(stage: String)

    /// What the call is for; completes "Could not …".
    var purpose: String {
        switch self {
        case .login: "log in to ProCONF"
        case .refresh: "renew the ProCONF login"
        case .token: "get a ProCONF token"
        case .joinMember: "join as a member"
        case .features: "list ProCONF's features"
        case .status: "get the room's status"
        case .catchUp: "get the room's catch-up"
        case .summary: "get the room's summary"
        case .meetings: "list ProCONF's meetings"
        case .stageOpening: "open the stage on the gateway"
        case .stageArrivals: "hear the stage's page through the gateway"
        case .stageMessages: "speak to the stage's page through the gateway"
        case .stageSecret: "make a new address of the stage"
        case .stageEnding: "end the stage on the gateway"
        }
    }

    var method: HTTPRequest.Method {
        switch self {
        case .login, .refresh, .token, .joinMember, .stageOpening, .stageMessages, .stageSecret: .post
        case .features, .status, .catchUp, .summary, .meetings, .stageArrivals: .get
        case .stageEnding: .delete
        }
    }

    /// The path below the server's URL.
    ///
    /// - Throws: `ServiceError.unsupported` where the server has no such call.
    func path(on server: ProConfServer) throws(ServiceError) -> String {
        let path =
            switch server {
            case .applicationServer: applicationServerPath
            case .adminControl: adminControlPath
            }
        guard let path else { throw .unsupported(purpose + ", since it is Admin Control") }
        return path
    }

    private var applicationServerPath: String {
        switch self {
        case .login: "/auth/login"
        case .refresh: "/auth/refresh"
        case .token: "/proconfToken"
        case .joinMember: "/auth/joinmember"
        case .features: "/callConfig"
        case .status(let room): "/callStatus?roomName=\(room.percentEncoded)"
        case .catchUp(let room): "/callCatchUp/\(room.percentEncoded)"
        case .summary(let room): "/callSummary/\(room.percentEncoded)"
        case .meetings: "/meetings"
        case .stageOpening: "/stages"
        case .stageArrivals(let stage, let after): "/stages/\(stage.percentEncoded)/arrivals?after=\(after)"
        case .stageMessages(let stage): "/stages/\(stage.percentEncoded)/messages"
        case .stageSecret(let stage): "/stages/\(stage.percentEncoded)/secret"
        case .stageEnding(let stage): "/stages/\(stage.percentEncoded)"
        }
    }

    private var adminControlPath: String? {
        switch self {
        case .login, .refresh, .joinMember: nil
        case .stageOpening, .stageArrivals, .stageMessages, .stageSecret, .stageEnding: nil
        case .token: "/proconf-token"
        case .features: "/configuration"
        case .status(let room): "/sessions-status/\(room.percentEncoded)"
        case .catchUp(let room): "/call-catchup/\(room.percentEncoded)"
        case .summary(let room): "/call-summary/\(room.percentEncoded)"
        case .meetings: "/meetings"
        }
    }
}

extension ProConfDeployment {
    /// The request of a route on this deployment's server.
    func request(_ route: ProConfRoute, body: JSONValue? = nil, secrets: [Secret] = []) throws(ServiceError)
        -> ServiceRequest
    {
        ServiceRequest(
            purpose: route.purpose,
            method: route.method,
            address: try baseAddress().appending(try route.path(on: server)),
            body: body,
            secrets: secrets,
            answers: .enveloped,
            longestAnswer: route == .meetings ? nil : ServiceRequest.usualLongestAnswer
        )
    }
}
