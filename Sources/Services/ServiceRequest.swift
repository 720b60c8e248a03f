import Foundation
import HTTPTypes
import Meetings

/// One call to be made.
struct ServiceRequest: Sendable {
    /// How a "no" looks in the service's answers.
    enum Answers: Sendable {
        /// The status says it, the body is the message (V4H).
        case plain

        /// The status says it, or the error in the envelope does (ProCONF).
        case enveloped
    }

    /// Completes "Could not …".
    var purpose: String
    var method: HTTPRequest.Method
    var address: ServiceAddress
    var body: JSONValue?

    /// What must not be shown although the service may say it back.
    var secrets: [Secret] = []
    var answers: Answers = .plain

    /// The size of an answer, in bytes, above which it is not taken; nil for a list, which only the transport limits.
    var longestAnswer: Int? = ServiceRequest.usualLongestAnswer

    /// What kind of answer is asked for.
    var accepted = "application/json"

    /// How long the exchange may take; nil for the transport's own limit.
    var timeout: Duration?

    /// Far above what any service says about one thing: 4 MiB.
    static let usualLongestAnswer = 4 << 20

    var call: ServiceCall { ServiceCall(purpose: purpose, method: method.rawValue, url: address.shown) }

    /// Whether sending it twice does what sending it once does (RFC 9110, section 9.2.2).
    var isIdempotent: Bool { [.get, .head, .put, .delete, .options].contains(method) }

    /// The request as it goes over the wire.
    func message(bearer: Secret?) -> HTTPRequest {
        var fields = HTTPFields()
        fields[.accept] = accepted
        if body != nil { fields[.contentType] = "application/json" }
        if let bearer { fields[.authorization] = "Bearer \(bearer.reveal())" }
        return HTTPRequest(
            method: method,
            scheme: address.scheme,
            authority: address.authority,
            path: address.path.isEmpty ? "/" : address.path,
            headerFields: fields
        )
    }
}
