import Foundation
import Journal
import Meetings
import PrivateFiles
import Services
import Stage

extension ConsoleState {
    /// What is written down of an order, but for what comes of it.
    func entry(for order: Order) -> JournalEntry {
        let action = order.action
        switch order {
        case .logIn(let service, let user, _, _): return entry(action, of: service, by: SafeText(user))
        case .logInWithToken: return entry(action, of: .v4h, by: "holder of a token")
        case .request(let draft): return entry(action, about: JournalTarget(name: draft.name.map { SafeText($0) }))
        case .lookUp(let text) where service == .proconf:
            return entry(action, about: JournalTarget(room: SafeText(text)), of: .proconf)
        case .lookUp(let text): return entry(action, about: target(of: ConferenceIdentifier(text)))
        case .start(let id, _, _), .join(let id, _, _), .leave(let id, _), .close(let id), .update(let id, _),
            .delete(let id), .makeGuestLink(let id, _, _):
            return entry(action, about: target(of: id))
        case .makeToken(let request):
            return entry(action, about: JournalTarget(room: SafeText(request.room)), of: .proconf)
        case .steer(_, let id): return entry(action, about: target(of: id))
        // Each of them is written down by itself.
        case .each: return entry(action)
        }
    }

    private func entry(
        _ action: String,
        about target: JournalTarget? = nil,
        of service: ServiceKind = .v4h,
        by who: SafeText? = nil,
        _ outcome: JournalEntry.Outcome = .done,
        words: SafeText? = nil,
        status: Int? = nil
    ) -> JournalEntry {
        JournalEntry(
            when: now, profile: profile.name, who: who ?? session[service].user, service: service.journalName,
            action: SafeText(action), target: target, outcome: outcome, words: words, status: status)
    }

    private func target(of id: ConferenceIdentifier) -> JournalTarget {
        guard let conference = conferences[id]?.conference else { return JournalTarget(id: SafeText(id.text)) }
        return JournalTarget(conference)
    }

    /// Writes down what a conference's record tells that was not known, or that there is none any more.
    mutating func noteRecord(_ result: Result<ConferenceRecord, ServiceError>, of id: ConferenceIdentifier) -> [Effect]
    {
        switch result {
        // A record that was on its way when its conference was deleted must not make it known again.
        case .success(let record): conferences[id] == nil ? [] : noteSeen(record.conference)
        case .failure(let error): forgetIfGone(id, error)
        }
    }

    /// Writes down that a conference's record was read, where that tells more of it than is known.
    private func noteSeen(_ conference: Conference) -> [Effect] {
        let seen = JournalTarget(conference)
        let known = seen.key.flatMap { journal.known(of: .v4h)[$0]?.target }
        if let known, known.updated(by: seen) == known { return [] }
        return [.journal(entry(Command.open.rawValue, about: seen))]
    }

    /// Forgets a conference that was known only here, and that the service has no more.
    mutating func forgetIfGone(_ id: ConferenceIdentifier, _ error: ServiceError) -> [Effect] {
        guard case .refused(_, let refusal) = error, refusal.status == 404, conferences[id]?.source == .here else {
            return []
        }
        let gone = entry(
            Command.open.rawValue, about: target(of: id), .failed, words: refusal.words, status: refusal.status)
        conferences.remove(id)
        // A list that is on its way was asked for with the row in it.
        return [.journal(gone)] + (conferencesLoading.isLoading ? loadList(of: .v4h) : [])
    }

    /// Writes down that the end of a watched conference was told.
    func noteEnd(of conference: Conference) -> Effect {
        .journal(entry(Command.watchConference.rawValue, about: JournalTarget(conference)))
    }

