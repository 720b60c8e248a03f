/// Whom a route lets in.
enum RouteAccess: Sendable {
    /// Anyone.
    case everyone

    /// Only who shows a valid access token.
    case bearer

    /// Anyone but who shows a token that is not valid.
    case bearerWhereShown
}

/// One call of a contract.
struct SandboxRoute: Sendable {
    typealias Answering =
        @Sendable (_ request: SandboxRequest, _ parameters: [String], _ caller: String) async throws(SandboxRefusal) ->
        SandboxAnswer

    private let names: [SandboxRouteName]
    let method: String

    /// The segments below the dialect's base; nil stands for any one segment.
    private(set) var pattern: [String?]

    let access: RouteAccess
    let answer: Answering

    /// Declares a call.
    ///
    /// - Parameters:
    ///   - names: What it is called; more than one where the path serves several purposes.
    ///   - method: The HTTP method.
    ///   - path: The path below the dialect's base, such as `sessions/:/join`; `:` takes any one segment.
    ///   - access: Whom it lets in.
    ///   - answer: Answers it, given the segments that `:` took and the caller's user name.
    init(
        _ names: [SandboxRouteName],
        _ method: String,
        _ path: String,
        access: RouteAccess = .bearer,
        answer: @escaping Answering
    ) {
        self.names = names
        self.method = method
        self.pattern = path.split(separator: "/").map { $0 == ":" ? nil : String($0) }
        self.access = access
        self.answer = answer
    }

    /// What a call is called: a list of one is how a token is checked.
    func names(of request: SandboxRequest) -> [SandboxRouteName] {
        names == [.list] && request.query["limit"] == "1" ? [.checkToken] : names
    }

    /// The same call one segment further down.
    func below(_ segment: String) -> SandboxRoute {
        var moved = self
        moved.pattern.insert(segment, at: 0)
        return moved
    }

    /// The segments that stand where the pattern has `:`, or nil where the path is another.
    func parameters(of path: ArraySlice<String>) -> [String]? {
        guard path.count == pattern.count else { return nil }
        var taken: [String] = []
        for (segment, expected) in zip(path, pattern) {
            if let expected {
                guard segment == expected else { return nil }
            } else {
                taken.append(segment)
            }
        }
        return taken
    }
}
