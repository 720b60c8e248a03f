package import Foundation

/// How a sandbox is set up.
package struct SandboxConfiguration: Sendable {
    /// The port on 127.0.0.1; 0 lets the system choose a free one.
    package var port: UInt16

    /// How many conferences it begins with.
    package var conferences: Int

    /// How long an access token is good for.
    package var tokenLifetime: Duration

    /// How long a refresh token is good for, unless it is used before.
    package var refreshLifetime: Duration

    /// Who can log in.
    package var user: String

    /// The password of `user`, and of the participant who owns nothing (``participant``).
    package var password: String

    /// The names that records carry.
    package var vocabulary: RecordVocabulary

    /// How long after the end of a conference its recording and evidence are there.
    package var recordingDelay: Duration

    /// The server's clock: it rules the tokens, the states' times and the `Date` header.
    package var clock: @Sendable () -> Date

    /// What stands in front of all routes and their faults, such as what notes the calls.
    package var middleware: SandboxMiddleware

    /// The faults it begins with.
    package var faults: [FaultRule] = []

    /// What the lots of faults that befall a share of the calls are drawn from.
    package var faultSeed: UInt64 = 1

    /// What the meetings in its rooms are like.
    package var meeting = MeetingConfiguration()

    /// The port on 127.0.0.1 where it is controlled, 0 for a free one; nil for no control.
    package var controlPort: UInt16?

    /// Sets a sandbox up; every value has a default that suits a demonstration.
    package init(
        port: UInt16 = 0,
        conferences: Int = 40,
        tokenLifetime: Duration = .seconds(300),
        refreshLifetime: Duration = .seconds(86_400),
        user: String = "operator",
        password: String = "demonstration",
        vocabulary: RecordVocabulary = .mixed,
        recordingDelay: Duration = .zero,
        clock: @escaping @Sendable () -> Date = { Date.now },
        middleware: @escaping SandboxMiddleware = { request, next in await next(request) }
    ) {
        self.port = port
        self.conferences = conferences
        self.tokenLifetime = tokenLifetime
        self.refreshLifetime = refreshLifetime
        self.user = user
        self.password = password
        self.vocabulary = vocabulary
        self.recordingDelay = recordingDelay
        self.clock = clock
        self.middleware = middleware
    }

    /// The second account, with the same password: a participant who belongs to no organisation and owns no conference,
    /// so that what an owner may and others may not can be tried.
    package static let participant = "participant"
}

/// Which names and forms a sandbox gives the fields of its records (contract: "the conference record").
package enum RecordVocabulary: String, Sendable, CaseIterable {
    /// The names of the seed alone: `sessionId`, `owner`, `created`, `ended`, `state` and the evidence.
    case seed

    /// The names of the shipped JavaScript clients, with those of the seed that they have no name for.
    case client

    /// Each record in one of the forms the contract allows: all that is known, under varying names, identifiers as text
    /// or integers, times as text or numbers.
    case mixed
}

/// Where a running sandbox is found, and how to log in there.
package struct SandboxAddress: Hashable, Sendable {
    /// The base of the classic dialect of V4H.
    package var v4h: URL

    /// Scheme, host and port: from here the `session-manager-v1` dialect is found (`/api/auth/org/`, `/api/v1`).
    package var origin: URL

    /// The ProCONF application server.
    package var proconf: URL

    /// The ProCONF Admin Control.
    package var adminControl: URL

    package var user: String
    package var password: String

    /// The host of the meeting pages: `127.0.0.1:PORT`.
    package var domain: String

    /// Where faults and outages are ordered, or nil where that was not asked for.
    package var control: URL?
}
