package import Foundation
package import HTTPTypes

/// A server's whole answer to one request.
package struct TransportResponse: Sendable {
    /// Status and header fields, as the server sent them: `Content-Encoding` stays although ``body`` is decoded.
    package var head: HTTPResponse

    /// The body, decoded; empty where there is none.
    package var body: Data

    /// The time from leaving the queue for a connection to the last byte, by the wall clock.
    package var duration: Duration

    /// When the last byte came.
    package var receivedAt: Date

    package init(head: HTTPResponse, body: Data, duration: Duration, receivedAt: Date) {
        self.head = head
        self.body = body
        self.duration = duration
        self.receivedAt = receivedAt
    }
}
