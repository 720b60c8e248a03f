import Foundation
import Meetings
import Transport

/// ProCONF's wrapping of every answer: `{"error": …, "data": …}` (contract: "The envelope").
enum Envelope {
    /// Real application servers wrap what Admin Control has wrapped already, and a client library may wrap once more.
    static let mostLayers = 3

    /// What an envelope's `error` says.
    struct Failure: Hashable {
        /// The status, where the code is one.
        var code: Int?
        var message: String
    }

    /// Takes layers off until the payload is of the expected type.
    ///
    /// - Parameters:
    ///   - document: The whole answer.
    ///   - expected: Gives the payload where it is one, otherwise nil.
    /// - Returns: The payload, or nil where no layer held one.
    static func payload<Payload>(of document: JSONValue, _ expected: (JSONValue) -> Payload?) -> Payload? {
        var layer = document
        for _ in 0...mostLayers {
            if let payload = expected(layer) { return payload }
            guard let inner = layer["data"] else { return nil }
            layer = inner
        }
        return nil
    }

    /// The error in any of the layers, or nil where there is none.
    static func failure(in document: JSONValue) -> Failure? {
        var layer = document
        for _ in 0...mostLayers {
            if let failure = failure(ofLayer: layer) { return failure }
            guard let inner = layer["data"] else { return nil }
            layer = inner
        }
        return nil
    }

    private static func failure(ofLayer layer: JSONValue) -> Failure? {
        switch layer["error"] {
        case .string(let message) where !message.isEmpty: Failure(code: nil, message: message)
        case .object(let error):
            Failure(
                code: error["code"]?.text.flatMap { Int($0) }.flatMap { (300..<600).contains($0) ? $0 : nil },
                message: error["message"]?.text ?? error["code"]?.text ?? ""
            )
        default: nil
        }
    }
}

extension ServiceAnswer {
    /// The error of the envelope, where the body is one that holds an error.
    func envelopeError() -> (code: Int?, message: SafeText)? {
        guard let document = try? JSONReader.document(response.body),
            let failure = Envelope.failure(in: document)
        else { return nil }
        return (failure.code, safe(failure.message))
    }

    /// The payload of an enveloped answer.
    ///
    /// - Parameters:
    ///   - name: What is expected, for the error: "a token".
    ///   - expected: Gives the payload where it is one, otherwise nil.
    /// - Returns: The payload.
    /// - Throws: `ServiceError.unreadable` where no layer of the envelope holds one.
    func payload<Payload>(_ name: String, _ expected: (JSONValue) -> Payload?) throws(ServiceError) -> Payload {
        guard let payload = Envelope.payload(of: try document(), expected) else {
            throw unreadable("holds no \(name)")
        }
        return payload
    }
}
