import Foundation
import HTTPTypes
import Meetings
import Sandbox
import Services
import Testing
import Transport

@Suite("What a no from the service becomes", .timeLimit(.minutes(10)))
struct RefusalTests {
    @Test(
        "the body is the message: plain text, JSON in its usual forms, or a page's title",
        arguments: [
            ("text/plain", "The conference is closed.\n", "The conference is closed."),
            ("application/json", #"{"message":"closed"}"#, "closed"),
            ("application/json", #"{"error":"closed","status":410}"#, "closed"),
            ("application/json", #"{"error":{"code":410,"message":"closed"},"data":null}"#, "closed"),
            ("application/json", #"{"message":["closed","for good"]}"#, "closed"),
            ("application/json", #""closed""#, "closed"),
            ("application/json", #"{"reason":17}"#, #"{"reason":17}"#),
            ("application/json", #"{"message":"half"#, #"{"message":"half"#),
            ("text/html", "<html><head><title>\n 502 Bad&nbsp;Gateway </title></head><body>x", "502 Bad Gateway"),
            ("text/html", "<!DOCTYPE html><style>p{}</style><p>No &lt;entry&gt;<br>here", "No <entry> here"),
            ("text/plain", "", ""),
            ("text/plain", "a\u{1B}[2Jb\u{202E}c", "a␛[2Jbc"),
        ]
    )
    func words(_ type: String, _ body: String, _ words: String) async throws {
        let error = try await answer(410, ["Content-Type": type], body)
        #expect(error.refusal?.words.string == words)
        #expect(error.title == "Could not get the conference: it is closed.")
        #expect(error.advice == "Request a new conference.")
    }

    @Test("bytes that are no text, and megabytes of them, become a short line")
    func longBody() async throws {
        let error = try await answer(500, [:], String(repeating: "\u{0}\u{7F}x", count: 1 << 20))
        let words = try #require(error.refusal?.words.string)
        #expect(words.unicodeScalars.count <= 301)
        #expect(words.hasPrefix("␀␡x"))
        #expect(error.mayHaveBeenCarriedOut)
    }

    @Test("the server's name for the request is kept, and shown beside what was asked")
    func requestIdentifier() async throws {
        try await Hospital.open(
            script: { _ in SandboxAnswer(403) },
            test: { hospital in
                let service = hospital.scripted()
                let error = try await failure { () async throws(ServiceError) in
                    try await service.getConference(ConferenceIdentifier("7"))
                }
                let identifier = try #require(hospital.wire.all.first?.identifier)
                #expect(error.detail == "GET \(hospital.address.v4h)/sessions/7 → 403  request \(identifier)")
            }
        )
    }

    @Test("a server may call it X-Correlation-Id")
    func correlationIdentifier() async throws {
        // The sandbox gives every answer an X-Request-Id, which comes first.
        let transport = OneAnswer(status: 403, name: "X-Correlation-Id", value: "c-\u{202E}17")
        let base = try #require(URL(string: "https://v4h.example/v1"))
        let service = V4HService(
            transport: transport,
            deployment: V4HDeployment(baseURL: base, domain: "meet.example"),
            tokens: TokenDesk("t")
        )
        let error = try await failure { () async throws(ServiceError) in try await service.listConferences() }
        #expect(error.refusal?.requestIdentifier == "c-17")
    }

    @Test("Retry-After may be seconds or a date, by the server's clock")
    func retryAfter() async throws {
        #expect(try await answer(429, ["Retry-After": "17"], "").refusal?.retryAfter == 17)
        #expect(try await answer(429, ["Retry-After": "17"], "").advice == "Wait 17 s, then try again.")
        #expect(try await answer(503, ["Retry-After": "soon"], "").refusal?.retryAfter == nil)
        let format = Date.VerbatimFormatStyle(
            format: """
                \(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .defaultDigits) \
                \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\
                \(second: .twoDigits) GMT
                """,
            locale: Locale(identifier: "en_US_POSIX"),
            timeZone: .gmt,
            calendar: Calendar(identifier: .gregorian)
        )
        let began = Date.now
        let later = (began + 120).formatted(format)
        let seconds = try #require(try await answer(503, ["Retry-After": later], "").refusal?.retryAfter)
        // Both dates are whole seconds, and the answer's comes a while after the one that it is held against.
        #expect((119 - Date.now.timeIntervalSince(began)...121).contains(seconds))
        let earlier = (Date.now - 120).formatted(format)
        #expect(try await answer(503, ["Retry-After": earlier], "").refusal?.retryAfter == 0)
    }

    @Test(
        "a redirection names where it points, without the rest of the address, and is not followed",
        arguments: [
            ("https://other.example:8443/path?token=secret-token", "It points to https://other.example:8443."),
            ("/elsewhere", "It points elsewhere on the same host."), ("", "It points elsewhere on the same host."),
        ]
    )
    func redirection(_ location: String, _ words: String) async throws {
        let error = try await answer(307, ["Location": location], "")
        #expect(error.refusal?.words.string == words)
        #expect(error.advice == "Set the service's real URL in the profile; redirects are not followed.")
    }

    @Test("no token is ever shown, though the service says it back")
    func echo() async throws {
        let jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln"
        let error = try await answer(403, [:], "Bad token access-1 and \(jwt), access-1!")
        #expect(error.refusal?.words.string == "Bad token ••• and •••, •••!")
    }

    @Test(
        "an answer that is no JSON, or the wrong one, is told with its first words",
        arguments: [
            ("<html><title>Welcome</title>", "is a web page, not JSON", "Welcome"),
            ("hello", "is not JSON", "hello"), ("", "is empty", ""), ("[1]", "is not of the expected shape", "[1]"),
            (#"{"state":"READY"}"#, "has no identifier of a conference", #"{"state":"READY"}"#),
            (#"{"state":"RE"#, "ends too early", #"{"state":"RE"#),
            (#" [{"name":"}]\""},"#, "ends too early", #"[{"name":"}]\""},"#),
            (#"[{"id":7}]]"#, "is not JSON", #"[{"id":7}]]"#),
        ]
    )
    func unreadable(_ body: String, _ reason: String, _ words: String) async throws {
        let error = try await answer(200, [:], body)
        guard case .unreadable(let call, status: 200, let firstWords, let why) = error else {
            throw Unexpected("\(error)")
        }
        #expect(call.purpose == "get the conference")
        #expect(why.hasPrefix(reason))
        #expect(firstWords.string == words)
    }

    @Test("a list with an entry that is no conference says which")
    func evilList() async throws {
        try await Hospital.open(
            script: { _ in .body(#"[{"id":1},{"state":"READY"}]"#) },
            test: { hospital in
                let service = hospital.scripted()
                let error = try await failure { () async throws(ServiceError) in try await service.listConferences() }
                #expect(error.title.contains("has an entry without an identifier (number 2)"))
            }
        )
    }

    /// The error that `getConference` ends with for an answer.
    private func answer(_ status: Int, _ headers: [String: String], _ body: String) async throws -> ServiceError {
        var error: ServiceError?
        let answer = SandboxAnswer(status, headers: headers, body: Data(body.utf8))
        try await Hospital.open(
            script: { _ in answer },
            test: { hospital in
                let service = hospital.scripted()
                error = try await failure { () async throws(ServiceError) in
                    try await service.getConference(ConferenceIdentifier("7"))
                }
            }
        )
        return try #require(error)
    }
}

/// Answers everything with one header field and no body.
private struct OneAnswer: HTTPTransport {
    let status: Int
    let name: String
    let value: String

    func send(
        _ request: HTTPRequest,
        body: Data?,
        timeout: Duration?,
        limit: Int?
    ) async throws(TransportError) -> TransportResponse {
        var head = HTTPResponse(status: .init(code: status))
        if let name = HTTPField.Name(name) { head.headerFields[name] = value }
        return TransportResponse(head: head, body: Data(), duration: .zero, receivedAt: .now)
    }
}
