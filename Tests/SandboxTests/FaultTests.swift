import Foundation
import HTTPTypes
import Meetings
import Sandbox
import TestSupport
import Testing
import Transport

@Suite("Faults on the wire", .timeLimit(.minutes(10)))
struct FaultTests {
    /// Runs a sandbox with faults, logged in.
    private func withFaults(
        _ rules: String...,
        conferences: Int = 4,
        body: (SandboxCaller, _ token: String) async throws -> Void
    ) async throws {
        try await SandboxCaller.withSandbox(SandboxConfiguration(conferences: conferences)) { caller in
            let token = try await caller.login()
            for rule in rules { try caller.server.faults.add(rule) }
            try await body(caller, token)
        }
    }

    private func list(_ caller: SandboxCaller, _ token: String) async throws -> SandboxCaller.Answer {
        try await caller.call(.get, "\(caller.address.v4h)/sessions", token: token)
    }

    private func failure(_ call: () async throws -> SandboxCaller.Answer) async -> TransportError? {
        await #expect(throws: TransportError.self) { _ = try await call() }
    }

    @Test(
        "a status is answered in the dialect's own words, and the next call is as it should be",
        arguments: [400, 401, 403, 404, 409, 410, 429, 500, 503])
    func statuses(status: Int) async throws {
        try await withFaults("list=\(status)*1") { caller, token in
            let answer = try await list(caller, token)
            #expect(answer.status == status)
            #expect(answer.json["message"]?.text?.hasPrefix("The sandbox was told") == true)
            #expect(answer.headers[.retryAfter] == (status == 429 ? "5" : nil))
            #expect(try await list(caller, token).status == 200)
        }
    }

    @Test("how long to wait can be chosen, and ProCONF keeps to its envelope")
    func retryAfter() async throws {
        try await withFaults("all=503:7") { caller, token in
            #expect(try await list(caller, token).headers[.retryAfter] == "7")
            let answer = try await caller.call(.get, "\(caller.address.proconf)/meetings")
            #expect(answer.status == 503)
            #expect(answer.headers[.retryAfter] == "7")
            #expect(answer.json["error"]?["code"]?.text == "500")
        }
    }

    @Test("a proxy's error is a web page")
    func badGateway() async throws {
        try await withFaults("list=502") { caller, token in
            let answer = try await list(caller, token)
            #expect(answer.status == 502)
            #expect(answer.headers[.contentType]?.hasPrefix("text/html") == true)
            #expect(answer.text.contains("<h1>502 Bad Gateway</h1>"))
        }
    }

    @Test("a call that is cut was not carried out; one that is not answered was", arguments: ["cut", "unanswered"])
    func cut(fault: String) async throws {
        try await withFaults("request=\(fault)*1") { caller, token in
            let error = await failure {
                try await caller.call(.post, "\(caller.address.v4h)/sessions", token: token, .object([:]))
            }
            #expect(error?.mayHaveBeenCarriedOut == true)
            guard case .array(let records) = try await list(caller, token).json else {
                Issue.record("no list")
                return
            }
            #expect(records.count == (fault == "cut" ? 4 : 5))
            #expect(caller.server.faults.calls[.request] == 1)
        }
    }

    @Test("a reset comes in the middle of the body")
    func reset() async throws {
        try await withFaults("list=reset*1", "close=reset") { caller, token in
            guard case .connectionLost(let reason)? = await failure({ try await list(caller, token) }) else {
                Issue.record("the connection was not lost")
                return
            }
            #expect(reason.contains("reset"), "\(reason)")
            let id = try await caller.create(token: token).id
            // An answer without a body breaks off in its head.
            _ = await failure {
                try await caller.call(.post, "\(caller.address.v4h)/sessions/\(id)/close", token: token)
            }
            let record = try await caller.call(.get, "\(caller.address.v4h)/sessions/\(id)", token: token)
            #expect(record.text.contains("FINISHED"))
        }
    }

