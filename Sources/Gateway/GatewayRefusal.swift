/// Why a request gets no data: the four errors of the contract (contract: "The envelope"), and one for stages, of which no
/// contract knows.
///
/// What lies behind it goes to the log, never to the caller.
package enum GatewayRefusal: Error, Hashable, Sendable {
    /// A parameter of the body is missing, null, empty, of another type, too long, or holds what cannot be sent.
    case invalidBody

    /// No room was named in the query (contract: `GET /callStatus`).
    case roomMissing

    /// The caller is not known, or may not have what was asked for.
    case unauthorized

    /// There is no such path, the method is another, or no such meeting.
    case notFound

    /// The user has as many stages as one may have, or the gateway as it can.
    case tooManyStages

    /// Anything else.
    case failed

    /// The status of the answer.
    package var status: Int {
        switch self {
        case .invalidBody, .roomMissing: 400
        case .unauthorized: 401
        case .notFound: 404
        case .tooManyStages: 429
        case .failed: 500
        }
    }

    /// The words of the answer.
    package var message: String {
        switch self {
        case .invalidBody: "Invalid body in request."
        case .roomMissing: "Room name required in query param."
        case .unauthorized: "Unauthorized"
        case .notFound: "Not found"
        case .tooManyStages: "Too many stages"
        case .failed: "Internal server error"
        }
    }
}
