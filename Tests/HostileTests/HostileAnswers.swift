import Foundation
import Meetings
import TestSupport

/// The answers of a server that speaks both contracts and means harm.
///
/// Every answer has every member that the contracts name, and each of its texts is made of attacks.
struct HostileAnswers: Sendable {
    /// How the server behaves just now.
    enum Manners: Hashable, Sendable {
        /// It answers what is asked; the links lead to a meeting.
        case obliging

        /// As above, but the links are to harm whoever opens them.
        case luring

        /// It says no, in every way there is.
        case refusing

        /// It answers with something else than was asked.
        case raving

        /// It answers what is asked without harming anybody: what a terminal is sent then, it may always be sent.
        case harmless
    }

    struct Answer {
        var status = 200
        var headers: [String: String] = ["Content-Type": "application/json"]
        var body: Data
    }

    private var texts: HostileText
    var manners: Manners

    init(seed: UInt64, manners: Manners) {
        texts = HostileText(seed: seed)
        self.manners = manners
    }

    /// The answer to a request.
    mutating func answer(method: String, path: String) -> Answer {
        switch manners {
        case .refusing where !isSigningIn(path): return refusal()
        case .raving where !isSigningIn(path): return nonsense()
        default:
            var answer = Answer(headers: headers(), body: bytes(of: document(for: path, isReading: method == "GET")))
            // By a clock of the year 9999 the token has ended before it was made.
            if isSigningIn(path) { answer.headers["Date"] = nil }
            return answer
        }
    }

    /// Without a login nothing of the console is to be seen.
    private func isSigningIn(_ path: String) -> Bool {
        path.hasSuffix("/auth") || path.contains("/auth/") && !path.hasSuffix("joinmember")
    }
}

extension HostileAnswers {
    private mutating func text() -> String {
        guard manners != .harmless else {
            return ["Ana", "Sala 7", "João", "uti"].randomElement(using: &texts.random) ?? ""
        }
        let text = texts.next(mostPieces: Int.random(in: 0...9, using: &texts.random) > 0 ? 6 : 60)
        // These stand for bytes that no encoder writes.
        return text + (["", "", "@bytes@", "@half@"].randomElement(using: &texts.random) ?? "")
    }

    private mutating func value() -> JSONValue {
        switch Int.random(in: 0...9, using: &texts.random) {
        case 0: .array([.string(text()), .object([text(): .string(text())]), 7])
        case 1: .object([text(): .string(text()), "message": .string(text())])
        case 2: .integer(.random(in: .min ... .max, using: &texts.random))
        case 3: .number(Double.random(in: -1e300...1e300, using: &texts.random))
        default: .string(text())
        }
    }

    /// The document as bytes, with what no encoder writes in its places.
    private func bytes(of document: JSONValue) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        var data = (try? encoder.encode(document)) ?? Data()
        for (name, bytes) in [
            ("@bytes@", [0xFF, 0xC0, 0x9B, 0x9B, 0x31, 0x3B, 0x1B, 0x5D, 0x07, 0xED, 0xA0, 0x80] as [UInt8]),
            ("@half@", Array(#"\ud800\u001b]0;\udc00"#.utf8)),
        ] {
            var (result, rest) = (Data(), data[...])
            while let place = rest.range(of: Data(name.utf8)) {
                result += rest[..<place.lowerBound] + bytes
                rest = rest[place.upperBound...]
            }
            data = result + rest
        }
        return data
    }

    private mutating func headers() -> [String: String] {
        guard manners != .harmless else { return ["Content-Type": "application/json"] }
        return [
            "Content-Type": "application/json; charset=" + field(), "X-Request-Id": field(),
            "X-Correlation-Id": field(),
            "Retry-After": ["7", "1e300", field()].randomElement(using: &texts.random) ?? "",
            "Location": ["https://" + field(), "https://a.example/" + field(), field()].randomElement(
                using: &texts.random) ?? "",
            "Date": ["Fri, 31 Dec 9999 23:59:59 GMT", field()].randomElement(using: &texts.random) ?? "",
            "WWW-Authenticate": field(), "X-" + String(UInt16.random(in: 0...9, using: &texts.random)): field(),
        ]
    }

    /// A text that can stand in a header field: anything but what would end the line.
    private mutating func field() -> String {
        String(text().unicodeScalars.filter { ![0, 0x0A, 0x0D].contains($0.value) }.prefix(200).map(Character.init))
    }
}

extension HostileAnswers {
    private mutating func refusal() -> Answer {
        let statuses = [300, 302, 307, 400, 403, 404, 405, 409, 410, 418, 422, 429, 500, 502, 503, 599]
        let body: JSONValue =
            switch Int.random(in: 0...5, using: &texts.random) {
            case 0: .object(["message": .string(text())])
            case 1: .object(["error": .string(text()), "status": value()])
            case 2: .object(["error": .object(["code": value(), "message": .string(text())]), "data": .null])
            case 3: .object(["errors": .array([.string(text())]), "detail": .string(text())])
            case 4: .string(text())
            default: .object([text(): value()])
            }
        var answer = Answer(
            status: statuses.randomElement(using: &texts.random) ?? 500, headers: headers(), body: bytes(of: body))
        if Int.random(in: 0...3, using: &texts.random) == 0 {
            let isPage = Bool.random(using: &texts.random)
            answer.headers["Content-Type"] = isPage ? "text/html" : "text/plain"
            answer.body = Data((isPage ? "<html><title>\(text())</title><p>\(text())" : text()).utf8)
        }
        return answer
    }

