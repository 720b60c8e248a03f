import Foundation
import Meetings
import Store

extension PlainConsole {
    /// Does what a line asks for, and tells what came of it.
    func take(_ request: PlainRequest) async {
        switch request {
        case .nothing: break
        case .list(let from): list(from: from)
        case .logIn: await logIn()
        case .open(let name): await open(name)
        case .help(let word): say(word.map(state.plainHelp(about:)) ?? state.plainHelp)
        case .possibilities(let line): tellPossibilities(of: line)
        case .perform(let command, let argument): await perform(command, argument)
        case .wrong(let reason): refuse(reason)
        }
    }

    func say(_ lines: [String]) { if !lines.isEmpty { dialogue.say(lines.joined(separator: "\n")) } }

    /// Says why something is not done.
    func refuse(_ reason: String) {
        hasFailed = true
        dialogue.say(reason)
    }

    /// Has a command carried out where it belongs, goes on until nothing stands open, and tells what came of it.
    private func perform(_ command: Command, _ argument: String?) async {
        if let reason = command.reasonWithoutScreen { return refuse(reason) }
        if command == .sessionPane { return say(state.plainStanding) }
        if command == .filter, argument == nil { return await filter() }
        if let pane = pane(for: command) { store.send(.perform(pane)) }
        await send(.perform(command, argument: argument.map { word(for: command, $0) }))
        if command == .quit { return await quit() }
        await attend()
        if command == .guestLinkPane || command == .guestLink, argument == nil, !hasFailed { await fillLinkForm() }
        if !hasFailed { report(on: command) }
    }

    /// Leaves, unless that is asked about first, as it is while a stage is open, and the answer is no.
    private func quit() async {
        if case .question(let question) = state.overlay {
            say(question.text.split(separator: "\n").map(String.init))
            if await dialogue.agrees(question.title) == false { return await stay() }
        }
        leave()
    }

    private func stay() async { await send(.perform(.back)) }

    /// The pane that the command is about, as on the screen: the list, but for what is about the link.
    private func pane(for command: Command) -> Command? {
        switch command {
        case .copy, .reveal, .openInBrowser: state.linkPane.link.value == nil ? nil : .guestLinkPane
        case .detailsPane, .guestLinkPane: nil
        default: .conferencesPane
        }
    }

    /// What was said behind a command, where the number of a row stands for its conference.
    private func word(for command: Command, _ argument: String) -> String {
        guard CommandTable[command].argument == .conference,
            ![.requestConference, .lookUpConference].contains(command)
        else { return argument }
        return row(called: argument) ?? argument
    }

    /// The identifier of the row that a number means, or that is called so.
    private func row(called name: String) -> String? {
        let rows = PlainRows(state).identifiers
        if rows.contains(name) { return name }
        let shown = shownRows[state.service] ?? rows
        guard let number = Int(name), shown.indices.contains(number - 1) else { return nil }
        // One that has gone since is no other one.
        return shown[number - 1]
    }

    /// Selects a row and tells what is known of it; one that is on no list is asked for.
    private func open(_ name: String) async {
        if let row = row(called: name) {
            guard PlainRows(state).identifiers.contains(row) else {
                return refuse("That row is on the list no more: \(row). list shows those that are.")
            }
            store.send(.picked(row))
            await perform(.open, nil)
        } else if name.allSatisfy(\.isNumber), name.count < 4 {
            refuse("The list has no row \(name). \(PlainRows(state).summary)")
        } else {
            await perform(.lookUpConference, name)
        }
    }

    /// Asks for a filter, with the one in use as what stays.
    private func filter() async {
        let used = state.service == .v4h ? state.conferences.filter.text : state.meetings.filter.text
        let hint = used.isEmpty ? "" : " [\(used); - for none]"
        guard case .line(let line) = await dialogue.ask("Show only rows with these words\(hint): ") else { return }
        let words = line.trimmingCharacters(in: .whitespaces)
        if words == "-" {
            store.send(.perform(.conferencesPane))
            await send(.perform(.back))
        } else if !words.isEmpty {
            await send(.perform(.filter, argument: words))
        }
        if !hasFailed { list(from: nil) }
    }

