package import Foundation
import Meetings

/// What is written down of one request: who asked for what, and what came of it.
///
/// There is no place in it for a token, a body, a query or the path as it was sent.
package struct AccessRecord: Sendable {
    /// When the request came.
    package var time: Date

    /// The request's own identifier.
    package var identifier: String

    /// The method, as the caller named it.
    package var method: String

    /// The template of the route, such as `/callCatchUp/{room}`; nil for a path that is none.
    package var route: String?

    /// The status of the answer; 0 where the caller left without one.
    package var status: Int

    /// How long it took, in seconds.
    package var seconds: Double

    /// The bytes of the answer's body.
    package var bytes: Int

    /// Who called, as far as a trusted proxy or the connection tells.
    package var client: ClientAddress?

    /// The user whose token came with it; nil where none did that is good, and no login went well.
    package var user: String?

    /// The room that was asked for.
    package var room: String?

    /// Takes what is known; the rest is filled in by and by.
    package init(
        time: Date,
        identifier: String,
        method: String,
        route: String? = nil,
        status: Int = 0,
        seconds: Double = 0,
        bytes: Int = 0,
        client: ClientAddress? = nil,
        user: String? = nil,
        room: String? = nil
    ) {
        self.time = time
        self.identifier = identifier
        self.method = method
        self.route = route
        self.status = status
        self.seconds = seconds
        self.bytes = bytes
        self.client = client
        self.user = user
        self.room = room
    }
}

extension AccessRecord {
    /// The longest text of a member, in Unicode scalars.
    private static let longest = 128

    /// The record as one line of JSON with its end; the members always stand in the same order.
    package func line() -> Data {
        var line = "{\"time\":\"\(AccessRecord.stamp(time))\""
        line += ",\"id\":" + AccessRecord.quoted(identifier)
        line += ",\"method\":" + AccessRecord.quoted(method, longest: 16)
        line += ",\"route\":" + AccessRecord.quoted(route ?? "unknown")
        line += ",\"status\":\(status)"
        line += ",\"milliseconds\":" + AccessRecord.milliseconds(seconds)
        line += ",\"bytes\":\(bytes)"
        line += ",\"client\":" + AccessRecord.quoted(client?.description)
        line += ",\"user\":" + AccessRecord.quoted(user)
        line += ",\"room\":" + AccessRecord.quoted(room)
        return Data((line + "}\n").utf8)
    }

    /// A text that a terminal may show, in quotes (RFC 8259, section 7); or `null`.
    private static func quoted(_ text: String?, longest: Int = longest) -> String {
        guard let text else { return "null" }
        // No control character is left in it that would have to be escaped as well.
        return "\"\(SafeText(text, limit: longest).string.escaped)\""
    }

    /// Milliseconds with three decimals, which no locale changes.
    private static func milliseconds(_ seconds: Double) -> String {
        let all = seconds.isFinite ? Int((min(max(0, seconds), 1e6) * 1e6).rounded()) : 0
        return "\(all / 1000).\(String(1000 + all % 1000).dropFirst())"
    }

    /// A moment in UTC to the millisecond (RFC 3339), such as `2026-11-22T14:05:00.250Z`.
    ///
    /// By gmtime_r, since this is done once a request.
    private static func stamp(_ moment: Date) -> String {
        let milliseconds = Int((moment.timeIntervalSince1970 * 1000).rounded())
        let part = ((milliseconds % 1000) + 1000) % 1000
        var second = time_t((milliseconds - part) / 1000)
        var fields = tm()
        gmtime_r(&second, &fields)
        let day = [1900 + Int(fields.tm_year), 1 + Int(fields.tm_mon), Int(fields.tm_mday)].map(digits)
        let time = [fields.tm_hour, fields.tm_min, fields.tm_sec].map { digits(Int($0)) }
        return "\(day.joined(separator: "-"))T\(time.joined(separator: ":")).\(String(1000 + part).dropFirst())Z"
    }

    private static func digits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
