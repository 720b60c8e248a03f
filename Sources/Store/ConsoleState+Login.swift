import Login
import Meetings
import Services

extension ConsoleState {
    /// Takes what the keeper of the tokens says, and brings the login pane back where a login has ended.
    mutating func take(_ status: LoginStatus, of service: ServiceKind) -> [Effect] {
        let before = session[service].status
        session[service].status = status
        guard before.isUsable, !status.isUsable else { return [] }
        if status.phase == .expired, !status.hasRefreshToken, profile.automaticLogins.contains(service) {
            return [.logInAutomatically(service)]
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
        if self.service == service {
            returnFocus = focus == .session ? nil : focus
            focus = .session
            // A password must not be typed into the filter that stood open.
            isFiltering = false
        }
        return [.bell]
    }

    mutating func takeLogin(_ result: Result<SafeText, ServiceError>, to service: ServiceKind) -> [Effect] {
        session[service].isLoggingIn = false
        session[service].form.set(.password, to: "")
        switch result {
        case .success(let user):
            session[service].form.set(.accessToken, to: "")
            session[service].problem = nil
            session[service].user = user
            say(.success, "Logged in to \(service.title) as \(user).")
            guard self.service == service else { return [] }
            if focus == .session { focus = returnFocus ?? .conferences }
            returnFocus = nil
            return refresh()
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
            return []
        }
    }
}
