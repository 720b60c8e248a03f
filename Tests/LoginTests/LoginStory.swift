import Foundation
import Meetings
import Services
import Testing
import Transport

@testable import Login

/// What happens to a login, step by step.
///
/// Times are seconds since the log-in; tokens live 300 seconds.
struct LoginStory: CustomTestStringConvertible, Sendable {
    struct Step: Sendable {
        var second: Double
        var event: LoginMachine.Event
        var effects: [LoginMachine.Effect]
        var phase: LoginPhase

        init(_ second: Double, _ event: LoginMachine.Event, _ effects: [LoginMachine.Effect], _ phase: LoginPhase) {
            self.second = second
            self.event = event
            self.effects = effects
            self.phase = phase
        }
    }

    var title: String
    var steps: [Step]

    init(_ title: String, _ steps: Step...) {
        self.title = title
        self.steps = steps
    }

    var testDescription: String { title }

    static func date(_ second: Double) -> Date { Date(timeIntervalSince1970: 1_800_000_000 + second) }
}

extension TokenPair {
    /// The tokens `A<name>` and `R<name>`, made at a second of the story.
    static func made(_ name: Int, at second: Double, lives: Double = 300, refresh: Bool = true) -> TokenPair {
        TokenPair(
            access: .access(name),
            refresh: refresh ? .refresh(name) : nil,
            issued: LoginStory.date(second),
            expires: LoginStory.date(second + lives)
        )
    }
}

extension Secret {
    static func access(_ name: Int) -> Secret { Secret("A\(name)") }
    static func refresh(_ name: Int) -> Secret { Secret("R\(name)") }
}

extension LoginPhase {
    static func valid(_ second: Double) -> LoginPhase { .valid(until: LoginStory.date(second)) }
}

extension RefreshAttempt {
    static func number(_ number: Int, login: Int = 1) -> RefreshAttempt {
        RefreshAttempt(login: login, number: number)
    }
}

extension LoginMachine.Event {
    static func succeeds(_ number: Int, login: Int = 1, _ pair: TokenPair) -> Self {
        .refreshSucceeded(.number(number, login: login), pair)
    }

    static func fails(_ number: Int, login: Int = 1, _ error: ServiceError) -> Self {
        .refreshFailed(.number(number, login: login), error)
    }
}

extension LoginMachine.Effect {
    static func timer(_ second: Double) -> Self { .setTimer(LoginStory.date(second)) }

    static func start(_ number: Int, login: Int = 1, _ refresh: Int) -> Self {
        .startRefresh(.number(number, login: login), with: .refresh(refresh))
    }

    static func abandon(_ number: Int) -> Self { .abandonRefresh(.number(number)) }
    static func tell(_ access: Int) -> Self { .tellWaiters(.success(.access(access))) }
    static func tell(_ error: ServiceError) -> Self { .tellWaiters(.failure(error)) }
    static func give(_ access: Int) -> Self { .answer(.token(.access(access))) }
    static func give(_ error: ServiceError) -> Self { .answer(.error(error)) }
    static var wait: Self { .answer(.wait) }
}

extension ServiceError {
    private static let call = ServiceCall(purpose: "refresh the login", method: "POST", url: "http://127.0.0.1/auth")

    static let network = ServiceError.cancelled

    static let outOfReach = ServiceError.unreachable(call, .cannotConnect(to: "127.0.0.1:80", reason: "Refused"))

    static func status(_ status: Int, retryAfter: Double? = nil, words: SafeText = "") -> ServiceError {
        .refused(call, Refusal(status: status, words: words, retryAfter: retryAfter))
    }

    static func expired(_ cause: ServiceError) -> ServiceError {
        .loginEnded("the access token expired before it could be refreshed. \(cause.title)")
    }

    static let expiredAlone = ServiceError.loginEnded("the access token expired, and there is no refresh token.")
    static let refusedAlone = ServiceError.loginEnded(
        "the service refused the access token, and there is no refresh token."
    )
    static let revoked = ServiceError.status(401, words: "token revoked")
    static let endedByRevocation = ServiceError.loginEnded(
        "the service refused to refresh it (status 401): “token revoked”"
    )
}
