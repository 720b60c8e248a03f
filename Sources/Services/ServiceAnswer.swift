import Foundation
import HTTPTypes
import Meetings
import Transport

/// What a service answered, and to what.
struct ServiceAnswer: Sendable {
    let call: ServiceCall
    let response: TransportResponse

    /// Keeps what must not be shown out of what is.
    let redaction: Redaction

    init(call: ServiceCall, response: TransportResponse, redaction: Redaction) {
        self.call = call
        self.response = response
        self.redaction = redaction
    }

    /// An answer of which only the beginning was taken, since it was too large.
    init(call: ServiceCall, status: Int, beginning: Data, redaction: Redaction) {
        let head = HTTPResponse(status: .init(code: status))
        self.init(
            call: call,
            response: TransportResponse(head: head, body: beginning, duration: .zero, receivedAt: Date()),
            redaction: redaction)
    }

    var status: Int { response.head.status.code }

    /// Why a web page cannot be used: a proxy or a captive portal stands in between, or the address is wrong.
    static let isWebPage = "is a web page, not JSON"

    /// Why a part of a document cannot be used: the service, or something on the way, has cut it off.
    static let endsTooEarly = "ends too early"

    /// The body as a JSON document.
    func document() throws(ServiceError) -> JSONValue {
        do {
            return try JSONReader.document(response.body)
        } catch {
            throw notJSON
        }
    }

    /// Reads the body as a list, one entry at a time.
    ///
    /// - Parameter take: Is given each entry in turn.
    /// - Throws: `ServiceError.unreadable` where the body is no list; some of it may have been given then.
    func elements(_ take: (JSONValue) -> Void) throws(ServiceError) {
        do {
            if try JSONReader.elements(of: response.body, take) { return }
        } catch {
            throw notJSON
        }
        throw unreadable("is not of the expected shape")
    }

    private var notJSON: ServiceError {
        unreadable(whatItIs)
    }

    /// The error for an answer that cannot be used; the reason is the end of "the answer (status 200) …".
    func unreadable(_ reason: String) -> ServiceError {
        .unreadable(call, status: status, firstWords: firstWords(), reason: SafeText(reason, limit: 200).string)
    }

    /// What a body is that is no JSON.
    private var whatItIs: String {
        if response.body.isEmpty { return "is empty" }
        if isHTML { return ServiceAnswer.isWebPage }
        return response.body.endsInsideDocument ? ServiceAnswer.endsTooEarly : "is not JSON"
    }

    /// The error for an address that must not be used; nothing of it can be copied or opened.
    func unsafeAddress(_ address: String, _ flaw: WebAddress.Flaw) -> ServiceError {
        // What comes behind the path may hold a token.
        let shown = address.prefix { $0 != "?" && $0 != "#" }
        return .unsafeAddress(call, address: safe(String(shown)), reason: flaw.words)
    }
}

extension Data {
    /// Whether it begins as an object or an array of JSON does, and ends before that is closed.
    fileprivate var endsInsideDocument: Bool {
        guard let first = first(where: { !" \t\r\n".utf8.contains($0) }), "[{".utf8.contains(first) else {
            return false
        }
        var depth = 0
        var (isInText, isEscaped) = (false, false)
        for byte in self {
            if isEscaped {
                isEscaped = false
            } else if isInText {
                isEscaped = byte == UInt8(ascii: "\\")
                isInText = byte != UInt8(ascii: "\"")
            } else {
                switch byte {
                case UInt8(ascii: "\""): isInText = true
                case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
                case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
                default: break
                }
            }
        }
        return depth > 0 || isInText
    }
}
