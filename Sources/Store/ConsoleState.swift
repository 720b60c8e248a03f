package import Foundation
package import Meetings
import Services
import Stage

/// Everything the screen shows.
///
/// Only actions change it, and rendering reads nothing else.
package struct ConsoleState: Sendable {
    package var profile: ProfileState
    package var service: ServiceKind
    package var focus: Pane
    package var session: SessionState

    package var conferences = TableState<ConferenceRow>(sortColumn: .created, isDescending: true)
    package var conferencesLoading: Loadable<Int> = .notAsked
    package var meetings = TableState<MeetingRow>(sortColumn: .created, isDescending: true)
    package var meetingsLoading: Loadable<Int> = .notAsked

    /// The line of the filter, while it is typed.
    package var filterField = FieldState(longest: 256)
    package var isFiltering = false

    /// Why what is typed there is no filter, or none yet; the list keeps to the last one that was.
    package internal(set) var filterFault: FilterFault?

    /// The filters that were used before, of each list.
    var filterHistories: [ServiceKind: FilterHistory] = [:]

    package var details = DetailsState()
    package var features: Loadable<[ProConfFeature]> = .notAsked
    package var room = RoomState()

    package var guestLink = GuestLinkState.forGuests()
    package var token: GuestLinkState

    package var overlay: Overlay?

    /// The name of the theme that everything is to be seen in.
    package var theme = "default"

    /// The names of all themes, as they were listed last.
    package var themeNames: [String] = []

    /// The names of all profiles, in the order of the configuration.
    package var profiles: [String] = []

    /// The keys of the commands, as they are set.
    package var keys = CommandKeys.standard

    /// The columns of the list of conferences, from left to right.
    package var columns = ColumnChoice.standard

    /// The lines of the palette that were carried out, the newest last.
    package var saidCommands: [String] = []

    /// Whether the operator has turned read-only mode on.
    var isReadOnlyByChoice = false
    package var messages: [Message] = []

    /// What was said in the last change of the state.
    var news: [Message] = []

    package var journal: JournalState

    /// The file that is being held against a record; nil where none is.
    package internal(set) var fileReading: FileReading?

    /// What was found out of files, by the conferences that they were held against.
    var fileChecks: [ConferenceIdentifier: FileCheck] = [:]

    /// The path of the file that was checked last, as it was typed.
    var verifiedPath = ""

    /// The stage of the meeting that was entered here; nil where none is open.
    package internal(set) var stage: StageState?

    /// The conferences that are being entered, and are to have a stage then.
    var awaitedStages: Set<ConferenceIdentifier> = []

    /// What is under way, by what was ordered.
    package var progress: [String] = []

    /// What organisations are called, by their identifiers: records often name their owner by number.
    package var organisationNames: [String: SafeText] = [:]

    /// The conferences that are watched until they have ended.
    package var watched: Set<ConferenceIdentifier> = []

    /// What leaving a conference needs, of those started or joined here.
    package var participations: [ConferenceIdentifier: WireText] = [:]

    /// The moment that ages and countdowns are reckoned from.
    package var now: Date

    /// The orders that were given for all marked conferences, until what came of them has been seen.
    package var batch: Batch?

    /// What the last frame had room for.
    package var viewport = Viewport()

    /// A number from 0 to 1 that chance gives anew for every change, to spread the tries of many consoles.
    var chance = 1.0

    /// Where times of day are told for.
    var timeZone = TimeZone.current

    /// The services that are away.
    package internal(set) var outages: [ServiceKind: Outage] = [:]

    /// The orders that got no answer, or have none yet.
    var checks: [Check] = []

    /// Where the operator stood when a login was asked for.
    var interruptions: [ServiceKind: Interruption] = [:]

    /// Why the lists could not be refreshed last, so that the same words are not said every half minute.
    var listFailures: [ServiceKind: ServiceError] = [:]

    /// The longest history of messages that is kept.
    static let mostMessages = 500

    package init(profile: ProfileState, now: Date) {
        self.profile = profile
        journal = JournalState(profile: profile.name)
        self.now = now
        service = profile.services[.v4h] == nil ? .proconf : .v4h
        session = SessionState(profile: profile)
        token = GuestLinkState.forTokens(roles: profile.roles)
        focus = .session
        if session[service].isUsable { focus = .conferences }
    }
}

