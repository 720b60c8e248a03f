import Foundation
import HTTPTypes
import Meetings
import Sandbox
import TestSupport
import Testing

@testable import Gateway

@Suite("Whatever is asked", .timeLimit(.minutes(10)))
struct GeneratedRequestTests {
    @Test("every answer to a generated request is one that is described", arguments: [1, 2, 3] as [UInt64])
    func answersAsDescribed(seed: UInt64) async throws {
        let gateway = try await RunningGateway()
        let described = Described()
        var requests = GeneratedRequests(
            seed: seed, tokens: try await [gateway.token(of: "ana"), gateway.token(of: "berta")])
        for number in 0..<800 {
            let request = requests.next()
            let answer = try await gateway.wire.say([request.bytes])
            let flaw = described.flaw(of: String(decoding: answer, as: UTF8.self), to: request)
            #expect(
                flaw == nil, "request \(number): \(String(decoding: request.bytes, as: UTF8.self).debugDescription)")
        }
        #expect(try await gateway.call(.get, "/healthz").status == 200)
        await gateway.stop()
    }

    @Test("what each body parameter must not be is refused by 400, whatever it is", arguments: GatewayRoute.allCases)
    func refusesParameters(route: GatewayRoute) async throws {
        guard !route.members.isEmpty else { return }
        let gateway = try await RunningGateway()
        let ana = try await gateway.token(of: "ana")
        let good = ["role": "member", "room": "team-a", "participantName": "Ana", "username": "ana", "password": "x"]
            .merging(["refreshToken": ana.reveal()]) { $1 }
        let long = "\"" + String(repeating: "a", count: 5000) + "\""
        let bad = [
            "null", "\"\"", "\"   \"", "7", "true", "[]", "{}", "[\"a\"]", #""a\u0000b""#, #""a\nb""#, #""\u001b[2J""#,
            #""\u202e""#, #""\ud800""#, long,
        ]
        for member in route.members {
            let fitting = ["password": ["\"   \"", #""\u202e""#], "refreshToken": [long]][member] ?? []
            var bodies = bad.filter { !fitting.contains($0) }.map { value in
                let members = route.members.map { "\"\($0)\":" + ($0 == member ? value : "\"\(good[$0] ?? "a")\"") }
                return "{\(members.joined(separator: ","))}"
            }
            let others = route.members.filter { $0 != member }.map { "\"\($0)\":\"\(good[$0] ?? "a")\"" }
            bodies.append("{" + others.joined(separator: ",") + "}")
            bodies.append("{" + (others + ["\"\(member)\":\"a\"", "\"\(member)\":\"a\""]).joined(separator: ",") + "}")
            for body in bodies {
                let answer = try await gateway.call(route.method, route.path, body, bearer: ana)
                #expect(answer.refusal == "400 Invalid body in request.", "\(route.path) \(body.prefix(200))")
            }
        }
        await gateway.stop()
    }

    @Test(
        "a body that is no JSON object is refused by 400",
        arguments: [
            "", "{", "null", "[]", "\"text\"", "{\"role\":}", "{'role':'a'}", "{\"a\":1}x", "{} {}", "\u{FEFF}{}",
            String(repeating: "[", count: 8000), String(repeating: "{\"a\":", count: 2000), "{\"a\":1e999}", "<xml/>",
        ])
    func refusesBodies(body: String) async throws {
        let gateway = try await RunningGateway()
        let ana = try await gateway.token(of: "ana")
        for route in GatewayRoute.allCases where !route.members.isEmpty {
            let answer = try await gateway.call(route.method, route.path, body, bearer: ana)
            #expect(answer.refusal == "400 Invalid body in request.", "\(route.path)")
        }
        await gateway.stop()
    }

    @Test(
        "a body that does not say that it is JSON is refused by 400",
        arguments: [
            "text/plain", "application/x-www-form-urlencoded", "application/jsonp", "multipart/form-data", "json",
        ])
    func refusesContentTypes(type: String) async throws {
        let gateway = try await RunningGateway()
        let body = #"{"username":"ana","password":"\#(RunningGateway.password)"}"#
        let answer = try await gateway.call(.post, "/auth/login", body, fields: [.contentType: type])
        #expect(answer.refusal == "400 Invalid body in request.")
        let good = try await gateway.call(
            .post, "/auth/login", body, fields: [.contentType: "Application/JSON; charset=utf-8"])
        #expect(good.status == 200)
        await gateway.stop()
    }
}

/// A request as bytes, and what it is if it is one.
struct GeneratedRequest {
    var bytes: [UInt8]
    var method: String
    var target: String
}

/// Requests that are nearly right, each in another way.
struct GeneratedRequests {
    private var random: SeededGenerator
    private let tokens: [Secret]

    init(seed: UInt64, tokens: [Secret]) {
        random = SeededGenerator(seed: seed)
        self.tokens = tokens
    }

    mutating func next() -> GeneratedRequest {
        let route = pick(GatewayRoute.allCases)
        let method =
            chance(0.85) ? route.method.rawValue : pick(["GET", "POST", "PUT", "HEAD", "DELETE", "OPTIONS", "BREW"])
        let target = target(of: route)
        var head = "\(method) \(target) HTTP/1.1\r\nHost: gateway.example\r\n"
        if chance(0.8) { head += "Authorization: \(authorization())\r\n" }
        if chance(0.1) { head += "\(pick(strangeFields))\r\n" }
        let body = body(of: route)
        if !body.isEmpty, chance(0.9) {
            head +=
                "Content-Type: \(chance(0.9) ? "application/json" : pick(["text/plain", "", "application/xml"]))\r\n"
        }
        var bytes: [UInt8]
        if chance(0.2) {
            bytes = Array((head + "Transfer-Encoding: chunked\r\n\r\n\(String(body.count, radix: 16))\r\n").utf8) + body
            bytes += body.isEmpty ? Array("\r\n".utf8) : Array("\r\n0\r\n\r\n".utf8)
        } else {
            let length = chance(0.95) ? body.count : body.count + random.next(in: -2...3)
            bytes = Array((head + (method == "GET" ? "" : "Content-Length: \(length)\r\n") + "\r\n").utf8)
            if method != "GET" { bytes += body }
        }
        if chance(0.05), !bytes.isEmpty {
            bytes[random.next(in: 0...bytes.count - 1)] = UInt8(random.next(in: 0...255))
        }
        if chance(0.03) { bytes.removeLast(random.next(in: 0...bytes.count - 1)) }
        return GeneratedRequest(bytes: bytes, method: method, target: target)
    }

    private mutating func target(of route: GatewayRoute) -> String {
        var target = route.path.replacing("{room}", with: pick(rooms)).replacing("{stage}", with: pick(rooms))
        if route == .status, chance(0.9) { target += "?\(pick(["roomName", "roomname", "x"]))=\(pick(rooms))" }
        if chance(0.05) { target += pick(["/", "/..", "?", "?a=b&a=c", "%", "#x", "//", "/%2e%2e/meetings", ";x"]) }
        return target
    }

    private mutating func authorization() -> String {
        if chance(0.8) { return "Bearer \(pick(tokens).reveal())" }
        return pick([
            "Bearer", "Bearer ", "Basic YTpi", "bearer a.b.c", "Bearer \(pick(tokens).reveal())x", "Bearer a b",
        ])
    }

    private mutating func body(of route: GatewayRoute) -> [UInt8] {
        if chance(0.05) { return (0..<random.next(in: 0...60)).map { _ in UInt8(random.next(in: 0...255)) } }
        var members = route.members.map { name in "\"\(name)\":\(chance(0.85) ? pick(goodValues) : pick(badValues))" }
        if chance(0.1), !members.isEmpty { members.removeLast() }
        if chance(0.1) { members.append("\"more\":\(pick(badValues))") }
        if chance(0.05), let first = members.first { members.append(first) }
        return Array("{\(members.joined(separator: ","))}".utf8)
    }

    private let rooms = [
        "team-a", "team-b", "board", "Board", "%20", "%00", "%2e%2e", "a%2fb", "%c0%af", "%e0%a4%b9", "a+b", "",
        "team-%F0%9F%98%80", String(repeating: "r", count: 300), "..", "%zz", "a%0d%0aX:%20y", "team-*",
    ]
    private let goodValues = [
        "\"member\"", "\"owner\"", "\"team-a\"", "\"board\"", "\"Ana\"", "\"ana\"", "\"हृदय\"", "\"a\\\"b\"",
    ]
    private let badValues = [
        "null", "\"\"", "1", "-0.5e3", "true", "[]", "{}", "\"\\u0000\"", "\"\\ud83d\"", "[[[[[[[[1]]]]]]]]", "",
        "\"\(String(repeating: "x", count: 2000))\"", "\"a\nb\"", "nul", "\"\\u202e\"",
    ]
    private let strangeFields = [
        "X-Forwarded-For: 1.2.3.4", "Expect: 100-continue", "Upgrade: h2c", "Connection: close", "Cookie: a=b",
        "Origin: https://evil.example", "Accept-Encoding: gzip", "Range: bytes=0-1", "Host: other", "X-A: \u{7F}",
        "Content-Encoding: gzip", "Transfer-Encoding: identity", "X-HTTP-Method-Override: DELETE", "TE: trailers",
    ]

    private mutating func pick<Item>(_ items: [Item]) -> Item { items[random.next(in: 0...items.count - 1)] }
    private mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &random) < share }
}