    @Test("no answer comes for as long as the client waits, and what comes by drops comes too late")
    func timeouts() async throws {
        try await withFaults("list=silence", "find=drip", "organisations=slow:600") { caller, token in
            let paths = [
                ("sessions", TransportError.Phase.waiting), ("sessions/1", .receiving), ("orgs", .waiting),
            ]
            for (path, phase) in paths {
                let isInPhase = { (error: TransportError?) in
                    if case .timedOut(phase, _)? = error { true } else { false }
                }
                let error = await attempt(within: .seconds(1), until: isInPhase) { limit in
                    await failure {
                        try await caller.call(
                            .get, "\(caller.address.v4h)/\(path)", token: token, timeout: limit)
                    }
                }
                #expect(isInPhase(error), "\(path): \(String(describing: error))")
            }
        }
    }

    @Test("what is slow or comes by drops is whole in the end")
    func late() async throws {
        try await withFaults("list=drip:0.0001*1", "list=slow:0.2*1", conferences: 1) { caller, token in
            let whole = try await list(caller, token)
            #expect(whole.status == 200)
            let began = ContinuousClock.now
            #expect(try await list(caller, token).json == whole.json)
            #expect(began.duration(to: .now) >= .milliseconds(200))
        }
    }

    @Test("another document is still an answer that says 200")
    func documents() async throws {
        try await withFaults(
            "list=truncated*1", "list=wrong-json*1", "list=wrong-type*1", "list=web-page*1", "list=duplicates*1"
        ) { caller, token in
            let truncated = try await list(caller, token)
            let wrong = try await list(caller, token)
            let type = try await list(caller, token)
            let page = try await list(caller, token)
            let twice = try await list(caller, token)
            let whole = try await list(caller, token)
            for answer in [truncated, wrong, type, page, twice, whole] { #expect(answer.status == 200) }
            #expect(whole.body.starts(with: truncated.body) && truncated.body.count == whole.body.count / 2)
            #expect(wrong.json["greeting"]?.text == "hello")
            #expect(type.json == whole.json)
            #expect(type.headers[.contentType]?.hasPrefix("text/html") == true)
            #expect(page.text.hasPrefix("<!doctype html>"))
            guard case .array(let doubled) = twice.json, case .array(let once) = whole.json else {
                Issue.record("no lists")
                return
            }
            #expect(doubled == once.flatMap { [$0, $0] })
        }
    }

    @Test("a body of 100 MB is sent, with the document at its end")
    func huge() async throws {
        try await withFaults("list=huge") { caller, token in
            let answer = try await list(caller, token)
            #expect(answer.body.count > 100_000_000)
            #expect(answer.body.first == UInt8(ascii: " ") && answer.body.last == UInt8(ascii: "]"))
        }
    }

    @Test("100,000 records have 100,000 identifiers", arguments: [true, false])
    func many(isProConf: Bool) async throws {
        try await withFaults("list=many", "proconf-meetings=many:500", conferences: 12) { caller, token in
            let answer =
                isProConf
                ? try await caller.call(
                    .get, "\(caller.address.proconf)/meetings", token: try await caller.proConfLogin())
                : try await list(caller, token)
            let count = isProConf ? 500 : 100_000
            let found = answer.body.identifiers
            // The records there are keep the identifiers they have.
            let originals = isProConf ? 6 : 12
            #expect(found.count == count - originals)
            #expect(Set(found).count == found.count)
            #expect(isProConf ? answer.json["data"] != nil : answer.body.last == UInt8(ascii: "]"))
        }
    }

    @Test("a redirect leads to another origin, where the same path is found")
    func redirect() async throws {
        try await withFaults("find=redirect") { caller, token in
            let answer = try await caller.call(.get, "\(caller.address.v4h)/sessions/a%2Fb?x=1", token: token)
            #expect(answer.status == 307)
            let port = try #require(caller.address.origin.port)
            #expect(answer.headers[.location] == "http://localhost:\(port)/v1/sessions/a%2Fb?x=1")
        }
    }

    @Test("the date is off to either side", arguments: [600, -600])
    func date(offset: Int) async throws {
        let clock = StandingClock()
        try await SandboxCaller.withSandbox(SandboxConfiguration(clock: clock.read)) { caller in
            try caller.server.faults.add("login=date:\(offset)")
            let answer = try await caller.call(.post, "\(caller.address.v4h)/auth", caller.credentials())
            let field = HTTPField.Name("Date").flatMap { answer.headers[$0] }
            #expect(field == (offset > 0 ? "Fri, 15 Jan 2027 08:10:00 GMT" : "Fri, 15 Jan 2027 07:50:00 GMT"))
        }
    }

    @Test("tokens can be missing from a login, a refresh and a ProCONF token")
    func noToken() async throws {
        try await withFaults("login=no-token", "refresh=no-token", "proconf-token=no-token") { caller, _ in
            let login = try await caller.call(.post, "\(caller.address.v4h)/auth", caller.credentials())
            #expect(login.status == 200)
            #expect(login.json == .object([:]))
            let body: JSONValue = .object(["role": "member", "room": "a", "participantName": "b"])
            let token = try await caller.call(.post, "\(caller.address.adminControl)/proconf-token", body)
            #expect(token.status == 200)
            #expect(token.json["data"] == .string(""))
        }
    }

    @Test("hostile texts are in every text but identifiers and tokens")
    func hostile() async throws {
        try await withFaults("list=hostile*1", "list=invalid-utf8*1", "guest=hostile") { caller, token in
            guard case .array(let records) = try await list(caller, token).json else {
                Issue.record("no list")
                return
            }
            for record in records {
                // Some forms of the record have numbers there.
                if case .string(let owner)? = record["owner"] ?? record["org"] {
                    for part in ["\u{1B}[2J", "\u{1B}]52;", "\u{1B}P", "\u{9B}", "\u{202E}", "\u{200B}"] {
                        #expect(owner.unicodeScalars.contains(part.unicodeScalars))
                    }
                }
                let id = try #require((record["id"] ?? record["sessionId"])?.text)
                #expect(id.allSatisfy { $0.isASCII && !$0.isWhitespace })
            }
            let invalid = try await list(caller, token)
            #expect(invalid.status == 200)
            #expect(String(validating: invalid.body, as: UTF8.self) == nil)
        }
    }

    @Test("a share of the calls is drawn from the seed: the same each time")
    func share() async throws {
        var outcomes: [[Int]] = []
        for _ in 0..<2 {
            try await withFaults("list=500%40") { caller, token in
                var statuses: [Int] = []
                for _ in 0..<40 { statuses.append(try await list(caller, token).status) }
                outcomes.append(statuses)
                #expect(caller.server.faults.reports.map(\.fired) == [statuses.count { $0 == 500 }])
            }
        }
        #expect(outcomes[0] == outcomes[1])
        #expect(Set(outcomes[0]) == [200, 500])
    }

    @Test("rules are taken in turn, counted, and taken away")
    func turns() async throws {
        try await withFaults("list=500*1", "all=403*1") { caller, token in
            let faults = caller.server.faults
            var statuses: [Int] = []
            for _ in 0..<3 { statuses.append(try await list(caller, token).status) }
            #expect(statuses == [500, 403, 200])
            #expect(faults.reports.map(\.rule) == ["list=500*1", "all=403*1"])
            #expect(faults.reports.map(\.fired) == [1, 1])
            let number = try faults.add("list=404")
            #expect(try await list(caller, token).status == 404)
            #expect(faults.clear(number) && !faults.clear(number))
            try faults.add("check-token=410")
            #expect(try await list(caller, token).status == 200)
            let check = "\(caller.address.v4h)/sessions?limit=1"
            #expect(try await caller.call(.get, check, token: token).status == 410)
            faults.clear()
            #expect(try await caller.call(.get, check, token: token).status == 200)
            #expect(faults.calls == [.login: 1, .list: 5, .checkToken: 2])
        }
    }
}

extension Data {
    /// What stands as the value of an identifier, without reading the document as a tree.
    fileprivate var identifiers: [String] {
        String(decoding: self, as: UTF8.self).split(separator: "\"").filter { $0.hasPrefix("copy-") }.map(String.init)
    }
}
