import Foundation
package import Meetings
import Services
package import Stage

extension ConsoleState {
    /// Opens the stage of a conference that was entered.
    mutating func openStage(of id: ConferenceIdentifier, _ entry: MeetingEntry, asModerator: Bool) -> [Effect] {
        let meeting = StageMeeting(
            conference: id, origin: entry.origin, room: entry.ticket.room, token: entry.ticket.token,
            displayName: entry.displayName, avatarURL: entry.avatarURL,
            isModerator: asModerator, size: profile.stage?.size ?? StageSize())
        stage = StageState(meeting: meeting, began: now)
        // What the service's record says counts too, whatever becomes of the page.
        let isNew = watched.insert(id).inserted
        stage?.hasOwnWatch = isNew
        let watch: [Effect] = isNew ? [.watch(id)] : []
        return [.openStage(meeting)] + watch
    }

    /// Takes what there is to tell of the stage.
    mutating func take(_ news: StageNews) -> [Effect] {
        guard stage != nil else { return [] }
        switch news {
        case .page(let status): return take(status)
        case .supports(let commands, _):
            stage?.supported = commands.sorted()
            return []
        case .event(let event): return take(event)
        case .snapshot(let snapshot):
            stage?.live.take(snapshot)
            keepSelection()
            return settlePending { $0.expectation.verdict(in: $1) }
        case .handedOver(let number): return noteHandedOver(number)
        case .notHandedOver(let number, let reason):
            return endPending(number, .failed(reason.string))
        case .lineBroken(let reason):
            stage?.lineFault = reason
            say(
                .warning, StageError.noRelay(reason).title,
                advice: "It is called again by itself; the meeting may go on in the page.")
            return []
        case .lineMended:
            stage?.lineFault = nil
            // A page that is there was told of.
            if stage?.isConnected == false { say(.success, "The gateway carries the stage again.") }
            return []
        case .secondTab:
            say(
                .warning, "The stage was opened in a second tab.",
                advice: "It is told so there, and can take over. \(press(.newAddress)) for an address of its own.")
            return []
        case .failed(let fault):
            stage?.fault = fault
            say(Message(severity: .error, text: fault.title, advice: fault.advice, moment: now))
            // Nobody gets in by this stage any more; another can be opened.
            return fault == .tokenExpired ? [.endStage(.closed, words: fault.advice)] : []
        case .ended(let ending): return endStage(ending)
        }
    }

    /// Takes where the page is reached, or why there is none.
    mutating func takeStageAddress(
        _ result: Result<StageAddress, StageError>,
        of id: ConferenceIdentifier
    ) -> [Effect] {
        guard let stage, stage.meeting.conference == id else { return [] }
        switch result {
        case .success(let address):
            self.stage?.address = address
            self.stage?.hasOpened = true
            let sheet = LinkSheet(
                title: stage.meeting.isModerator ? "Your stage, as moderator" : "Your stage, as participant",
                subtitle: naming(of: stage.meeting.conference),
                link: MeetingLink(url: address.url, token: address.secret), ways: ways(to: address))
            // A form that is being filled in is not to be covered.
            if overlay?.isCovered != true { overlay = .link(sheet) }
            return profile.hasBrowser ? [.open(address.url)] : []
        case .failure(let error):
            say(Message(severity: .error, text: error.title, advice: error.advice, moment: now))
            guard !stage.hasOpened else { return [] }
            // Without a page nobody will ever enter by it.
            self.stage = nil
            return [.endStage(.closed, words: error.title)] + forgetWatch(of: stage) + leave(id)
        }
    }

    /// How a browser gets to the page.
    private func ways(to address: StageAddress) -> [String] {
        let way = "Open it in a browser: it can be used once, and is this browser's from then on."
        return [way] + (tunnel(to: address).map { ["From another machine, first: \($0)"] } ?? [])
    }

    /// What leads from a browser on another machine to the page; nil where a gateway carries it.
    package func tunnel(to address: StageAddress) -> String? {
        address.port.map { "ssh -N -L \($0):127.0.0.1:\($0) \(profile.stage?.host ?? "this-machine")" }
    }