extension ConsoleState {
    /// Whether everything that would change something on a service is refused.
    package var isReadOnly: Bool { profile.isReadOnly || isReadOnlyByChoice }

    /// The conference that commands are about: the selected one, as fresh as it is known.
    package var target: Conference? {
        guard service == .v4h, let selected = conferences.selected?.conference else { return nil }
        guard details.subject == selected.id, let record = details.record.value else { return selected }
        return record.conference
    }

    /// What leaving the selected conference needs, if it was entered here.
    package var participation: WireText? { target.flatMap { participations[$0.id] } }

    /// The form and result of the Guest link pane, for the service in view.
    package var linkPane: GuestLinkState {
        get { service == .v4h ? guestLink : token }
        set { if service == .v4h { guestLink = newValue } else { token = newValue } }
    }

    /// The link that copying and revealing are about.
    package var shownLink: MeetingLink? {
        if case .link(let sheet) = overlay { return sheet.link }
        if case .code(let sheet) = overlay { return sheet.link }
        if focus == .live { return stageLink }
        return focus == .guestLink ? linkPane.link.value : nil
    }

    /// What has the focus, as far as keys are concerned.
    package var scope: Scope {
        switch overlay {
        case .question: return .question
        case .prompt(let prompt): return prompt.form.activeLine == nil ? .question : .typing
        case .palette, .help, .copies: return .typing
        case .link, .messages, .journal, .batch, .themes, .text, .code: return .overlay
        case nil: break
        }
        if isFiltering { return .typing }
        switch focus {
        case .session: return session[service].asksForLogin && activeForm?.activeLine != nil ? .typing : .session
        case .conferences: return .conferences
        case .details: return .details
        case .live: return .live
        case .guestLink: return linkPane.form.activeLine == nil ? .guestLink : .typing
        }
    }

    /// The form that typing goes to, if there is one.
    package var activeForm: FormState? {
        switch overlay {
        case .prompt(let prompt): return prompt.form
        case .some: return nil
        case nil: break
        }
        switch focus {
        case .session: return session[service].asksForLogin ? session[service].form : nil
        case .guestLink: return linkPane.form
        case .conferences, .details, .live: return nil
        }
    }

    /// The panes there are just now.
    package var panes: [Pane] { Pane.allCases.filter { $0 != .live || stage != nil } }

    /// The address of the stage's page, while it is waited for.
    private var stageLink: MeetingLink? {
        guard let stage, !stage.isConnected else { return nil }
        return stage.address.map { MeetingLink(url: $0.url, token: $0.secret) }
    }

    /// A conference's name as it is best told apart: its room or name, and its identifier.
    func naming(of id: ConferenceIdentifier) -> String {
        guard let conference = conferences[id]?.conference else { return id.text }
        let name = conference.name ?? conference.room
        let parts = [name?.string, conferences[id]?.owner?.string, id.text]
        return parts.compactMap(\.self).joined(separator: " · ")
    }

    mutating func say(_ message: Message) {
        news.append(message)
        if let last = messages.last, last.text == message.text, last.severity == message.severity {
            messages[messages.count - 1].count += 1
            messages[messages.count - 1].moment = message.moment
            return
        }
        messages.append(message)
        if messages.count > ConsoleState.mostMessages {
            messages.removeFirst(messages.count - ConsoleState.mostMessages)
        }
    }

    mutating func say(_ severity: Message.Severity, _ text: String, advice: String? = nil) {
        say(Message(severity: severity, text: text, advice: advice, moment: now))
    }
}

extension LoginState {
    /// Whether the pane shows the form.
    package var asksForLogin: Bool { needsLogin && !status.isUsable }
}