    /// Writes down what was done in the meeting on the stage, where it changes something there.
    func note(_ pending: PendingAction, _ outcome: JournalEntry.Outcome, words: SafeText? = nil) -> Effect? {
        guard let id = stage?.meeting.conference, pending.action.harm != .none else { return nil }
        let entry = entry(
            pending.action.consoleCommand.rawValue, about: target(of: id), outcome,
            words: words.map { "\(pending.title): \($0)" } ?? SafeText(pending.title))
        return .journal(entry)
    }

    /// Writes down that the meeting on the stage is over.
    func noteStageEnd(of id: ConferenceIdentifier, _ ending: StageEnding) -> Effect {
        .journal(entry("stageEnded", about: target(of: id), words: SafeText(ending.rawValue)))
    }

    /// Writes down that a room was looked up, which takes no order.
    func noteLookUp(of room: String) -> Effect { .journal(entry(for: .lookUp(room))) }

    func noteLogOut(of service: ServiceKind) -> Effect { .journal(entry(Command.logOut.rawValue, of: service)) }
}

extension ConsoleState {
    /// Takes what there is to tell of the journal.
    mutating func take(_ news: JournalNews) {
        switch news {
        case .made(let entry): journal.take(entry)
        case .reported(let report): take(report)
        case .read(.success(let contents)):
            let isFirst = !journal.isRead
            journal.take(contents)
            if journal.waiting == 0 { journal.problem = nil }
            if let torn = contents.torn { sayTorn(torn) }
            if isFirst { showKnown() }
        case .read(.failure(let error)):
            let trouble = Trouble(error)
            if journal.problem?.title != trouble.title { sayNotKept(trouble) }
            journal.problem = trouble
        }
    }

    private mutating func take(_ report: JournalReport) {
        if let torn = report.torn { sayTorn(torn) }
        journal.waiting = report.waiting
        if let failure = report.failure {
            let trouble = Trouble(failure)
            if journal.problem == nil { sayNotKept(trouble) }
            journal.problem = trouble
        } else if journal.problem != nil {
            journal.problem = nil
            let lost = report.lost > 0 ? "; \(report.lost) older ones are lost" : ""
            say(.success, "The journal is written again, with the \(report.caughtUp) that had waited\(lost).")
        }
    }

    private mutating func sayNotKept(_ trouble: Trouble) {
        say(
            Message(
                severity: .warning, text: "The journal is not kept: \(trouble.title)",
                detail: "What is done waits here, and is written with the next entry that can be.",
                advice: trouble.advice, moment: now))
    }

    private mutating func sayTorn(_ bytes: Int) {
        say(
            Message(
                severity: .warning, text: "A torn line of the journal was put aside (\(bytes) bytes).",
                detail: "A gavel was killed while it wrote. The file beside the journal ends in “.torn”.",
                moment: now))
    }

    /// Puts what is known from before into the lists; what a service lists itself takes its place there.
    private mutating func showKnown() {
        let listed = Set(conferences.rows.map(\.id))
        let rows = journal.known(of: .v4h).all.compactMap { $0.conference }.filter { !listed.contains($0.id) }
            .map { ConferenceRow($0, source: .here, organisationNames: organisationNames) }
        if !rows.isEmpty { conferences.replace(with: conferences.rows + rows) }
        let named = Set(meetings.rows.map(\.id))
        let rooms = journal.known(of: .proconf).all.compactMap(\.target.room).filter { !named.contains($0) }
            .map { MeetingRow(ProConfMeeting(room: $0, identifier: $0, created: nil, ended: nil)) }
        if !rooms.isEmpty { meetings.replace(with: rooms + meetings.rows) }
    }
}

extension KnownConference {
    /// The conference as far as it is known; nil where only a room is.
    fileprivate var conference: Conference? {
        guard let id = target.id else { return nil }
        return Conference(
            id: ConferenceIdentifier(id.string), room: target.room, name: target.name, owner: target.owner,
            state: hasEnded ? .finished : .unknown, created: target.created)
    }
}

extension Trouble {
    init(_ error: PrivateFileError) { self.init(title: error.title, advice: error.advice) }
}
