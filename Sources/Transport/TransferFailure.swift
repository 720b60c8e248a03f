import CCurl
import Foundation

/// What is known about a transfer that failed, and the error it amounts to.
struct TransferFailure {
    var code: CURLcode
    /// libcurl's own.
    var words: String
    var request: PreparedRequest
    var connectTimeout: Duration
    /// Whether a byte of the request may have left this machine.
    var mayHaveBeenSent: Bool
    var answerHasBegun: Bool
    /// The status a proxy answered CONNECT with, or 0.
    var proxyStatus = 0
    /// OpenSSL's `X509_V_` code.
    var verifyResult = 0
    /// The `errno` of a connection that failed, or 0.
    var systemError = 0

    /// The error for an operator.
    var error: TransportError {
        if proxyStatus != 0, !(200...299).contains(proxyStatus) {
            return .proxyFailed(reason: "it answers CONNECT with status \(proxyStatus)")
        }
        return switch code {
        case CURLE_URL_MALFORMAT:
            .invalidRequest(reason: "its URL is malformed")
        case CURLE_COULDNT_RESOLVE_HOST:
            .cannotResolve(host: request.host)
        case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY:
            .proxyFailed(reason: words)
        case CURLE_COULDNT_CONNECT:
            // Something was sent where libcurl repeated an idempotent request whose connection had broken.
            mayHaveBeenSent ? .connectionLost(reason: reason) : cannotConnect
        case CURLE_SSL_CACERT_BADFILE:
            .tlsFailed(host: request.host, check: .unusableAuthorityFile(words))
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_INVALIDCERTSTATUS:
            .tlsFailed(host: request.host, check: CertificateCheck(verifyResult: verifyResult, otherwise: words))
        case CURLE_OPERATION_TIMEDOUT:
            timedOut
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_HTTP2,
            CURLE_HTTP2_STREAM, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING, CURLE_UNSUPPORTED_PROTOCOL:
            mayHaveBeenSent ? .connectionLost(reason: reason) : cannotConnect
        case CURLE_SEND_FAIL_REWIND, CURLE_ABORTED_BY_CALLBACK:
            // libcurl would have sent it again.
            .connectionLost(reason: "it broke before the answer")
        default:
            .other(code: Int(code.rawValue), words: words)
        }
    }

    private var cannotConnect: TransportError {
        namesAnotherHost ? .proxyFailed(reason: words) : .cannotConnect(to: request.authority, reason: reason)
    }

    /// Whether it was not the host asked for that could not be reached: a proxy, then.
    private var namesAnotherHost: Bool {
        guard let match = words.firstMatch(of: /^Failed to connect to (\S+) port/) else { return false }
        // libcurl may name an internationalised host by its encoded name.
        return match.1.lowercased() != request.host.lowercased() && request.host.utf8.allSatisfy { $0 < 0x80 }
    }

    /// The system's words where it has any, such as `Connection refused`, else libcurl's.
    private var reason: String {
        systemError == 0 ? words : String(cString: strerror(Int32(truncatingIfNeeded: systemError)))
    }

    private var timedOut: TransportError {
        if answerHasBegun {
            .timedOut(phase: .receiving, after: request.timeout)
        } else if mayHaveBeenSent {
            .timedOut(phase: .waiting, after: request.timeout)
        } else {
            .timedOut(phase: .connecting, after: min(connectTimeout, request.timeout))
        }
    }
}
