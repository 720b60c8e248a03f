import Foundation
import HTTPTypes
import Meetings
import Transport

extension ServiceAnswer {
    /// The service's no, where it is one (contract: "Errors").
    ///
    /// - Parameter answers: Where the service says it.
    /// - Returns: The refusal, or nil where the answer is none.
    func refusal(_ answers: ServiceRequest.Answers) -> Refusal? {
        if answers == .enveloped, let error = envelopeError() {
            let ok = (200..<300).contains(status)
            return refusal(status: ok ? error.code ?? status : status, words: error.message)
        }
        switch status {
        case 200..<300: return nil
        case 300..<400: return refusal(status: status, words: redirection())
        default: return refusal(status: status, words: firstWords())
        }
    }

    /// The message of the body: a JSON `message` or `error`, a page's title, or the text as it is.
    func firstWords() -> SafeText {
        // Nobody reads more of an error, and a server may send megabytes.
        let head = response.body.prefix(ServiceAnswer.mostBytes)
        if let document = try? JSONReader.document(head),
            let message = ServiceAnswer.message(in: document)
        {
            return safe(message)
        }
        let text = String(decoding: head, as: UTF8.self)
        return safe(isHTML ? WebPage.words(of: text) : text)
    }

    /// Whether the body is a web page, as a proxy or a wrong address answers with.
    var isHTML: Bool {
        let type = response.head.headerFields[.contentType]?.lowercased() ?? ""
        let start = String(decoding: response.body.prefix(64), as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
        return type.hasPrefix("text/html") || start.hasPrefix("<!doctype") || start.hasPrefix("<html")
    }

    func safe(_ text: String) -> SafeText {
        // Redacted once more when it is clean: characters that are dropped may have stood within a token.
        let clean = SafeText(
            redaction(text).trimmingCharacters(in: .whitespacesAndNewlines), limit: ServiceAnswer.mostWords)
        return SafeText(redaction(clean.string))
    }

    private static let mostBytes = 1 << 16
    private static let mostWords = 300

    /// The text that a JSON error has for people.
    private static func message(in document: JSONValue) -> String? {
        switch document {
        case .string(let text): text
        case .object: message(inObject: document)
        case .array(let items): items.first.flatMap { message(in: $0) }
        case .null, .bool, .integer, .number: nil
        }
    }

    private static func message(inObject document: JSONValue) -> String? {
        for name in ["message", "error", "errors", "error_description", "detail", "title"] {
            if let member = document[name], let text = message(in: member), !text.isEmpty { return text }
        }
        return nil
    }

    /// The service's name for the request, where it gives one.
    var requestIdentifier: SafeText? {
        let fields = response.head.headerFields
        let identifier = [HTTPField.Name("X-Request-Id"), HTTPField.Name("X-Correlation-Id")]
            .lazy.compactMap { $0.flatMap { fields[$0] } }.first
        return identifier.map { SafeText(safe($0).string, limit: 128) }
    }

    private func refusal(status: Int, words: SafeText) -> Refusal {
        let fields = response.head.headerFields
        return Refusal(
            status: status,
            words: words,
            requestIdentifier: requestIdentifier,
            retryAfter: fields[.retryAfter].flatMap(secondsToWait)
        )
    }

    /// `Retry-After` is a number of seconds or an HTTP date (RFC 9110, section 10.2.3).
    private func secondsToWait(_ text: String) -> Double? {
        if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let seconds = Double(text) {
            return min(seconds, ServiceAnswer.longestWait)
        }
        // A date is the server's, so that it is held against the server's clock.
        let now = HTTPDate.date(response.head.headerFields[.date]) ?? response.receivedAt
        return HTTPDate.date(text).map { min(ServiceAnswer.longestWait, max(0, $0.timeIntervalSince(now))) }
    }

    /// No server is obeyed that would have an operator wait for more than a day.
    private static let longestWait = 86_400.0

    /// Where a redirection points: the origin only, since the rest may hold a token.
    private func redirection() -> SafeText {
        guard let location = response.head.headerFields[.location] else { return "It does not say where." }
        guard let parts = URLComponents(string: location), let scheme = parts.scheme, let host = parts.encodedHost
        else { return "It points elsewhere on the same host." }
        return safe("It points to \(scheme)://\(host)\(parts.port.map { ":\($0)" } ?? "").")
    }
}
