package import Foundation
import Meetings

/// A request as the routes see it: body read, path and query decoded.
package struct SandboxRequest: Sendable {
    package var method: String

    /// The segments of the path, percent-decoded; a slash at the end makes no difference.
    package var path: [String]

    /// The first value of each query parameter, percent-decoded.
    package var query: [String: String]

    /// The header fields, names in lower case.
    package var headers: [String: String]

    package var body: Data

    /// What the answer says as `X-Request-Id`.
    package var identifier: String
}

/// Hands a request on to what answers it.
package typealias SandboxHandler = @Sendable (SandboxRequest) async -> SandboxAnswer

/// Stands in front of all routes: it may answer itself, change the request or the answer, or hand on.
package typealias SandboxMiddleware = @Sendable (SandboxRequest, SandboxHandler) async -> SandboxAnswer

extension SandboxRequest {
    /// The token of `Authorization: Bearer …` (RFC 6750, section 2.1), or nil where there is none.
    var bearer: String? {
        guard let field = headers["authorization"] else { return nil }
        let parts = field.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return String(parts[1])
    }

    /// The body as a JSON object.
    ///
    /// - Parameter orEmpty: Whether no body at all counts as an empty object.
    /// - Returns: The object's members.
    /// - Throws: 415 for another content type, 400 for what is no JSON object.
    func object(orEmpty: Bool = false) throws(SandboxRefusal) -> [String: JSONValue] {
        if body.isEmpty {
            guard orEmpty else { throw .badRequest("The body is missing; a JSON object is expected.") }
            return [:]
        }
        let type = headers["content-type"]?.split(separator: ";").first.map { $0.trimmingCharacters(in: .whitespaces) }
        guard let type, type.lowercased() == "application/json" else {
            throw SandboxRefusal(415, "The body's content type must be application/json.")
        }
        guard case .object(let members)? = try? JSONDecoder().decode(JSONValue.self, from: body) else {
            throw .badRequest("The body is not a JSON object.")
        }
        return members
    }
}

extension [String: JSONValue] {
    /// A member that must be text with something in it.
    ///
    /// - Throws: 400 where it is missing, null, empty or of another type.
    func requiredText(_ name: String) throws(SandboxRefusal) -> String {
        guard case .string(let text)? = self[name], !text.allSatisfy(\.isWhitespace) else {
            throw .badRequest("“\(name)” must be a text that is not empty.")
        }
        return text
    }

    /// A member that may be missing or null, and else must be text.
    ///
    /// - Throws: 400 where it is of another type.
    func optionalText(_ name: String) throws(SandboxRefusal) -> String? {
        switch self[name] {
        case nil, .null?: return nil
        case .string(let text)?: return text
        default: throw .badRequest("“\(name)” must be a text.")
        }
    }

    /// A member that may be missing or null, and else must be text or an integer (contract: "the create body").
    ///
    /// - Throws: 400 where it is of another type.
    func optionalIdentifier(_ name: String) throws(SandboxRefusal) -> String? {
        switch self[name] {
        case nil, .null?: return nil
        case .string(let text)? where !text.isEmpty: return text
        case .integer(let number)?: return String(number)
        default: throw .badRequest("“\(name)” must be a text or an integer.")
        }
    }
}