    private mutating func take(_ status: PageStatus) -> [Effect] {
        guard let before = stage?.page else { return [] }
        stage?.page = status
        switch (before, status) {
        case (.cutOff, .connected): say(.success, "The stage's page is back.")
        case (_, .connected):
            stage?.fault = nil
            if case .link(let sheet) = overlay, !sheet.ways.isEmpty { overlay = nil }
            // Whoever types goes on with that.
            if overlay == nil, scope != .typing { focus = .live }
            say(.success, "The stage's page is open.")
        case (.cutOff, .cutOff): break
        // It was said why.
        case (_, .cutOff) where stage?.lineFault != nil: break
        case (_, .cutOff):
            say(
                .warning, "Nothing is heard of the stage's page any more.",
                advice: "The meeting may go on in it. It is waited for; \(press(.newAddress)) for a new address.")
        case (_, .awaited), (_, .loading): break
        }
        return []
    }

    /// The conference whose page somebody has open, so that its meeting goes on without the console; nil where none is.
    package var stageInUse: SafeText? {
        guard let stage, stage.page != .awaited else { return nil }
        return SafeText(naming(of: stage.meeting.conference))
    }

    /// Ends the stage: the service is told, the record is read again, and whoever waits for it is called.
    private mutating func endStage(_ ending: StageEnding) -> [Effect] {
        guard let stage else { return [] }
        let id = stage.meeting.conference
        let lost: [Effect] = stage.pending.flatMap { pending -> [Effect] in
            let isMeant = pending.action == .hangUp || pending.action == .endForAll
            // What was handed over may well have been done.
            guard pending.standing != .unconfirmed else { return [] }
            return endPending(pending.number, isMeant ? .confirmed : .unconfirmed)
        }
        self.stage = nil
        if focus == .live { focus = .conferences }
        showRow(id)
        say(.information, "\(ending.title) \(naming(of: id)).")
        let call = callForLastMessage()
        return lost + call + forgetWatch(of: stage) + [noteStageEnd(of: id, ending), .runEndedCommand(id)] + leave(id)
            + loadList(of: .v4h) + loadRecord(id)
    }

    /// Ends the watch that was there for the stage alone.
    private mutating func forgetWatch(of stage: StageState) -> [Effect] {
        guard stage.hasOwnWatch, watched.remove(stage.meeting.conference) != nil else { return [] }
        return [.unwatch(stage.meeting.conference)]
    }

    /// Tells the service that one has left, where it wants to know.
    private func leave(_ id: ConferenceIdentifier) -> [Effect] {
        guard let participation = participations[id], !isReadOnly else { return [] }
        return [.send(.carryOut(.leave(id, participation: participation), isConfirmed: true))]
    }

    /// Ends the stage of a conference that has ended by its record, or was left.
    func closeStage(of id: ConferenceIdentifier, saying words: String) -> [Effect] {
        guard stage?.meeting.conference == id else { return [] }
        return [.endStage(.closed, words: words)]
    }
}

extension Overlay {
    /// Whether the operator is in the middle of something here.
    fileprivate var isCovered: Bool {
        switch self {
        case .question, .prompt, .palette: true
        default: false
        }
    }
}

extension StageFault {
    /// What happened.
    package var title: String {
        switch self {
        case .scriptMissing(let place): "The page could not load \(place)."
        case .scriptUnusable(let detail): "The meeting's script is no Jitsi IFrame API: \(detail)"
        case .tokenExpired: "The meeting's token had expired before the page was opened."
        case .refused(let name, let message):
            "Jitsi refused: \(name)\(message.map { ", \($0)" } ?? "")."
        }
    }

    /// What to do.
    package var advice: String {
        switch self {
        case .scriptMissing: "Look whether the browser reaches the meeting's domain, and reload the page."
        case .scriptUnusable: "Look at v4h: domain: in the profile."
        case .tokenExpired: "Start or join the conference again."
        case .refused: "Start or join the conference again; what stands in its details may say why."
        }
    }
}

extension StageEnding {
    /// What is said of it, before the conference's name.
    package var title: String {
        switch self {
        case .readyToClose, .left: "You have left:"
        case .tabClosed: "The stage's tab was closed:"
        case .endedForAll: "Ended for all:"
        case .closed: "The stage was closed:"
        }
    }
}
