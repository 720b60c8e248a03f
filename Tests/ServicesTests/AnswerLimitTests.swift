import Foundation
import Meetings
import Sandbox
import Services
import Testing
import Transport

@Suite("What a server cannot do by size, shape or number", .timeLimit(.minutes(10)))
struct AnswerLimitTests {
    @Test("a wait that is absurd is cut to a day, and one that is none is not taken")
    func retryAfter() async throws {
        for (text, seconds) in [
            ("99999999999999999999", 86_400.0), (String(repeating: "9", count: 400), 86_400), ("0", 0), ("1e300", nil),
            ("inf", nil), ("nan", nil), ("-5", nil), ("0x1p1000", nil), ("٣", nil),
            ("Fri, 31 Dec 9999 23:59:59 GMT", 86_400),
        ] as [(String, Double?)] {
            let error = try await refusal(429, ["Retry-After": text], Data())
            #expect(error.refusal?.retryAfter == seconds, "\(text)")
            #expect(error.advice.hasPrefix("Wait "))
        }
    }

    @Test("a page made of openings that are never closed is told at once")
    func endlessPages() async throws {
        for piece in [
            "<script", "<title>", "<!--", "<", "<style>", "<!-- -->", "</", "<a <b ", "&amp;", "eyJ",
            "<script>x</script",
        ] {
            let page = "<html>" + String(repeating: piece, count: 65_536 / piece.utf8.count)
            let error = try await refusal(502, ["Content-Type": "text/html"], Data(page.utf8))
            #expect(error.refusal?.words.string.unicodeScalars.count ?? 0 <= 301)
        }
    }

    @Test("brackets in brackets in an error, an envelope or a token cost no time and no stack")
    func deep() async throws {
        let towers =
            "["
            + Array(repeating: String(repeating: "[", count: 500) + String(repeating: "]", count: 500), count: 60)
            .joined(separator: ",") + "]"
        for body in [towers, String(repeating: #"{"error":"#, count: 10_000), String(repeating: "[", count: 1 << 20)] {
            _ = try await refusal(500, [:], Data(body.utf8))
            _ = try await refusal(200, [:], Data(body.utf8))
        }
        let payload = Data((#"{"room":"# + String(repeating: "[", count: 5000)).utf8).base64EncodedString()
        #expect(Claims(token: Secret("e30.\(payload.replacing("=", with: "")).x")) == nil)
    }

    @Test("an answer about one thing is capped far below a list")
    func cap() async throws {
        try await Hospital.open(
            script: { request in
                let blank = Data(repeating: 0x20, count: 5 << 20)
                return SandboxAnswer(200, body: request.path.last == "sessions" ? blank + Data("[]".utf8) : blank)
            },
            test: { hospital in
                let service = hospital.scripted()
                let error = try await failure { () async throws(ServiceError) in
                    try await service.getConference(ConferenceIdentifier("7"))
                }
                #expect(error.title == "Could not get the conference: the answer (status 200) is larger than 4 MiB.")
                #expect(try await service.listConferences().isEmpty)
            })
    }

    @Test("half surrogates, wrong bytes and huge numbers in one record do not hide the others")
    func oddRecords() async throws {
        let body =
            Data(#"[{"id":1,"name":"a\ud800b","x":1e999},{"id":12345678901234567890,"name":"c"#.utf8) + [0xFF]
            + Data(#"d","id2":"\u0000"},{"id":3,"created":1e999,"ended":99999999999999999999}]"#.utf8)
        try await Hospital.open(
            script: { _ in SandboxAnswer(200, body: body) },
            test: { hospital in
                let conferences = try await hospital.scripted().listConferences()
                #expect(conferences.map(\.id.text) == ["1", "12345678901234567890", "3"])
                #expect(conferences.map { $0.name?.string } == ["a\u{FFFD}b", "c\u{FFFD}d", nil])
                #expect(conferences[0].otherFields == ["x": "1e999"])
                #expect(conferences[2].created == nil && conferences[2].ended == nil)
            })
    }

    @Test("of a record that is one huge document no more is kept than can be shown")
    func hugeRecord() async throws {
        let many = Array(repeating: #"{"a":["x"]}"#, count: 100_000).joined(separator: ",")
        try await Hospital.open(
            script: { _ in .body(#"{"id":7,"x":["# + many + "]}") },
            test: { hospital in
                let record = try await hospital.scripted().getConference(ConferenceIdentifier("7"))
                #expect(record.document.pretty.utf8.count < 1 << 18)
                #expect(record.document.pretty.contains("…"))
            })
    }

    @Test("a token that never ends, or was made before all time, makes a login that timers can count")
    func endlessLogin() async throws {
        for (claims, date) in [
            (#"{"exp":9223372036854775807,"iat":-9223372036854775808}"#, "Fri, 31 Dec 9999 23:59:59 GMT"),
            (#"{"exp":1e300}"#, "Thu, 01 Jan 1970 00:00:00 GMT"), ("{}", "nonsense"),
        ] {
            let token = "e30.\(Data(claims.utf8).base64EncodedString().replacing("=", with: "")).x"
            try await Hospital.open(
                script: { _ in
                    .body(#"{"access":{"token":"\#(token)","expires":1e300},"refresh":"r"}"#, headers: ["Date": date])
                },
                test: { hospital in
                    let pair = try await hospital.authentication().login(username: "u", password: "p")
                    #expect(abs(pair.lifetime) <= 2 * 315_360_001)
                    #expect(abs(pair.expires.timeIntervalSinceNow) <= 253_402_300_799)
                    #expect(pair.expires.timeIntervalSinceNow <= 315_360_001)
                })
        }
    }

    @Test("a session or a room that would lead elsewhere is not put into a path, and one that is odd goes as it came")
    func segments() async throws {
        try await Hospital.open(
            script: { request in
                switch request.path.last {
                case "rooms": .body(#"{"id":"1\u200b2","short":".."}"#)
                case "join": .body(#"{"sessionId":"..","sessionToken":"tok"}"#)
                default: .body(#"{"id":7,"short":"r"}"#)
                }
            },
            test: { hospital in
                let service = V4HService(
                    transport: hospital.transport, deployment: hospital.deployment(.sessionManagerV1),
                    tokens: TokenDesk("t"))
                let id = try await service.requestConference(ConferenceDraft())
                #expect(id.text == "12" && id.wire == "1\u{200B}2")
                hospital.wire.clear()
                let odd = try await failure { () async throws(ServiceError) in try await service.closeConference(id) }
                #expect(odd.field == .conference)
                let plain = ConferenceIdentifier("7")
                _ = try await service.joinConference(plain, name: "A", avatarURL: "")
                let elsewhere = try await failure { () async throws(ServiceError) in
                    try await service.closeConference(plain)
                }
                #expect(elsewhere.field == .conference)
                #expect(hospital.wire.lines.allSatisfy { !$0.contains("..") && !$0.hasPrefix("DELETE") })
            })
    }

    /// The error that `getConference` ends with for an answer.
    private func refusal(_ status: Int, _ headers: [String: String], _ body: Data) async throws -> ServiceError {
        var error: ServiceError?
        let answer = SandboxAnswer(status, headers: headers, body: body)
        try await Hospital.open(
            script: { _ in answer },
            test: { hospital in
                let service = hospital.scripted()
                error = try await failure { () async throws(ServiceError) in
                    try await service.getConference(ConferenceIdentifier("7"))
                }
            })
        return try #require(error)
    }
}