    /// Logs in to the service in view.
    func logIn() async {
        guard state.session[state.service].asksForLogin else { return say(state.plainStanding) }
        store.send(.perform(.sessionPane))
        say(["Log in to \(state.service.title), \(state.profile.services[state.service]?.string ?? "")"])
        let service = state.service
        await fill { !$0.session[service].asksForLogin }
        // A form that was kept while nobody was logged in comes back.
        await attend()
        if !hasFailed, !state.session[service].asksForLogin { tellList() }
    }

    /// Asks for what the link needs, and makes it.
    private func fillLinkForm() async {
        guard state.focus == .guestLink, state.overlay == nil else { return }
        await fill { state in
            state.linkPane.link.failure == nil && !state.linkPane.form.lines.contains { $0.complaint != nil }
        }
    }
}

extension PlainConsole {
    /// Shows rows of the list, a page unless all are wanted.
    func list(from: String?) {
        let rows = PlainRows(state)
        let loading = state.service == .v4h ? state.conferencesLoading : state.meetingsLoading
        // What was never had is not an empty list.
        if rows.identifiers.isEmpty, loading.value == nil { return refuse(rows.summary) }
        say([rows.summary])
        guard !rows.identifiers.isEmpty else { return }
        let isWhole = from?.lowercased() == "all"
        let first = isWhole ? 1 : from.map { Int($0) ?? 0 } ?? 1
        guard (1...rows.identifiers.count).contains(first) else {
            return refuse("Say list, list all, or list and a number up to \(rows.identifiers.count).")
        }
        shownRows[state.service] = rows.identifiers
        let end = isWhole ? rows.identifiers.count : min(rows.identifiers.count, first - 1 + PlainConsole.page)
        say(["Each row has \(rows.columns)."] + rows.lines(first - 1..<end))
        if end < rows.identifiers.count { say(["\(rows.identifiers.count - end) more: list \(end + 1), or list all."]) }
    }

    /// Says how long the list is.
    func tellList() {
        if state.session[state.service].isUsable { say([PlainRows(state).summary]) }
    }

    private func tellPossibilities(of line: String) {
        let candidates = state.candidates(for: line)
        guard !candidates.isEmpty else { return refuse("Nothing can be said there.") }
        say(
            candidates.map { candidate in
                let words = [candidate.line, candidate.summary].filter { !$0.isEmpty }.joined(separator: ": ")
                return candidate.reason.map { "\(words). Not now: \($0)" } ?? words
            })
    }

    /// Tells what a screen would show of a command that was carried out.
    private func report(on command: Command) {
        switch command {
        case .open, .lookUpConference, .detailsPane: say(pages.details(state))
        case .rawDocument: tellDocument()
        case .filter, .sort, .reverseSort, .switchService, .profile, .conferencesPane, .back:
            if state.session[state.service].isUsable { list(from: nil) } else { say(state.plainStanding) }
        case .refresh:
            let loading = state.service == .v4h ? state.conferencesLoading : state.meetingsLoading
            if loading.failure != nil { hasFailed = true }
            tellList()
        case .up, .down, .pageUp, .pageDown, .first, .last, .mark: tellRow()
        case .markRange, .markFound, .unmarkAll: tellList()
        case .livePane: say(state.plainMeeting)
        case .guestLink, .guestLinkPane: if state.focus == .guestLink { say(state.plainLink ?? []) }
        default: break
        }
    }

    /// Says which row is selected.
    private func tellRow() {
        let rows = PlainRows(state)
        let place = state.service == .v4h ? state.conferences.position : state.meetings.position
        say(rows.identifiers.isEmpty ? [rows.summary] : rows.lines(place..<place + 1))
    }

    /// Shows the record as it came, for once.
    private func tellDocument() {
        guard state.details.showsDocument else { return }
        say(state.plainDocument)
        store.send(.perform(.rawDocument))
    }
}
