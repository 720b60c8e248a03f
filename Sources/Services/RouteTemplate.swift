package import HTTPTypes

/// A method and a path with places for the identifier: `POST /sessions/{id}/guest`.
///
/// A path begins at the service's base URL; one that begins with `{origin}` begins at its host. `{id}` stands for the
/// conference's identifier, `{short}` for its room.
package struct RouteTemplate: Hashable, Sendable {
    package let method: HTTPRequest.Method

    /// The path as it is written, `{base}` left out.
    package let path: String

    init(_ method: HTTPRequest.Method, _ path: String) {
        self.method = method
        self.path = path
    }
}

/// Why a template in a profile is none.
package struct RouteTemplateError: Error, Hashable, CustomStringConvertible {
    package let description: String
}

extension RouteTemplate {
    private static let methods: [String: HTTPRequest.Method] = [
        "GET": .get, "POST": .post, "PUT": .put, "PATCH": .patch, "DELETE": .delete,
    ]

    /// Reads a template as it stands in a profile.
    ///
    /// - Parameters:
    ///   - text: A method, a blank, and a path.
    ///   - route: What the template is for: it decides whether an identifier must be in the path.
    /// - Throws: ``RouteTemplateError`` that says what is wrong with the template.
    package init(_ text: String, for route: V4HRoute) throws(RouteTemplateError) {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 2, let path = words.last, let word = words.first else {
            throw .init(text, "must be a method, one blank, and a path, such as “POST /sessions/{id}/guest”")
        }
        guard let method = RouteTemplate.methods[word.uppercased()] else {
            throw .init(text, "has the method “\(word)”; known are GET, POST, PUT, PATCH and DELETE")
        }
        self.init(method, path.hasPrefix("{base}/") ? String(path.dropFirst("{base}".count)) : String(path))
        if let complaint = complaint(for: route) { throw .init(text, complaint) }
    }

    /// The template as it is written in a profile.
    package var text: String { "\(method.rawValue) \(path)" }

    /// The address with the identifier and the room in their places.
    func address(at base: ServiceAddress, id: String = "", short: String = "") -> ServiceAddress {
        let filled =
            path
            .replacing("{id}", with: id.percentEncoded)
            .replacing("{short}", with: short.percentEncoded)
        return filled.hasPrefix("{origin}")
            ? base.origin.appending(String(filled.dropFirst("{origin}".count))) : base.appending(filled)
    }

    private func complaint(for route: V4HRoute) -> String? {
        let local = path.hasPrefix("{origin}") ? path.dropFirst("{origin}".count) : path[...]
        guard local.hasPrefix("/") else { return "has a path that does not begin with “/”, “{base}/” or “{origin}/”" }
        let named = local.matches(of: /\{[^{}]*\}/).map { String($0.output) }
        if let stranger = named.first(where: { $0 != "{id}" && $0 != "{short}" }) {
            return "has the unknown place \(stranger); known are {id} and {short}, and {base} or {origin} at the start"
        }
        let literal = local.replacing("{id}", with: "").replacing("{short}", with: "")
        let allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@%/?"
        if let stranger = literal.first(where: { !allowed.contains($0) }) {
            return "has a “\(stranger)”, which cannot be in a path; write it percent-encoded"
        }
        let segments = local.prefix { $0 != "?" }.split(separator: "/")
        if segments.contains("..") || segments.contains(".") { return "has a path with “.” or “..” in it" }
        if route.namesSubject, named.isEmpty { return "does not say where the id goes: write {id} into the path" }
        if !route.namesSubject, let place = named.first { return "has \(place), but the call is about no conference" }
        return nil
    }
}

extension RouteTemplateError {
    init(_ template: String, _ complaint: String) { description = "The route “\(template)” \(complaint)." }
}
