package import Foundation
import Login
package import Meetings
import Services

/// The Session pane: one login a service, each with its form.
package struct SessionState: Sendable {
    private var logins: [ServiceKind: LoginState]

    package init(profile: ProfileState) {
        logins = [
            .v4h: LoginState(
                form: FormState(
                    lines: [
                        .init(.user, label: "User", text: profile.users[.v4h] ?? ""),
                        .init(.password, label: "Password", isSecret: true),
                        .init(.accessToken, label: "or token", isSecret: true, placeholder: "an access token"),
                    ],
                    button: "Log in"),
                needsLogin: true),
            .proconf: LoginState(
                form: FormState(
                    lines: [
                        .init(.user, label: "User", text: profile.users[.proconf] ?? ""),
                        .init(.password, label: "Password", isSecret: true),
                    ],
                    button: "Log in"),
                needsLogin: !profile.isProConfOpen),
        ]
        for service in profile.automaticLogins { self[service].isAutomatic = true }
        guard profile.canRemember else { return }
        for service in ServiceKind.allCases {
            self[service].form.lines.append(.remembering(profile.remembered.contains(service)))
        }
    }

    package subscript(service: ServiceKind) -> LoginState {
        get { logins[service] ?? LoginState(form: FormState(lines: [], button: ""), needsLogin: true) }
        set { logins[service] = newValue }
    }
}

/// The login to one service.
package struct LoginState: Sendable {
    package var form: FormState

    /// Whether the service asks for a login at all.
    package var needsLogin: Bool

    /// What the keeper of the tokens last said.
    var status = LoginStatus.loggedOut

    /// What it said while somebody was typing into the form; it is taken when nobody is.
    var late: LoginStatus?

    /// Whether the console logs in anew by itself where the login cannot be renewed.
    var isAutomatic = false

    /// When the console last began to log in anew by itself.
    var lastAutomaticLogin: Date?

    /// Whether the operator waits for a login that the console began by itself.
    var awaitsAutomaticLogin = false

    /// When the operator is to be told that the login ends; nil where that has been done, or need not be.
    var warningDue: Date?

    /// Whether a login is under way.
    package var isLoggingIn = false

    /// Why the last login failed or ended.
    package var problem: Trouble?

    /// Who is logged in.
    package var user: SafeText?

    init(form: FormState, needsLogin: Bool) {
        self.form = form
        self.needsLogin = needsLogin
        if !form.text(.user).isEmpty { self.form.move(by: 1) }
    }

    /// Whether calls can be made.
    package var isUsable: Bool { !needsLogin || status.isUsable }
}

extension LoginState {
    /// Where a login stands, as far as the screen tells it.
    package enum Standing: Sendable {
        case loggedOut
        case valid(until: Date)
        case renewing
        case ended
    }

    package var standing: Standing {
        switch status.phase {
        case .loggedOut: .loggedOut
        case .valid(let until): .valid(until: until)
        case .refreshing: .renewing
        case .expired, .failed: .ended
        }
    }

    /// When the login was renewed last.
    package var renewed: Date? { status.lastRefresh }

    /// What should be known of a login that works, such as that nothing can renew it.
    package var warning: String? { isAutomatic && status.lastProblem == nil ? nil : status.warning?.title }
}

extension LoginStatus {
    /// Whether calls can be made with it: a refresh under way does not stop them.
    var isUsable: Bool {
        switch phase {
        case .valid, .refreshing: true
        case .loggedOut, .expired, .failed: false
        }
    }
}

extension FormState {
    /// Whether the login is to be remembered, as the form says.
    var isRemembering: Bool { text(.remembering) == Line.yes }
}

extension FormState.Line {
    fileprivate static let yes = "yes"
    private static let no = "no"

    /// The line that asks whether the login is to be remembered.
    static func remembering(_ isWanted: Bool) -> FormState.Line {
        FormState.Line(.remembering, label: "Remember", text: isWanted ? yes : no, choices: [no, yes])
    }
}

extension LoginState {
    /// Whether the next login is to be remembered.
    package var isRemembering: Bool { form.isRemembering }

    /// Notes that the login is remembered, so that the next one will be unless the operator decides otherwise.
    mutating func noteRemembered() { form.set(.remembering, to: FormState.Line.yes) }
}
