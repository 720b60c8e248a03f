import Foundation
import HTTPTypes
import Meetings

/// What a gateway answers to one request.
struct GatewayAnswer: Sendable {
    var status: Int
    var contentType = "application/json"
    var fields = HTTPFields()
    var body: Data

    /// The fields of a page, which stand in the place of those that are for programs; nil for an answer to a program.
    var pageFields: [(name: String, value: String)]?

    /// Who asked, and for which room: what the log says of it.
    var user: String?
    var room: String?

    /// An answer without a body.
    init(status: Int) {
        self.status = status
        body = Data()
    }

    /// An answer that is no JSON.
    init(text: String, contentType: String) {
        status = 200
        self.contentType = contentType
        body = Data(text.utf8)
    }

    /// Data in its envelope (contract: "The envelope").
    init(data: JSONValue, status: Int = 200) {
        self.status = status
        body = GatewayAnswer.document(["error": .null, "data": data])
    }

    /// An error in its envelope.
    init(_ refusal: GatewayRefusal) {
        status = refusal.status
        body = GatewayAnswer.document([
            "error": ["code": .integer(Int64(refusal.status)), "message": .string(refusal.message)], "data": .null,
        ])
        // RFC 9110, section 11.6.1, demands it of every 401.
        if refusal == .unauthorized { fields[.wwwAuthenticate] = "Bearer" }
    }

    private static func document(_ value: JSONValue) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Encoding text, flags and finite numbers cannot fail, and JSON has no others.
        return (try? encoder.encode(value)) ?? Data(#"{"data":null,"error":null}"#.utf8)
    }
}
