import Foundation
import HTTPTypes

/// A request that has come in whole.
struct GatewayRequest: Sendable {
    var method: HTTPRequest.Method

    /// The target as it was written.
    var target: String

    var fields: HTTPFields
    var body: Data

    /// Who calls, as far as that can be believed.
    var client: ClientAddress

    /// What the answer and the log call the request.
    var identifier: String

    /// When its first byte came.
    var began: ContinuousClock.Instant
}

extension GatewayRequest {
    /// The token of `Authorization: Bearer …` (RFC 6750, section 2.1); nil where there is none, or more than one.
    var bearer: String? {
        let values = fields[values: .authorization]
        guard values.count == 1, let field = values.first else { return nil }
        let parts = field.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return String(parts[1])
    }
}
