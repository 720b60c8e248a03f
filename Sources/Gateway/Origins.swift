import HTTPTypes

/// The pages that may call from a browser (Fetch standard, "CORS protocol"): those of listed origins, and no others.
struct Origins: Sendable {
    private let listed: Set<String>

    init(_ listed: [String]) { self.listed = Set(listed) }

    /// Answers a browser that asks whether a page may call; nil where it may not, or nobody asks.
    func preflight(_ request: GatewayRequest, _ target: RequestTarget?) -> GatewayAnswer? {
        guard request.method == .options, isListed(request), let target,
            let wanted = request.fields[Origins.wantedMethod].flatMap({ HTTPRequest.Method($0) }),
            GatewayRoute.find(wanted, target) != nil
        else { return nil }
        var answer = GatewayAnswer(status: 204)
        answer.fields[.accessControlAllowMethods] = wanted.rawValue
        answer.fields[.accessControlAllowHeaders] = "Authorization, Content-Type"
        answer.fields[.accessControlMaxAge] = "600"
        return answer
    }

    /// Says in an answer that the page may read it.
    func admit(_ request: GatewayRequest, _ answer: inout GatewayAnswer) {
        guard !listed.isEmpty else { return }
        answer.fields[.vary] = "Origin"
        guard isListed(request), let origin = request.fields[.origin] else { return }
        answer.fields[.accessControlAllowOrigin] = origin
        answer.fields[.accessControlExposeHeaders] = "Retry-After, X-Request-Id"
    }

    private func isListed(_ request: GatewayRequest) -> Bool {
        request.fields[.origin].map(listed.contains) ?? false
    }

    private static let wantedMethod = HTTPField.Name.accessControlRequestMethod
}
