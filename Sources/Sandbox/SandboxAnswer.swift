package import Foundation

/// What the sandbox answers.
package struct SandboxAnswer: Sendable {
    package var status: Int
    package var headers: [String: String]
    package var body: Data

    /// Makes an answer; the server adds length, date and request identifier.
    package init(_ status: Int, headers: [String: String] = [:], body: Data = Data()) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// 204: done, and there is nothing to say.
    static let noContent = SandboxAnswer(204)

    /// A JSON document.
    static func json(_ status: Int = 200, _ write: (inout JSONWriter) -> Void) -> SandboxAnswer {
        var writer = JSONWriter()
        write(&writer)
        return SandboxAnswer(status, headers: ["Content-Type": "application/json"], body: Data(writer.bytes))
    }

    /// Text or a page.
    static func text(_ status: Int, type: String = "text/plain; charset=utf-8", _ text: String) -> SandboxAnswer {
        SandboxAnswer(status, headers: ["Content-Type": type], body: Data(text.utf8))
    }
}

/// A no: each dialect puts it into its own words.
package struct SandboxRefusal: Error, Hashable, Sendable {
    package var status: Int
    package var message: String
    package var headers: [String: String]

    init(_ status: Int, _ message: String, headers: [String: String] = [:]) {
        self.status = status
        self.message = message
        self.headers = headers
    }

    static func badRequest(_ message: String) -> SandboxRefusal { SandboxRefusal(400, message) }

    static func unauthorized(_ message: String) -> SandboxRefusal {
        SandboxRefusal(401, message, headers: ["WWW-Authenticate": "Bearer"])
    }

    static func forbidden(_ message: String) -> SandboxRefusal { SandboxRefusal(403, message) }
    static func notFound(_ message: String) -> SandboxRefusal { SandboxRefusal(404, message) }

    static func methodNotAllowed(_ allowed: [String]) -> SandboxRefusal {
        SandboxRefusal(405, "This path does not take that method.", headers: ["Allow": allowed.joined(separator: ", ")])
    }

    static func conflict(_ message: String) -> SandboxRefusal { SandboxRefusal(409, message) }
    static func gone(_ message: String) -> SandboxRefusal { SandboxRefusal(410, message) }
}
