import Meetings
import Services
import Stage

extension ConsoleState {
    /// Carries out a command that changes what is shown, or asks for what an order needs.
    ///
    /// - Parameters:
    ///   - command: The command.
    ///   - argument: What was said along with its name; the gate has found it good.
    /// - Returns: What to do.
    mutating func perform(_ command: Command, _ argument: String?) -> [Effect] {
        switch command {
        case .open, .back, .up, .down, .left, .right, .pageUp, .pageDown, .first, .last, .nextPane, .previousPane,
            .sessionPane, .conferencesPane, .detailsPane, .guestLinkPane, .livePane, .nextSection,
            .previousSection, .fold:
            return navigate(command)
        case .guestLink where argument == nil && actsOnMarks:
            overlay = .prompt(.links(of: conferences.marks.count))
            return []
        case .guestLink:
            let effects = openGuestLink()
            guard let argument else { return effects }
            linkPane.form.set(service == .v4h ? .name : .participantName, to: argument)
            return effects + submitLink()
        case .requestConference, .lookUpConference:
            if let argument { return [.send(.carryOut(.lookUp(argument), isConfirmed: false))] }
            overlay = .prompt(
                command == .lookUpConference ? .lookUp(in: service) : takeUnansweredRequest() ?? .request())
            return []
        case .startConference, .joinConference:
            guard let subject = subject(named: argument) else { return [] }
            overlay = .prompt(
                .enter(
                    subject, asModerator: command == .startConference, name: defaultName,
                    opening: stage == nil ? profile.stage?.opening : nil))
            return []
        case .leaveConference:
            guard let subject = subject(named: argument), let participation = participations[subject.id] else {
                return []
            }
            return [.send(.carryOut(.leave(subject.id, participation: participation), isConfirmed: false))]
        case .closeConference:
            if argument == nil, actsOnMarks { return orderMarked(livingOnly: true) { .close($0) } }
            return order(argument) { .close($0) }
        case .deleteConference:
            if argument == nil, actsOnMarks { return orderMarked(livingOnly: false) { .delete($0) } }
            return order(argument) { .delete($0) }
        case .watchConference: return toggleWatch(argument)
        case .mute, .stopVideo, .askToUnmute, .muteEveryone, .moderateAudio, .moderateVideo, .admit, .reject, .lobby,
            .grantModerator, .kick, .chat, .chatPrivately, .subject, .meetingPassword, .startRecording, .stopRecording,
            .transcribe, .addBreakoutRoom, .closeBreakoutRoom, .removeBreakoutRoom, .sendToBreakoutRoom, .raiseHand,
            .microphone, .camera, .tileView, .videoQuality, .hangUp, .endForAll, .jitsi, .newAddress:
            return steer(command, argument)
        case .copy: return copy(argument)
        case .chooseCopy:
            openCopyChooser()
            return []
        case .reveal:
            reveal()
            return []
        case .showCode:
            toggleCode()
            return []
        case .openInBrowser: return shownLink.map { [.open($0.url)] } ?? []
        case .rawDocument: return toggleDocument()
        case .export: return export(to: argument)
        case .verify: return verify(argument)
        case .refresh: return refreshNow()
        case .filter:
            openFilter(argument)
            return []
        case .mark, .markRange, .markFound, .unmarkAll:
            mark(with: command)
            return []
        case .chooseSort:
            openPalette(with: "\(CommandTable[.sort].name) ")
            return []
        case .sort, .reverseSort:
            sort(by: argument, reverse: command == .reverseSort)
            return []
        case .switchService: return argument == service.rawValue ? [] : switchService()
        case .profile: return changeProfile(to: argument)
        case .logOut: return [.logOut(service), noteLogOut(of: service)]
        case .messages:
            overlay = .messages(top: 0)
            return []
        case .journal:
            overlay = .journal(top: 0)
            // Another console may have written since.
            return [.readJournal(profile: profile.name)]
        case .theme:
            if let argument { return [.showTheme(argument, isAnnounced: true)] }
            if case .themes = overlay { return [] }
            return [.listThemes]
        case .help:
            openHelp()
            return []
        case .palette:
            openPalette()
            return []
        case .readOnly:
            turnReadOnly(argument.map { $0 == "on" } ?? !isReadOnlyByChoice)
            return []
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        case .quit:
            // Who says it twice means it.
            if case .question(let question) = overlay, question.isOfQuitting { return [.quit(isAgreed: true)] }
            return [.quit(isAgreed: false)]
        }
    }

    private mutating func turnReadOnly(_ isOn: Bool) {
        isReadOnlyByChoice = isOn
        if isOn {
            say(.information, "Read-only: whatever would change something is refused.")
        } else {
            say(.information, "No longer read-only.")
        }
    }

    private mutating func mark(with command: Command) {
        let before = conferences.selected?.id
        switch service {
        case .v4h: conferences.mark(with: command)
        case .proconf: meetings.mark(with: command)
        }
        if conferences.selected?.id != before { details.top = 0 }
    }

    /// The rooms whose names can be copied in ProCONF's list: the marked ones, or else the selected one.
    var roomsToCopy: [SafeText] {
        guard service == .proconf, overlay == nil else { return [] }
        if focus == .conferences, !meetings.marks.isEmpty { return meetings.marked.map(\.meeting.room) }
        return [meetings.selected?.meeting.room].compactMap(\.self)
    }

