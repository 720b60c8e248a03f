extension TransportError: CustomStringConvertible {
    /// What happened, to what: one sentence.
    package var description: String {
        switch self {
        case .invalidRequest(let reason):
            "The request was not sent: \(reason)."
        case .cannotResolve(let host):
            "No address is known for the host \(host)."
        case .cannotConnect(let authority, let reason):
            "Cannot connect to \(authority): \(reason)."
        case .tlsFailed(let host, let check):
            "No trusted connection to \(host): \(check.words)."
        case .timedOut(let phase, let limit):
            switch phase {
            case .connecting: "No connection within \(limit.inSeconds)."
            case .waiting: "The server did not answer within \(limit.inSeconds)."
            case .receiving: "The answer was not complete within \(limit.inSeconds)."
            }
        case .responseTooLarge(let limit, _, _):
            "The answer is larger than the limit of \(limit) bytes."
        case .connectionLost(let reason):
            "The connection was lost before the answer was complete: \(reason)."
        case .cancelled(let beforeSending):
            beforeSending ? "The request was cancelled before it was sent." : "The request was cancelled."
        case .proxyFailed(let reason):
            "The proxy did not connect: \(reason)."
        case .other(let code, let words):
            "The transfer failed: \(words) (libcurl error \(code))."
        }
    }

    /// What the operator can do about it: one sentence.
    package var advice: String {
        switch self {
        case .invalidRequest:
            "Correct the service URL or the value named."
        case .cannotResolve:
            "Check the spelling of the service URL, the network and the name server."
        case .cannotConnect:
            "Check that the service runs at this host and port, and that no firewall is between."
        case .tlsFailed(_, let check):
            check.advice
        case .timedOut(.connecting, _):
            "Check the network and the port, then try again."
        case .timedOut, .connectionLost, .cancelled(beforeSending: false):
            "The request may have been carried out: look at the present state before you send it again."
        case .responseTooLarge:
            "Check that the service URL names the service itself; the request may have been carried out."
        case .cancelled:
            "Send it again if it is still wanted."
        case .proxyFailed:
            "Check http_proxy, HTTPS_PROXY, ALL_PROXY and NO_PROXY in the environment."
        case .other:
            "Look at the log; the request may have been carried out."
        }
    }
}

extension Duration {
    /// For a sentence, such as `30 s` or `0.25 s`.
    fileprivate var inSeconds: String {
        let seconds = self / .seconds(1)
        return seconds == seconds.rounded() ? "\(Int(seconds)) s" : "\(seconds) s"
    }
}
