package import Foundation
package import Stage

/// How a gateway is set up.
package struct GatewayConfiguration: Hashable, Sendable {
    /// The address to listen on, in numbers.
    package var address = "127.0.0.1"

    /// The port to listen on; 0 lets the system choose a free one.
    package var port: UInt16 = 8787

    /// Admin Control, such as `https://admin.example.com/api`.
    package var adminControl: URL

    /// Below which address the summaries lie that Admin Control names; nil where they are not fetched.
    package var objectStore: URL?

    /// A file of PEM certificates to trust besides those of the system.
    package var certificateAuthorityFile: String?

    /// The roles that Admin Control knows.
    package var roles = ["owner", "member"]

    /// The role of who joins by name only.
    package var memberRole = "member"

    /// The origins whose pages may call, such as `https://app.example.com`; none is the rule.
    package var origins: [String] = []

    /// Who is believed when it says whom it calls for (`X-Forwarded-For`).
    package var trustedProxies: [AddressRange] = []

    /// Who may read `/metrics`.
    package var metricsReaders = [AddressRange.loopback4, .loopback6]

    /// How long Admin Control has for one answer.
    package var upstreamTimeout = Duration.seconds(10)

    /// How long what Admin Control says of its features is told again without asking.
    package var featuresLifetime = Duration.seconds(10)

    /// How long an access token is good for.
    package var accessLifetime = Duration.seconds(600)

    /// How long a login lasts that is not renewed.
    package var refreshLifetime = Duration.seconds(12 * 3600)

    /// How long a login lasts at most, however often it is renewed.
    package var loginLifetime = Duration.seconds(7 * 86_400)

    /// Where browsers reach the gateway, such as `https://gateway.example.com`; nil where it carries no stages.
    package var publicOrigin: MeetingOrigin?

    /// The deployments whose meetings may be opened on stages, such as `https://meet.example.com`; none is for all that
    /// are reached by https.
    package var meetingOrigins: Set<MeetingOrigin> = []

    package var stageLimits = RelayLimits()
    package var limits = ConnectionLimits()
    package var signInLimits = SignInLimits()

    /// Sets a gateway up; all but Admin Control has a default.
    package init(adminControl: URL) { self.adminControl = adminControl }
}

/// What stages may take.
package struct RelayLimits: Hashable, Sendable {
    /// The most stages of one user, and of all.
    package var stagesPerUser = 4
    package var stages = 256

    /// The most bytes of what a stage's pages have said and its console has not taken.
    package var waitingBytes = 4 << 20

    /// The bytes of texts after which an answer is long enough.
    package var answerBytes = 512 << 10

    /// How long a console that asks for what has arrived is kept waiting where nothing has.
    package var pollTime = Duration.seconds(25)

    /// How long a stage lives whose console does not call.
    package var silence = Duration.seconds(120)

    /// The most bytes of a body with messages for pages.
    package var messageBytes = 256 << 10

    package init() {}
}

/// What a connection may take.
package struct ConnectionLimits: Hashable, Sendable {
    /// The most bytes of a request's body.
    package var bodyBytes = 16 << 10

    /// The most bytes of a request's head.
    package var headBytes = 16 << 10

    /// How long a request may take to come in, from its first byte.
    package var requestTime = Duration.seconds(10)

    /// How long a connection may be silent between requests.
    package var idleTime = Duration.seconds(75)

    /// How long an answer may take to be taken.
    package var answerTime = Duration.seconds(30)

    /// The most connections at once.
    package var connections = 4096

    /// The most connections at once from one address that is no trusted proxy.
    package var connectionsPerAddress = 256

    /// How long a gateway that is asked to end waits for what is under way.
    package var drainTime = Duration.seconds(15)

    /// How long an idle connection stays open once the gateway is to end: a request may be on its way.
    package var lastWords = Duration.seconds(1)

    package init() {}
}

/// How often somebody may try to sign in.
package struct SignInLimits: Hashable, Sendable {
    /// The tries in a row that one address has, and in how many seconds it gets one back.
    package var triesPerAddress = 20
    package var addressRecovery: TimeInterval = 6

    /// The failures in a row that one user has from one network, and in how many seconds one is forgotten; from all
    /// networks together it is four times as many, in a quarter of the time.
    package var failuresPerUser = 8
    package var userRecovery: TimeInterval = 30

    package init() {}
}
