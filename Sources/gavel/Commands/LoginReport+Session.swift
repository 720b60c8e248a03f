import Foundation
import Login
import Meetings
import Store

extension CommandSession {
    /// The services that the profile names.
    var namedServices: [ServiceKind] { ServiceKind.allCases.filter { settings.profileState.services[$0] != nil } }

    /// The service that is meant.
    ///
    /// - Parameter named: The one that was named; nil for the only one that the profile has.
    /// - Returns: It.
    /// - Throws: A `Complaint` where the profile has not that one, or has both and none was named.
    func service(_ named: ServiceKind?) throws -> ServiceKind {
        let all = namedServices
        if let named {
            guard all.contains(named) else { throw lacks(named) }
            return named
        }
        guard all.count == 1, let only = all.first else {
            throw Complaint(.usage, "The profile has both services. Add --service v4h or --service proconf.")
        }
        return only
    }

    /// How it stands with the login that is remembered.
    func loginReport(of service: ServiceKind) async -> LoginReport {
        var report = LoginReport(
            profile: SafeText(settings.name), service: service,
            url: settings.profileState.services[service] ?? "", standing: .loggedOut)
        guard connection.keeper(of: service) != nil else {
            report.standing = .open
            return report
        }
        guard let login = await recall(service) else { return report }
        report.user = login.user.map { SafeText($0) }
        report.until = login.pair.expires
        report.isRenewable = login.pair.refresh != nil
        report.standing = report.isRenewable || login.pair.expires > Date() ? .loggedIn : .ended
        return report
    }

    /// Forgets a login that is remembered, and writes that down.
    ///
    /// - Throws: A `Complaint` where the file with its tokens could not be removed.
    func logOut(of service: ServiceKind) async throws {
        guard let keeper = connection.keeper(of: service), let memory = connection.memory(of: service) else { return }
        let login = await recall(service)
        if let login { keeper.adopt(login.pair) }
        keeper.logOut()
        memory.finish()
        if let login {
            desk.noteLogOut(of: service, by: login.user.map { SafeText($0) })
        }
        guard await recall(service) == nil else {
            throw Complaint(.failure, "The file with the login to \(service.title) could not be removed.")
        }
    }
}
