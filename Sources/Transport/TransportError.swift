package import Foundation

/// Why a request brought no answer.
///
/// `description` is a sentence that says what happened to what, `advice` what an operator can do about it.
package enum TransportError: Error, Sendable, Hashable {
    /// What a transfer was doing when its time ran out.
    package enum Phase: String, Sendable {
        /// Finding the server, connecting, or agreeing on TLS: nothing of the request had been sent.
        case connecting
        /// Sending the request, or waiting for the answer to begin.
        case waiting
        /// Receiving the answer.
        case receiving
    }

    /// The request cannot be put on the wire as it is.
    case invalidRequest(reason: String)

    /// No address is known for the host name.
    case cannotResolve(host: String)

    /// No connection came about. `to` is the authority asked for, such as `127.0.0.1:8080`.
    case cannotConnect(to: String, reason: String)

    /// No trusted TLS connection came about. `check` is the check that failed.
    case tlsFailed(host: String, check: CertificateCheck)

    /// The time allowed, `after`, ran out.
    case timedOut(phase: Phase, after: Duration)

    /// The answer is larger than `limit` bytes.
    ///
    /// `status` is nil where its head was not complete; `beginning` holds the first bytes of its body.
    case responseTooLarge(limit: Int, status: Int?, beginning: Data)

    /// The connection broke, or what came over it was not HTTP.
    case connectionLost(reason: String)

    /// The calling task was cancelled or the transport closed; `beforeSending` if nothing of the request had been sent.
    case cancelled(beforeSending: Bool)

    /// The proxy named by the environment cannot be reached or refuses to connect.
    case proxyFailed(reason: String)

    /// Anything else: libcurl's number (`CURLcode`) and words.
    case other(code: Int, words: String)

    /// Cancelled at a time when the request may already have been sent.
    package static var cancelled: TransportError { .cancelled(beforeSending: false) }

    /// Whether the server may have got the request and acted on it.
    ///
    /// False only where it is certain that no byte of the request reached the server.
    package var mayHaveBeenCarriedOut: Bool {
        switch self {
        case .invalidRequest, .cannotResolve, .cannotConnect, .tlsFailed, .proxyFailed: false
        case .timedOut(let phase, _): phase != .connecting
        case .cancelled(let beforeSending): !beforeSending
        case .responseTooLarge, .connectionLost, .other: true
        }
    }
}
