import Foundation
import Login
import Meetings
import Services

extension ConsoleState {
    /// Takes what the keeper of the tokens says, and brings the login pane back where a login has ended.
    mutating func take(_ status: LoginStatus, of service: ServiceKind) -> [Effect] {
        let before = session[service].status
        let isLate = !before.isUsable && status.isUsable && isBeingTyped(service)
        session[service].late = isLate ? status : nil
        guard !isLate else { return [] }
        session[service].status = status
        if before.until != status.until { session[service].noteSpan(at: now) }
        guard before.isUsable != status.isUsable else { return [] }
        guard !status.isUsable else { return takeRecovery(of: service) }
        // One that the service itself refused shows that it answers.
        if status.phase != .expired { outages[service] = nil }
        if mayLogInAutomatically(to: service, after: status) {
            session[service].lastAutomaticLogin = now
            return logInAutomatically(to: service)
        }
        session[service].form.place = .line(session[service].form.text(.user).isEmpty ? 0 : 1)
        if status.phase == .loggedOut {
            session[service].problem = nil
            say(.information, "Logged out of \(service.title).")
        } else {
            let reason = status.lastProblem ?? .loginEnded("its time is up")
            session[service].problem = Trouble(reason)
            say(
                Message(
                    severity: .warning, text: "The \(service.title) login has ended.", detail: reason.title,
                    advice: "Log in again; everything stays where it is.", moment: now))
        }
        askForLogin(to: service)
        return callForLastMessage()
    }

    /// Leads back where a login that had ended is there again although nobody has logged in: the service may answer a
    /// refresh that was given up.
    private mutating func takeRecovery(of service: ServiceKind) -> [Effect] {
        let login = session[service]
        guard interruptions[service] != nil, !login.isLoggingIn, !login.awaitsAutomaticLogin else { return [] }
        session[service].problem = nil
        var message = Message(severity: .success, text: "The \(service.title) login is there again.", moment: now)
        message.isAside = service != self.service
        say(message)
        let checks = service == .v4h ? resumeChecks() : []
        guard self.service == service else { return tryAgain(service) + checks }
        goBack(to: interruptions.removeValue(forKey: service))
        return refreshNow() + checks
    }

    /// Whether somebody types into the form of a login that had ended: a password above all must not go on into a pane.
    private func isBeingTyped(_ service: ServiceKind) -> Bool {
        let login = session[service]
        guard let interruption = interruptions[service], self.service == service, focus == .session,
            !login.isLoggingIn, !login.awaitsAutomaticLogin
        else { return false }
        return login.form.text(.user) != interruption.user || !login.form.text(.password).isEmpty
            || !login.form.text(.accessToken).isEmpty
    }

    /// Takes what was put off while somebody typed, where nobody does any more.
    mutating func takeLateLogins() -> [Effect] {
        ServiceKind.allCases.flatMap { service -> [Effect] in
            guard let late = session[service].late, !isBeingTyped(service) else { return [] }
            return take(late, of: service)
        }
    }

    /// Logs in by itself wherever the profile says how, and nobody is logged in.
    mutating func beginAutomaticLogins() -> [Effect] {
        ServiceKind.allCases.filter { profile.automaticLogins.contains($0) && !session[$0].isUsable }
            .flatMap { logInAutomatically(to: $0) }
    }

    /// Has the console log in by itself, unless a login is under way, or the operator is typing a password.
    mutating func logInAutomatically(to service: ServiceKind) -> [Effect] {
        let form = session[service].form
        guard !session[service].isLoggingIn, form.text(.password).isEmpty, form.text(.accessToken).isEmpty
        else { return [] }
        session[service].awaitsAutomaticLogin = true
        return [.logInAutomatically(service)]
    }

    /// Whether the console logs in anew by itself: once for a login that the service ended, and not again where the
    /// service takes the password and refuses the tokens it gives.
    private func mayLogInAutomatically(to service: ServiceKind, after status: LoginStatus) -> Bool {
        guard profile.automaticLogins.contains(service) else { return false }
        let pause: Double
        switch status.phase {
        case .failed: pause = ConsoleState.pauseAfterRefusal
        // Nothing could renew it: that it ends is how it is meant to be.
        case .expired where !status.hasRefreshToken: pause = ConsoleState.pauseAfterExpiry
        case .loggedOut, .valid, .refreshing, .expired: return false
        }
        guard let last = session[service].lastAutomaticLogin else { return true }
        return now.timeIntervalSince(last) >= pause
    }

    /// The shortest time, in seconds, after which a login made by itself is made anew where its tokens are refused.
    private static let pauseAfterRefusal = 60.0

    /// The same where they have run out.
    private static let pauseAfterExpiry = 1.0