extension SeededGenerator {
    fileprivate mutating func next(in range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
}

/// What the OpenAPI description lets a gateway answer.
private struct Described {
    private let paths: [(segments: [Substring], operations: JSONValue)]

    init() {
        guard case .object(let members)? = OpenAPIDescription.document["paths"] else {
            paths = []
            return
        }
        paths = members.map { ($0.key.dropFirst().split(separator: "/"), $0.value) }
    }

    /// What is wrong with an answer; nil where it is as described.
    func flaw(of answer: String, to request: GeneratedRequest) -> String? {
        // What was cut off or broken in its length may leave nothing to answer.
        if answer.isEmpty { return nil }
        guard let head = answer.range(of: "\r\n\r\n"), answer.hasPrefix("HTTP/1.1 "),
            let status = Int(answer.dropFirst(9).prefix(3))
        else { return "is no answer: \(answer.prefix(200))" }
        if status == 100 { return flaw(of: String(answer[head.upperBound...]), to: request) }
        var statuses: Set<Int> = [400, 404]
        for path in paths where fits(path.segments, request.target) {
            guard case .object(let responses)? = path.operations[request.method.lowercased()]?["responses"] else {
                continue
            }
            statuses.formUnion(responses.keys.compactMap(Int.init))
        }
        guard statuses.contains(status) else { return "has status \(status), which is not described" }
        let body = answer[head.upperBound...]
        if request.method == "HEAD" {
            // What was sent behind it may be taken for another request, and answered.
            return body.isEmpty || body.hasPrefix("HTTP/1.1 ") || status == 400 ? nil : "has a body"
        }
        if status == 200, request.target.hasPrefix("/metrics") { return nil }
        // One that closes early may have been followed by another; only the first answer is looked at.
        return flaw(ofBody: String(body), status: status)
    }

    private func flaw(ofBody body: String, status: Int) -> String? {
        let first = body.components(separatedBy: "HTTP/1.1 ")[0]
        guard let document = try? JSONReader.strictDocument(Data(first.utf8)), case .object(let members) = document,
            Set(members.keys) == ["data", "error"]
        else { return "is no envelope: \(first.prefix(200))" }
        if status == 200 || status == 503 { return members["error"] == .null ? nil : "has an error" }
        let known: [GatewayRefusal] = [.invalidBody, .roomMissing, .unauthorized, .notFound, .failed]
        let isKnown = known.contains { refusal in
            members["error"] == ["code": .integer(Int64(status)), "message": .string(refusal.message)]
                && refusal.status == status
        }
        return isKnown && members["data"] == .null ? nil : "is not one of the errors: \(first.prefix(200))"
    }

    private func fits(_ segments: [Substring], _ target: String) -> Bool {
        let path = target.split(separator: "?", omittingEmptySubsequences: false)[0]
        let asked = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        return asked.count == segments.count && zip(asked, segments).allSatisfy { $1.hasPrefix("{") || $0 == $1 }
    }
}
