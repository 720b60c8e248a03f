package import NIOHTTP1

/// What a stage's door answers.
package struct DoorAnswer: Hashable, Sendable {
    package var status: Int

    /// All header fields but `Date`, `Content-Length` and `Connection`.
    package var fields: [(name: String, value: String)]
    package var body: [UInt8]

    package static func == (one: Self, other: Self) -> Bool {
        one.status == other.status && one.body == other.body
            && one.fields.elementsEqual(other.fields) { $0.name == $1.name && $0.value == $1.value }
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(status)
        hasher.combine(body)
    }

    /// The value of a field.
    package subscript(_ name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The head of an answer that is the last on its connection.
    package var head: HTTPResponseHead {
        var headers = HTTPHeaders(fields.map { ($0.name, $0.value) })
        headers.add(name: "Content-Length", value: String(body.count))
        headers.add(name: "Connection", value: "close")
        return HTTPResponseHead(version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: headers)
    }
}

extension DoorAnswer {
    /// What all answers say to browsers.
    private static let protection = [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cache-Control", "no-store"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("X-Frame-Options", "DENY"),
    ]

    private static let strictest =
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    /// What a meeting may use (IFrame reference, section 1: the frame's `allow` list).
    private static let granted = [
        "camera", "microphone", "display-capture", "speaker-selection", "screen-wake-lock", "clipboard-write",
        "autoplay",
    ]

    /// What neither the page nor a meeting may use.
    private static let denied = [
        "accelerometer", "bluetooth", "browsing-topics", "clipboard-read", "encrypted-media", "geolocation",
        "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "midi", "payment", "picture-in-picture",
        "publickey-credentials-get", "serial", "storage-access", "usb", "window-management", "xr-spatial-tracking",
    ]

    /// A part of the page.
    ///
    /// - Parameters:
    ///   - body: What it is.
    ///   - type: Its media type.
    ///   - meeting: The one origin that scripts and frames come from beside our own.
    ///   - socket: Where the page's WebSocket leads, such as `ws://127.0.0.1:8080`.
    /// - Returns: The answer.
    static func part(_ body: [UInt8], type: String, meeting: MeetingOrigin, socket: String) -> DoorAnswer {
        let policy = [
            "default-src 'none'", "script-src 'self' \(meeting.text)", "style-src 'self'",
            "frame-src \(meeting.text)", "connect-src 'self' \(socket)", "img-src 'self'", "base-uri 'none'",
            "form-action 'none'", "frame-ancestors 'none'",
        ]
        let permissions =
            granted.map { "\($0)=(self \"\(meeting.text)\")" } + denied.map { "\($0)=()" }
        let fields =
            [("Content-Type", type), ("Content-Security-Policy", policy.joined(separator: "; "))] + protection
            + [("Permissions-Policy", permissions.joined(separator: ", "))]
        return DoorAnswer(status: 200, fields: fields, body: body)
    }

    /// Sends the browser on, with or without a cookie.
    static func redirection(to path: String, cookie: String?) -> DoorAnswer {
        let fields =
            [("Location", path), ("Content-Security-Policy", strictest)] + (cookie.map { [("Set-Cookie", $0)] } ?? [])
            + protection
        return DoorAnswer(status: 303, fields: fields, body: [])
    }

    /// A page of clear words.
    ///
    /// - Parameters:
    ///   - status: The status.
    ///   - title: What is the matter.
    ///   - words: What to do.
    /// - Returns: The answer.
    package static func notice(_ status: Int, _ title: StaticString, _ words: StaticString) -> DoorAnswer {
        let page = """
            <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <meta name="color-scheme" content="light dark"><title>gavel</title><h1>\(title)</h1><p>\(words)</p></html>

            """
        let fields =
            [("Content-Type", "text/html; charset=utf-8"), ("Content-Security-Policy", strictest)] + protection
        return DoorAnswer(status: status, fields: fields, body: Array(page.utf8))
    }

    /// Nothing is there.
    package static let nothing = notice(404, "Nothing is here.", "Ask gavel for the address of the stage.")

    /// Only `GET` and `HEAD` are answered.
    static var wrongMethod: DoorAnswer {
        var answer = notice(405, "This cannot be done here.", "A stage is only looked at.")
        answer.fields.append(("Allow", "GET, HEAD"))
        return answer
    }
}
