import Foundation
import Login

extension ConsoleState {
    /// Tells, once each, of logins that are about to end and that nothing renews.
    mutating func warnOfEndingLogins() -> [Effect] {
        var effects: [Effect] = []
        for service in ServiceKind.allCases {
            guard let due = session[service].warningDue, due <= now else { continue }
            session[service].warningDue = nil
            guard session[service].isUsable, case .valid(let until) = session[service].standing, until > now else {
                continue
            }
            let left = TimeText(now: now, timeZone: timeZone).left(until: until)
            say(
                .warning, "The \(service.title) login ends in \(left), and nothing renews it.",
                advice: "\(press(.logOut)) and log in again when it suits you.")
            effects += callForLastMessage()
        }
        return effects
    }
}

extension LoginState {
    /// How long before its end an operator wants to know, in seconds, of a login that lasts long enough.
    private static let notice = 300.0

    /// Plans the warning for a login that begins now, or has got another end.
    ///
    /// - Parameter now: The time.
    mutating func noteSpan(at now: Date) {
        warningDue = nil
        guard needsLogin, !isAutomatic, !status.hasRefreshToken, let until = status.until else { return }
        warningDue = until - min(LoginState.notice, until.timeIntervalSince(now) / 4)
    }
}