    private mutating func nonsense() -> Answer {
        let documents: [JSONValue] = [value(), .array([value()]), .object([text(): value()]), .null, .string(text())]
        var answer = Answer(headers: headers(), body: bytes(of: documents.randomElement(using: &texts.random) ?? .null))
        switch Int.random(in: 0...3, using: &texts.random) {
        case 0: answer.body = answer.body.prefix(answer.body.count / 2)
        case 1: answer.body = Data(text().utf8)
        default: break
        }
        return answer
    }
}

extension HostileAnswers {
    /// What is asked for, with all members of its contract.
    private mutating func document(for path: String, isReading: Bool) -> JSONValue {
        let words = path.split(separator: "?")[0].split(separator: "/").map(String.init)
        let last = words.last ?? ""
        switch last {
        case "sessions" where isReading, "orgs", "recordings": return .array((0..<24).map { record(number: $0) })
        case "callConfig", "configuration": return enveloped(.object(["features": .object(features())]))
        case "meetings":
            return enveloped(.array((0..<12).map { _ in meeting() }))
        case "proconfToken", "proconf-token", "joinmember": return enveloped(.string(token()))
        case "login": return enveloped(record(number: 7))
        default: break
        }
        for name in words.dropLast() + [last] {
            switch name {
            case "callStatus", "sessions-status":
                return enveloped(.object(["transcript_status": true, "recording_status": value()]))
            case "callCatchUp", "call-catchup": return enveloped(.string(text() + "\n" + text()))
            case "callSummary", "call-summary":
                guard Bool.random(using: &texts.random) else { return enveloped(.string(text())) }
                return enveloped(
                    .object([
                        "id": value(), "meeting_id": .string(text()), "room_name": .string(text()),
                        "file_url": .string(text()),
                    ]))
            default: continue
            }
        }
        return record(number: Int(last) ?? Int(words.dropLast().last ?? "") ?? 7)
    }

    private mutating func enveloped(_ payload: JSONValue) -> JSONValue {
        var document = payload
        for _ in 0..<Int.random(in: 1...2, using: &texts.random) {
            document = .object(["error": .null, "data": document])
        }
        return document
    }

    private mutating func features() -> [String: JSONValue] {
        Dictionary((0..<8).map { _ in (text(), .bool(true)) }) { first, _ in first }
    }

    private mutating func meeting() -> JSONValue {
        .object([
            "room_name": .string(text() + "r"), "unique_id": .string(text() + "u"), "created_at": value(),
            "destroyed_at": "2026-01-02T03:04:05.678Z", text(): value(),
        ])
    }

    /// A record, an organisation, a recording, a login and a meeting in one: whatever was asked for is in it.
    private mutating func record(number: Int) -> JSONValue {
        var members: [String: JSONValue] = [:]
        for name in [
            "name", "owner", "org", "orgId", "orgUnit", "ouId", "state", "status", "created", "firstJoin", "started",
            "ended", "endend", "finished", "urlStorage", "hash", "hashType", "DLTId", "DLTType", "joinPolicy",
            "listPolicy", "shortname", "alias",
            "fullname", "partId", "profile", "skin", "expires", "session_id", "uuid", "_id", text(), text(),
        ] { members[name] = value() }
        members["allowJoinOu"] = .array([.string(text()), 7])
        // Every third can be asked about by its number; the others have identifiers to harm with.
        let isPlain = number % 3 == 0 || manners == .harmless
        members[number % 2 == 0 ? "sessionId" : "id"] =
            isPlain || number == 7 ? .integer(Int64(number)) : .string("\(number)" + text())
        members["_id"] = .string(text() + "i")
        members["short"] = .string("room" + (number == 7 || isPlain ? "" : text()))
        let token = token()
        members["accessToken"] = .string(token)
        members["refreshToken"] = .string(text() + "r")
        members["sessionToken"] = .string(token)
        members["jwt"] = .string(token)
        members["url"] = .string(url(token))
        return .object(members)
    }

    private mutating func url(_ token: String) -> String {
        guard manners == .luring else { return "https://meet.example/room?jwt=\(token)" }
        let lures = [
            "javascript:\(text())", "http://evil.example/?jwt=\(token)", "https://meet.example@evil.example/\(token)",
            "https://meet.example/\u{1B}]52;c;UFdORUQ=\u{7}", "--\(HostileText.mark)",
            "https://meet.example/ \(text())",
            "file:///etc/passwd", "https://\(text())/", "https://а.example/", "$(touch \(HostileText.mark))",
        ]
        return lures.randomElement(using: &texts.random) ?? ""
    }

    /// A token whose claims are attacks.
    private mutating func token() -> String {
        let now = Date().timeIntervalSince1970
        let user: JSONValue = .object(["role": .string(text()), "name": .string(text()), text(): value()])
        let header: JSONValue = .object(["alg": .string(text()), "typ": value(), text(): value()])
        let payload: JSONValue = .object([
            "aud": .string(text()), "iss": .string(text()), "sub": value(), "room": .string(text()),
            "participantName": value(), "iat": .integer(Int64(now)), "nbf": value(), "exp": .integer(Int64(now) + 3600),
            "context": .object(["user": user, text(): value()]), text(): value(),
        ])
        let parts = [header, payload].map { part in
            bytes(of: part).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
                .replacing("=", with: "")
        }
        return parts.joined(separator: ".") + ".c2ln"
    }
}
