package import Foundation

/// What the sandbox answers.
package struct SandboxAnswer: Sendable {
    /// How it goes over the wire.
    package enum Delivery: Hashable, Sendable {
        /// As it should.
        case whole

        /// Not at all: the connection is closed before a byte of it.
        case cut

        /// Not at all, and for a while nothing listens.
        case refused(for: Duration)

        /// Not at all, but the connection stays for as long as the client keeps it.
        case silence

        /// To the middle of the body; then the connection is reset.
        case reset

        /// Byte by byte, with a pause before each.
        case drip(every: Duration)

        /// Behind so many blanks.
        case padded(by: Int)
    }

    package var status: Int
    package var headers: [String: String]
    package var body: Data
    package var delivery: Delivery

    /// How far the `Date` field is off, in seconds.
    package var clockError: TimeInterval = 0

    /// Makes an answer; the server adds length, date and request identifier.
    package init(
        _ status: Int,
        headers: [String: String] = [:],
        body: Data = Data(),
        delivery: Delivery = .whole
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.delivery = delivery
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
