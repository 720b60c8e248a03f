import Meetings
import Services
import Store

/// What came of asking a service.
struct ServiceCheck: Sendable {
    enum Standing: String, Sendable {
        case good
        case answers
        case failed
    }

    let service: ServiceKind
    let url: SafeText
    let standing: Standing
    var problem: Complaint?
}

extension Field where Subject == ServiceCheck {
    static var all: [Field] {
        [
            Field("service", "Service", in: .key, "v4h or proconf.") { .text($0.service.rawValue) },
            Field("state", "State", "good; answers, where nobody is logged in; or failed.") {
                .text($0.standing.rawValue)
            },
            Field("url", "Address", "The service's address.") { .text($0.url.string) },
        ]
    }
}

extension CommandSession {
    /// Asks a service for something that changes nothing.
    ///
    /// - Parameter service: One that the profile names.
    /// - Returns: How it stands with it; nothing is thrown.
    func check(_ service: ServiceKind) async -> ServiceCheck {
        let url = settings.profileState.services[service] ?? ""
        do {
            switch service {
            case .v4h:
                let service = try await v4h()
                _ = try await ask { () async throws(ServiceError) in try await service.listConferences() }
            case .proconf:
                let service = try await proconf()
                _ = try await ask { () async throws(ServiceError) in try await service.features() }
            }
            return ServiceCheck(service: service, url: url, standing: .good)
        } catch let complaint as Complaint where complaint.status == .notLoggedIn {
            guard let problem = await problemWithoutLogin(service) else {
                output.say("\(service.title) answers, but: \(complaint)")
                return ServiceCheck(service: service, url: url, standing: .answers)
            }
            return ServiceCheck(service: service, url: url, standing: .failed, problem: problem)
        } catch {
            let problem = error as? Complaint ?? Complaint(.failure, "\(error)")
            return ServiceCheck(service: service, url: url, standing: .failed, problem: problem)
        }
    }

    /// Asks without a login: that nobody is logged in is what a service says that is there.
    private func problemWithoutLogin(_ service: ServiceKind) async -> Complaint? {
        do throws(ServiceError) {
            switch service {
            case .v4h: try await connection.v4h?.authentication.knock()
            case .proconf: try await connection.proconf?.authentication?.knock()
            }
            return nil
        } catch {
            return Complaint(error, of: self)
        }
    }
}
