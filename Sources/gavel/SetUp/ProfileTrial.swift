import Meetings
import Plain
import Store

/// Tries a profile before it is written: whether its services answer, and whether its login is good.
@MainActor
struct ProfileTrial {
    let profile: Profile
    let dialogue: Dialogue
    let log: LogFile

    /// Asks every service, and says how it stands with it.
    ///
    /// A password is asked for where no command tells it; it is used for this once, and kept nowhere.
    ///
    /// - Returns: Whether none has failed.
    /// - Throws: `ProfileInterview.Left` where the operator leaves at the password.
    func isGood() async throws -> Bool {
        var settings = ConsoleSettings(profile: profile)
        settings.journal = nil
        settings.canRemember = false
        for service in ServiceKind.allCases { try await askForPassword(of: service, &settings) }
        var output = OutputOptions()
        (output.json, output.format, output.quiet) = (false, nil, true)
        let session = CommandSession(settings, output, log: log)
        var isGood = true
        for service in session.namedServices {
            dialogue.say("Asking \(service.title) …")
            let check = await dialogue.unlessInterrupted { await session.check(service) }
            isGood = tell(check, of: service) && isGood
        }
        return isGood
    }

    private func askForPassword(of service: ServiceKind, _ settings: inout ConsoleSettings) async throws {
        guard let user = settings.users[service], settings.passwords[service] == nil else { return }
        let prompt = "Password of \(SafeText(user)) for \(service.title), for the trial only (empty: no login): "
        guard case .secret(let secret) = await dialogue.askSecret(prompt) else { throw ProfileInterview.Left() }
        guard !secret.isEmpty else { return }
        settings.passwords[service] = { .success(secret) }
    }

    private func tell(_ check: ServiceCheck?, of service: ServiceKind) -> Bool {
        guard let check else {
            dialogue.say("\(service.title): no longer waited for.")
            return false
        }
        switch check.standing {
        case .good: dialogue.say("\(service.title): it answers, and lets you in.")
        case .answers: dialogue.say("\(service.title): it answers. The login was not tried.")
        case .failed: dialogue.say("\(service.title): \(check.problem?.description ?? "it failed.")")
        }
        return check.standing != .failed
    }
}
