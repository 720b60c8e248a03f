import Foundation
import Journal
import Login
import Meetings
import PrivateFiles
import Services
import Store
import Terminal

/// What one console works with: a profile of the configuration, or the Sandbox.
struct ConsoleSettings: Sendable {
    /// Tells a password, or why there is none.
    typealias PasswordSource = @Sendable () async -> Result<Secret, PasswordCommandError>

    var name: String
    var v4h: V4HDeployment?
    var proconf: ProConfDeployment?

    /// Who logs in, by service.
    var users: [ServiceKind: String] = [:]

    /// Where passwords come from without being typed.
    ///
    /// With a user and one of these the console logs in by itself.
    var passwords: [ServiceKind: PasswordSource] = [:]

    /// Whether anything can be remembered for the next run: logins, and what was said in the palette.
    var canRemember = false

    /// The services whose logins the profile wants to be remembered.
    var remembered: Set<ServiceKind> = []
    var browser: [String] = []

    /// How meetings are opened in a page.
    var stage = StagePreferences()

    /// Seconds between two readings of the list; nil for never.
    var refreshInterval: Int?
    var isReadOnly = false
    var certificateAuthorityFile: String?

    /// The theme that the profile is to be shown in; nil where any will do.
    var theme: String?

    /// The colour that the profile is told by; nil for none of its own.
    var color: ProfileColor?

    /// The keys of the console's commands.
    var keys = CommandKeys.standard

    /// The columns of the list of conferences.
    var columns = ColumnChoice.standard

    /// How something gets onto the operator's clipboard.
    var clipboard = ClipboardWay.terminal

    /// Whether the console takes the mouse.
    var usesMouse = false

    /// How the operator is called.
    var notifications: Set<NotificationWay> = [.bell]

    /// Where what is done is written down; nil where it is not to be kept.
    var journal: Journal?

    init(name: String, v4h: V4HDeployment?, proconf: ProConfDeployment?) {
        self.name = name
        self.v4h = v4h
        self.proconf = proconf
    }

    init(profile: Profile) {
        self.init(name: profile.name, v4h: profile.v4h?.deployment, proconf: profile.proconf?.deployment)
        browser = profile.browser
        stage = profile.stage
        refreshInterval = profile.refreshInterval
        isReadOnly = profile.isReadOnly
        color = profile.color
        certificateAuthorityFile = profile.certificateAuthorityFile
        journal = Journal(folder: PrivateFolder(environment: ProcessInfo.processInfo.environment))
        canRemember = true
        if profile.v4h?.isRemembered == true { remembered.insert(.v4h) }
        if profile.proconf?.isRemembered == true { remembered.insert(.proconf) }
        take(profile.v4h?.user, profile.v4h?.passwordCommand, for: .v4h)
        take(profile.proconf?.user, profile.proconf?.passwordCommand, for: .proconf)
    }

    private mutating func take(_ user: String?, _ command: PasswordCommand?, for service: ServiceKind) {
        users[service] = user
        guard let command else { return }
        passwords[service] = {
            do throws(PasswordCommandError) {
                return .success(try await command.run())
            } catch {
                return .failure(error)
            }
        }
    }
}

extension ConsoleSettings {
    /// The services that the console logs in to by itself.
    var automaticLogins: [ServiceKind] { ServiceKind.allCases.filter { users[$0] != nil && passwords[$0] != nil } }

    private var stageSettings: StageSettings {
        StageSettings(
            opening: stage.opening, size: stage.size,
            host: SSHDestination.current(environment: ProcessInfo.processInfo.environment))
    }

    /// What the console shows of them.
    var profileState: ProfileState {
        var services: [ServiceKind: SafeText] = [:]
        services[.v4h] = v4h.map { SafeText($0.baseURL.absoluteString) }
        var isOpen = false
        switch proconf?.server {
        case .applicationServer(let url): services[.proconf] = SafeText(url.absoluteString)
        case .adminControl(let url):
            services[.proconf] = SafeText(url.absoluteString)
            isOpen = true
        case nil: break
        }
        var places: [ServiceKind: MeetingPlace] = [:]
        places[.v4h] = v4h.map { MeetingPlace($0) }
        places[.proconf] = proconf.flatMap { MeetingPlace($0) }
        return ProfileState(
            name: SafeText(name), services: services, places: places, color: color, isReadOnly: isReadOnly,
            hasBrowser: !browser.isEmpty,
            refreshInterval: refreshInterval, users: users, automaticLogins: Set(automaticLogins),
            canRemember: canRemember, remembered: remembered, stage: v4h == nil ? nil : stageSettings,
            roles: proconf?.roles ?? [], isProConfOpen: isOpen)
    }
}
