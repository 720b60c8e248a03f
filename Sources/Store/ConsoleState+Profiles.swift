import Meetings

extension ConsoleState {
    /// Changes to another profile, or has one chosen.
    mutating func changeProfile(to name: String?) -> [Effect] {
        guard let name else {
            openPalette(with: "profile ")
            guard case .palette(var palette) = overlay else { return [] }
            palette.choice = profiles.firstIndex { $0 != profile.name.string }
            overlay = .palette(palette)
            return []
        }
        guard name != profile.name.string else {
            say(.information, "Profile \(profile.name) is the one that is shown.")
            return []
        }
        return [.changeProfile(name)]
    }

    /// Takes over what belongs to the operator and to no profile, and says what goes on in the one before.
    mutating func takeOver(from other: ConsoleState) {
        saidCommands = other.saidCommands
        isReadOnlyByChoice = other.isReadOnlyByChoice
        theme = other.theme
        themeNames = other.themeNames
        say(.information, "Profile \(profile.name).")
        if !other.watched.isEmpty {
            let count = other.watched.count == 1 ? "The conference" : "The \(other.watched.count) conferences"
            say(.information, "\(count) watched in \(other.profile.name): only while that profile is shown.")
        }
        guard !other.progress.isEmpty else { return }
        say(
            .information, "Goes on in \(other.profile.name): \(other.progress.joined(separator: ", ")).",
            advice: "What comes of it is told here.")
    }

    /// Says what was said in a profile that is not shown.
    mutating func take(_ message: Message, of profile: SafeText) {
        var message = message
        message.text = "\(profile): \(message.text)"
        message.advice = nil
        say(message)
    }

    /// Asks anew for what was given up while another profile was shown.
    mutating func takeUp() -> [Effect] {
        conferencesLoading.giveUp()
        meetingsLoading.giveUp()
        features.giveUp()
        details.record.giveUp()
        room.status.giveUp()
        room.catchUp.giveUp()
        room.summary.giveUp()
        let watches = watched.sorted().map(Effect.watch)
        let tries = ServiceKind.allCases.flatMap { tryAgain($0) }
        return watches + tries + (session[.v4h].isUsable ? resumeChecks() : [])
    }
}

extension Loadable {
    /// Forgets that a newer value was asked for, since nobody waits for it any more.
    fileprivate mutating func giveUp() {
        guard case .loading(let previous, let moment) = self else { return }
        if let previous, let moment { self = .loaded(previous, at: moment) } else { self = .notAsked }
    }
}