    /// The name one enters a meeting with: the login's.
    private var defaultName: String { session[.v4h].user?.string ?? "" }

    private func order(_ argument: String?, _ make: (ConferenceIdentifier) -> Order) -> [Effect] {
        subject(named: argument).map { [.send(.carryOut(make($0.id), isConfirmed: false))] } ?? []
    }

    private mutating func openGuestLink() -> [Effect] {
        focus = .guestLink
        switch service {
        case .v4h:
            forgetLinkOfAnother()
        case .proconf:
            if let room = meetings.selected?.meeting.room.string { token.form.set(.room, to: room) }
        }
        linkPane.form.place = .line(0)
        return []
    }

    /// A link made for one conference must not be taken for another's.
    mutating func forgetLinkOfAnother() {
        guard guestLink.subject?.string != target?.id.text else { return }
        guestLink.link = .notAsked
        guestLink.subject = nil
        guestLink.form.hasResult = false
        if guestLink.form.place == .result { guestLink.form.place = .button }
    }

    private mutating func toggleWatch(_ argument: String?) -> [Effect] {
        guard let subject = subject(named: argument) else { return [] }
        if stage?.meeting.conference == subject.id {
            // The record may end the stage, and is looked at until then.
            stage?.hasOwnWatch.toggle()
            let isKept = stage?.hasOwnWatch == false
            say(.information, "\(isKept ? "Watching" : "No longer watching") \(subject.roomName) after its stage.")
            return []
        }
        if watched.remove(subject.id) != nil {
            say(.information, "No longer watching \(subject.roomName).")
            return [.unwatch(subject.id)]
        }
        watched.insert(subject.id)
        say(.information, "Watching \(subject.roomName): you will be told when it has ended.")
        return [.watch(subject.id)]
    }

    /// Shows the token: in the sheet that is there, or in a new one for the link of the pane.
    private mutating func reveal() {
        if case .batch = overlay {
            batch?.isRevealed.toggle()
        } else if case .link(var sheet) = overlay {
            sheet.isRevealed.toggle()
            overlay = .link(sheet)
        } else if let link = shownLink {
            overlay = .link(
                LinkSheet(title: linkTitle, subtitle: linkPane.subject?.string ?? "", link: link, isRevealed: true))
        }
    }

    /// Shows the link in view as a QR code, or takes that away.
    private mutating func toggleCode() {
        if case .code(let sheet) = overlay {
            overlay = sheet.behind
        } else if case .link(let sheet) = overlay {
            overlay = .code(
                CodeSheet(title: sheet.title, subtitle: sheet.subtitle, link: sheet.link, behind: overlay))
        } else if let link = shownLink {
            let subtitle = (linkPane.title ?? linkPane.subject)?.string ?? ""
            overlay = .code(CodeSheet(title: linkTitle, subtitle: subtitle, link: link, behind: nil))
        }
    }

    /// What the link of the pane is called.
    private var linkTitle: String { service == .v4h ? "Guest link" : "ProCONF token" }

    private mutating func toggleDocument() -> [Effect] {
        guard let target else { return [] }
        details.showsDocument.toggle()
        details.top = 0
        guard details.showsDocument else { return [] }
        focus = .details
        guard details.subject != target.id || details.record.value == nil else { return [] }
        return loadRecord(target.id)
    }

    /// Asks for a conference's record, keeping what is shown if it is of the same conference.
    mutating func loadRecord(_ id: ConferenceIdentifier) -> [Effect] {
        if details.subject != id {
            details.subject = id
            details.record = .notAsked
            details.top = 0
            details.section = nil
            details.changes = []
            details.changesSince = nil
        }
        details.record.begin()
        return [.loadRecord(id)]
    }

    mutating func loadRoom(_ room: SafeText) -> [Effect] {
        if self.room.room != room {
            self.room = RoomState()
            self.room.room = room
            details.top = 0
        }
        self.room.status.begin()
        self.room.catchUp.begin()
        self.room.summary.begin()
        return [.loadRoom(room)]
    }

    private mutating func sort(by name: String?, reverse: Bool) {
        switch service {
        case .v4h: conferences.sortOn(name, reverse: reverse)
        case .proconf: meetings.sortOn(name, reverse: reverse)
        }
    }

    private mutating func switchService() -> [Effect] {
        service = service == .v4h ? .proconf : .v4h
        isFiltering = false
        details.top = 0
        guard session[service].isUsable else {
            focus = .session
            return []
        }
        if focus == .session { focus = .conferences }
        let isNew = service == .v4h ? conferencesLoading.value == nil : meetingsLoading.value == nil
        return isNew ? refresh() : []
    }
}

extension TableState {
    fileprivate mutating func mark(with command: Command) {
        switch command {
        case .mark: toggleMark()
        case .markRange: markRange()
        case .markFound: markFound()
        case .unmarkAll: unmarkAll()
        default: break
        }
    }

    /// Sorts by the column of a name, or else the next one; the same one the other way round.
    fileprivate mutating func sortOn(_ name: String?, reverse: Bool) {
        let column = name.flatMap(Row.Column.named)
        guard !reverse, column != sortColumn else { return sort(by: sortColumn, descending: !isDescending) }
        let columns = Array(Row.Column.allCases)
        let next = (columns.firstIndex(of: sortColumn) ?? 0) + 1
        sort(by: column ?? columns[next % columns.count], descending: false)
    }
}
