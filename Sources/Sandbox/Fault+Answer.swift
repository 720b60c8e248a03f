import Foundation

extension Fault {
    /// Answers a call that the fault befalls.
    ///
    /// - Parameters:
    ///   - request: The call.
    ///   - dialect: Whose words an error is put into.
    ///   - carryOut: Answers the call as it should be.
    /// - Returns: What the client gets.
    func answer(
        _ request: SandboxRequest,
        in dialect: some SandboxDialect,
        carryOut: () async -> SandboxAnswer
    ) async -> SandboxAnswer {
        switch self {
        case .refuse(let time): return SandboxAnswer(503, delivery: .refused(for: time))
        case .cut: return SandboxAnswer(503, delivery: .cut)
        case .silence: return SandboxAnswer(503, delivery: .silence)
        case .status(let status, let retryAfter): return refusal(status, retryAfter, in: dialect)
        case .redirect: return redirection(of: request)
        case .unauthorized(let delay):
            return await answer(after: delay) { refusal(401, nil, in: dialect) }
        case .slow(let delay):
            return await answer(after: delay, carryOut)
        default:
            var answer = await carryOut()
            distort(&answer)
            return answer
        }
    }

    private func answer(after delay: Duration, _ answer: () async -> SandboxAnswer) async -> SandboxAnswer {
        do {
            try await Task.sleep(for: delay)
        } catch {
            // The sandbox ends: nobody waits any more.
            return SandboxAnswer(503, delivery: .cut)
        }
        return await answer()
    }

    private func refusal(_ status: Int, _ retryAfter: Int?, in dialect: some SandboxDialect) -> SandboxAnswer {
        var answer: SandboxAnswer
        if status == 502 || status == 504 {
            answer = .webPage(status, "\(status) \(status == 502 ? "Bad Gateway" : "Gateway Timeout")")
        } else {
            answer = dialect.answer(SandboxRefusal(status, Fault.words[status] ?? "The sandbox was told to fail."))
        }
        // ProCONF's envelope knows few statuses; the fault is to be had as it was asked for.
        answer.status = status
        if status == 401 { answer.headers["WWW-Authenticate"] = "Bearer" }
        if let retryAfter { answer.headers["Retry-After"] = String(retryAfter) }
        return answer
    }

    private static let words = [
        400: "The sandbox was told to find the request wrong.",
        401: "The sandbox was told to find the token invalid.",
        403: "The sandbox was told to forbid this.",
        404: "The sandbox was told to find nothing.",
        409: "The sandbox was told to be in another state.",
        410: "The sandbox was told that it is gone.",
        429: "The sandbox was told to find the calls too many.",
        500: "The sandbox was told to fail.",
        503: "The sandbox was told to be out of service.",
    ]

    /// `localhost` is another origin than `127.0.0.1`, though the same server answers there (RFC 6454, section 5).
    private func redirection(of request: SandboxRequest) -> SandboxAnswer {
        let port = request.headers["host"]?.split(separator: ":").last.map { ":\($0)" } ?? ""
        let path = request.path.map(\.encoded).joined(separator: "/")
        let query = request.query.sorted { $0.key < $1.key }.map { "\($0.key.encoded)=\($0.value.encoded)" }
        let target = "http://localhost\(port)/\(path)" + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
        return SandboxAnswer(307, headers: ["Location": target])
    }

    /// Changes the right answer into the one the client gets.
    private func distort(_ answer: inout SandboxAnswer) {
        switch self {
        case .unanswered: answer.delivery = .cut
        case .reset: answer.delivery = .reset
        case .drip(let pause): answer.delivery = .drip(every: pause)
        case .huge(let megabytes): answer.delivery = .padded(by: megabytes * 1_000_000)
        case .date(let seconds): answer.clockError = TimeInterval(seconds)
        case .truncated: answer.body = answer.body.prefix(answer.body.count / 2)
        case .wrongType: answer.headers["Content-Type"] = "text/html; charset=utf-8"
        case .webPage: answer = .webPage(200, "Welcome to the guest network")
        case .wrongJSON:
            let isArray = answer.body.first == UInt8(ascii: "[")
            answer = .json {
                isArray ? $0.object { $0.member("greeting", "hello") } : $0.array(["hello"]) { $0.string($1) }
            }
        case .noToken: answer.rewrite { $0.withoutTokens }
        case .duplicates: answer.rewrite { $0.withEveryRecord(times: 2) }
        case .many(let count): answer.multiplyRecords(to: count)
        case .hostile: answer.rewrite { $0.withEveryText { HostileText.around($0) } }
        case .invalidUTF8:
            answer.rewrite { $0.withEveryText { HostileText.marker + $0 + HostileText.marker } }
            answer.body.replace(Data(HostileText.marker.utf8), with: HostileText.invalidBytes)
        case .refuse, .cut, .silence, .status, .unauthorized, .redirect, .slow: break
        }
    }
}

extension SandboxAnswer {
    /// A page as a proxy or a network's login writes it.
    fileprivate static func webPage(_ status: Int, _ title: String) -> SandboxAnswer {
        .text(
            status,
            type: "text/html; charset=utf-8",
            """
            <!doctype html>
            <html><head><title>\(title)</title></head>
            <body><center><h1>\(title)</h1></center><hr></body></html>

            """
        )
    }
}

extension String {
    fileprivate var encoded: String { addingPercentEncoding(withAllowedCharacters: .unreserved) ?? "" }
}

extension Data {
    fileprivate mutating func replace(_ marker: Data, with bytes: Data) {
        var result = Data()
        var rest = self[...]
        while let found = rest.range(of: marker) {
            result += rest[..<found.lowerBound]
            result += bytes
            rest = rest[found.upperBound...]
        }
        self = result + rest
    }
}