    /// Brings the login pane, and remembers where the operator stood.
    private mutating func askForLogin(to service: ServiceKind) {
        guard self.service == service else { return }
        interruptions[service] = Interruption(
            focus: focus == .session ? nil : focus, isFiltering: isFiltering, user: session[service].form.text(.user))
        focus = .session
        // A password must not be typed into a line that stood open.
        isFiltering = false
        overlay = overlay?.ground
    }

    /// Takes a login over that was remembered.
    mutating func takeRecalledLogin(of user: String?, to service: ServiceKind) -> [Effect] {
        if let user { session[service].form.set(.user, to: user) }
        session[service].noteRemembered()
        guard session[service].isUsable else {
            // Nothing can renew it, and it is over.
            session[service].form.place = .line(1)
            say(.information, "The \(service.title) login that was remembered has run out.", advice: "Log in again.")
            return []
        }
        let shown = SafeText(loginOf: user)
        session[service].user = shown
        sayLoggedIn(to: service, "as \(shown), as remembered.")
        if self.service == service, focus == .session { focus = .conferences }
        return []
    }

    mutating func takeLogin(_ result: Result<SafeText, ServiceError>, to service: ServiceKind) -> [Effect] {
        session[service].isLoggingIn = false
        let wasAwaited = session[service].awaitsAutomaticLogin
        session[service].awaitsAutomaticLogin = false
        if wasAwaited, case .failure(let error) = result { return takeFailedAutomaticLogin(error, to: service) }
        session[service].form.set(.password, to: "")
        switch result {
        case .success(let user):
            session[service].form.set(.accessToken, to: "")
            session[service].problem = nil
            session[service].user = user
            sayLoggedIn(to: service, "as \(user).")
            let checks = service == .v4h ? resumeChecks() : []
            guard self.service == service else { return tryAgain(service) + checks }
            goBack(to: interruptions.removeValue(forKey: service))
            return refreshNow() + checks
        case .failure(let error):
            session[service].problem = Trouble(error)
            if case .invalidInput(let field, let reason) = error {
                session[service].form.complain(field, reason)
            } else if service == .v4h, session[service].form.text(.accessToken).isEmpty == false {
                session[service].form.set(.accessToken, to: "")
                session[service].form.place = .line(2)
            } else {
                session[service].form.place = .line(1)
            }
            say(Message(error, at: now))
            // A late refresh may have been answered meanwhile.
            return session[service].status.isUsable ? takeRecovery(of: service) : []
        }
    }

    /// Asks the operator to log in, once, and goes on trying by itself where the service is away.
    ///
    /// What is being typed into the form stays.
    private mutating func takeFailedAutomaticLogin(_ error: ServiceError, to service: ServiceKind) -> [Effect] {
        session[service].problem = Trouble(error)
        let isTriedAgain = outages[service]?.isOfLogin == true
        let retry = note(error, of: .login, from: service)
        if !error.isOutage { say(Message(error, at: now)) }
        guard !isTriedAgain else { return retry }
        if case .invalidInput(let field, let reason) = error {
            session[service].form.complain(field, reason)
        } else {
            session[service].form.place = .line(1)
        }
        askForLogin(to: service)
        let reason = session[service].problem?.title ?? "The \(service.title) login is needed."
        return retry + [.notify(Notice(profile.name, SafeText(reason)))]
    }

    /// Says that a login has come about; aside where it is that of the service which is not in view.
    private mutating func sayLoggedIn(to service: ServiceKind, _ rest: String) {
        var message = Message(severity: .success, text: "Logged in to \(service.title) \(rest)", moment: now)
        message.isAside = service != self.service
        say(message)
    }

    /// Puts the operator back to where a login was asked for.
    private mutating func goBack(to interruption: Interruption?) {
        guard focus == .session else { return }
        focus = interruption?.focus ?? .conferences
        guard overlay == nil else { return }
        if let prompt = interruption?.prompt { overlay = .prompt(prompt) }
        isFiltering = interruption?.isFiltering == true && focus == .conferences && overlay == nil
    }

    /// Whether the operator is expected to log in before anything else.
    var awaitsLogin: Bool { !session[service].isUsable && interruptions[service] != nil }

    /// Puts the open form aside, to come back after the login.
    mutating func setAside(_ prompt: Prompt) {
        interruptions[service]?.prompt = prompt
        overlay = nil
        focus = .session
        say(.information, "“\(prompt.title)” is kept, and comes back after the login.")
    }
}

/// Where the operator stood when a login was asked for.
struct Interruption: Sendable {
    /// The pane; nil where it was that of the login.
    var focus: Pane?

    /// Whether a filter was being typed.
    var isFiltering: Bool

    /// The user's name as it stood in the login's form.
    var user: String

    /// The form that was open.
    var prompt: Prompt?
}
