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
    func document() throws(ServiceError) -> JSONValue { try decode(JSONValue.self) }

    /// The body as a model.
    func decode<Model: Decodable>(_ type: Model.Type) throws(ServiceError) -> Model {
        do {
            let decoder = JSONDecoder()
            // Records that are alike are read faster when each knows what the one before was like.
            if let key = CodingUserInfoKey.recordShape { decoder.userInfo[key] = RecordShape() }
            return try decoder.decode(type, from: response.body)
        } catch let DecodingError.typeMismatch(_, context) {
            throw unreadable("is not of the expected shape" + place(of: context))
        } catch let DecodingError.keyNotFound(_, context) {
            throw unreadable("lacks a field" + place(of: context))
        } catch let DecodingError.valueNotFound(_, context) {
            throw unreadable("lacks a value" + place(of: context))
        } catch let DecodingError.dataCorrupted(context) where !context.codingPath.isEmpty {
            throw unreadable("\(context.debugDescription)\(place(of: context))")
        } catch {
            throw unreadable(whatItIs)
        }
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

    private func place(of context: DecodingError.Context) -> String {
        context.codingPath.isEmpty ? "" : " (at \(context.codingPath.map(\.stringValue).joined(separator: ".")))"
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
