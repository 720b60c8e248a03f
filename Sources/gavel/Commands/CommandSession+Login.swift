import Foundation
import Login
import Meetings
import Services
import Store

extension CommandSession {
    /// Logs in to a service: with the login that is remembered, or with the password that the profile's command tells.
    ///
    /// - Throws: A `Complaint` that says how to log in, or why that failed.
    func logIn(to service: ServiceKind) async throws {
        guard let keeper = connection.keeper(of: service) else { return }
        if let login = await recall(service) {
            keeper.adopt(login.pair)
            do throws(ServiceError) {
                _ = try await keeper.accessToken()
                return
            } catch  where error.isOfLogin {
                output.say("The remembered login has ended.")
            } catch {
                throw Complaint(error, of: self)
            }
        }
        guard let user = settings.users[service], let password = settings.passwords[service] else {
            throw notLoggedIn(to: service)
        }
        let secret: Secret
        switch await password() {
        case .success(let told): secret = told
        case .failure(let error):
            throw Complaint(.notLoggedIn, "The password-command told no password: \(error.title)")
        }
        try await logIn(to: service, as: user, secret, isRemembered: settings.remembered.contains(service))
    }

    /// Logs in with a password.
    ///
    /// - Parameters:
    ///   - service: The service.
    ///   - user: Who logs in.
    ///   - password: The password.
    ///   - isRemembered: Whether the tokens are kept when the command has ended.
    /// - Throws: A `Complaint` where the service did not accept it, or did not answer.
    func logIn(to service: ServiceKind, as user: String, _ password: Secret, isRemembered: Bool) async throws {
        let order = Order.logIn(service, user: user, password: password, isRemembered: isRemembered)
        _ = try await carryOut(order) { answer -> Result<SafeText, ServiceError>? in
            if case .loginFinished(service, let result) = answer { result } else { nil }
        }
    }

    /// The login that is remembered, where there is one that can be used.
    func recall(_ service: ServiceKind) async -> RememberedLogin? {
        guard let memory = connection.memory(of: service) else { return nil }
        do {
            return try await memory.recall()
        } catch {
            complain("\(error.title) \(error.advice)")
            return nil
        }
    }

    /// That nobody is logged in, and what to do about it.
    func notLoggedIn(to service: ServiceKind) -> Complaint {
        Complaint(
            .notLoggedIn,
            "You are not logged in to \(service.title). Run gavel login --profile \(settings.name), or name a "
                + "password-command in the profile.")
    }
}
