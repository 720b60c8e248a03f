package import Meetings
import Services

extension ConsoleState {
    /// What is copied for a choice, of what is in view.
    ///
    /// No token is in any of it but the link's, which a link is for.
    ///
    /// - Parameter choice: What is wanted.
    /// - Returns: The text.
    /// - Throws: `CopyRefusal` where there is none now.
    package func copyText(_ choice: CopyChoice) throws(CopyRefusal) -> CopyText {
        switch choice {
        case .link: return try linkText()
        case .id:
            let id = try selectedName(v4h: { $0.id.text }, proconf: { $0.identifier.string })
            return CopyText(id, named: service == .v4h ? "The conference's id" : "The meeting's id", preview: id)
        case .url:
            let room = try selectedName(v4h: { $0.roomName }, proconf: { $0.room.string })
            guard let place = profile.places[service] else {
                throw CopyRefusal("The profile does not say where meetings are opened without a token.")
            }
            guard let address = place.address(ofRoom: room)?.reveal() else {
                throw CopyRefusal("The room makes no address that could be opened.")
            }
            return CopyText(address, named: "The meeting's address", preview: address)
        case .markdown:
            let time = TimeText(now: now, timeZone: timeZone)
            guard let text = facts(time).markdown(asOf: time.absolute(now)) else {
                throw CopyRefusal(nothingSelected)
            }
            return CopyText(text, named: "The Markdown of the details", preview: text.lineCount)
        case .json:
            guard service == .v4h else { throw CopyRefusal("Only V4H has records.") }
            guard let target else { throw CopyRefusal(nothingSelected) }
            guard details.subject == target.id, let record = details.record.value else {
                throw CopyRefusal("The record is not loaded: \(keys.invocation(of: .open)) on the row does.")
            }
            let text = record.shownDocument
            return CopyText(text, named: "The JSON of the record", preview: text.lineCount)
        }
    }

    private func linkText() throws(CopyRefusal) -> CopyText {
        if case .batch = overlay, let links = CopyText(links: batch?.links ?? []) { return links }
        if let link = copiedLink, let text = CopyText(links: [link]) { return text }
        throw CopyRefusal(
            linkPane.link.value == nil
                ? "There is no link yet: \(keys.invocation(of: .guestLink)) makes one."
                : "The link is in the pane Guest link: \(keys.invocation(of: .guestLinkPane)).")
    }

    /// The link in view, or the one that was made for the selected conference.
    private var copiedLink: MeetingLink? {
        if let shownLink { return shownLink }
        guard service == .v4h, let subject = guestLink.subject, subject.string == target?.id.text else { return nil }
        return guestLink.link.value
    }

    private func selectedName(
        v4h: (Conference) -> String,
        proconf: (ProConfMeeting) -> String
    ) throws(CopyRefusal) -> String {
        let name = service == .v4h ? target.map(v4h) : meetings.selected.map { proconf($0.meeting) }
        guard let name else { throw CopyRefusal(nothingSelected) }
        return name
    }

    private var nothingSelected: String { service == .v4h ? "Select a conference first." : "Select a meeting first." }

    /// Why a choice cannot be copied now; nil where it can.
    func reason(againstCopying choice: CopyChoice) -> String? {
        do throws(CopyRefusal) {
            _ = try copyText(choice)
            return nil
        } catch {
            return error.reason
        }
    }

    /// Copies what was named, or what is nearest: the link in view, or else the id of what is selected.
    func copy(_ argument: String?) -> [Effect] {
        if argument == nil, !hasLinksInView, service == .proconf { return copyRooms() }
        guard let choice = argument.map(CopyChoice.init(rawValue:)) ?? (hasLinksInView ? .link : .id),
            let text = try? copyText(choice)
        else { return [] }
        return [.copy(text)]
    }

    /// Copies the names of the marked rooms, one a line, or that of the selected one.
    private func copyRooms() -> [Effect] {
        let rooms = roomsToCopy
        guard let first = rooms.first else { return [] }
        let isOne = rooms.count == 1
        return [
            .copy(
                CopyText(
                    rooms.map(\.string).joined(separator: "\n"),
                    named: isOne ? "The room's name" : "The list of \(rooms.count) rooms",
                    preview: isOne ? first.string : "\(rooms.count) rooms"))
        ]
    }

    mutating func openCopyChooser() { overlay = .copies(CopyChooser(behind: overlay?.ground)) }

    /// Moves through what can be copied, and copies it.
    mutating func choose(_ chooser: CopyChooser, with command: Command) -> [Effect] {
        let last = CopyChoice.allCases.count - 1
        var next = chooser
        switch command {
        case .up, .previousPane: next.selected = chooser.selected == 0 ? last : chooser.selected - 1
        case .down, .nextPane: next.selected = chooser.selected == last ? 0 : chooser.selected + 1
        case .pageUp, .first: next.selected = 0
        case .pageDown, .last: next.selected = last
        case .back:
            overlay = chooser.behind
            return []
        case .open: return pick(chooser.selectedChoice, from: chooser)
        default: return []
        }
        overlay = .copies(next)
        return []
    }

    /// Copies what a letter stands for.
    mutating func pick(_ letter: String, from chooser: CopyChooser) -> [Effect] {
        guard let choice = CopyChoice.allCases.first(where: { String($0.letter) == letter.lowercased() }) else {
            return []
        }
        return pick(choice, from: chooser)
    }

    /// Copies something from the list; what cannot be copied is selected, and its reason stands beside it.
    private mutating func pick(_ choice: CopyChoice, from chooser: CopyChooser) -> [Effect] {
        overlay = chooser.behind
        guard reason(againstCopying: choice) != nil else {
            return [.send(.perform(.copy, argument: choice.rawValue))]
        }
        var next = chooser
        next.selected = CopyChoice.allCases.firstIndex(of: choice) ?? 0
        overlay = .copies(next)
        return []
    }

    /// What the list shows of each choice, as if it were not there.
    package func copyOffers(in chooser: CopyChooser) -> [(choice: CopyChoice, offer: Result<CopyText, CopyRefusal>)] {
        var beneath = self
        beneath.overlay = chooser.behind
        return CopyChoice.allCases.map { choice in
            do throws(CopyRefusal) {
                return (choice, .success(try beneath.copyText(choice)))
            } catch {
                return (choice, .failure(error))
            }
        }
    }

    /// Tells what became of copying, and shows what got nowhere, so that it can be selected.
    mutating func takeCopied(_ text: CopyText, _ outcome: Copying) {
        switch (outcome.program, outcome.terminal) {
        case (.taken(let program), _): say(.success, "\(text.name) was copied with \(SafeText(program)).")
        case (let program, .sent):
            let doubt = "If it does not paste, your terminal has OSC 52 off"
            let remedy = hasLinksInView ? ": \(press(.reveal)) and select it by mouse." : "."
            say(
                .success, "\(text.name) was sent to the clipboard.",
                advice: program.flatMap(\.complaint).map { "\($0) \(doubt)." } ?? doubt + remedy)
        case (_, .shown): break
        case (nil, nil):
            show(text)
            say(.information, "\(text.name) is shown to be selected by mouse.", advice: "clipboard is none.")
        case (let program, let sending):
            show(text)
            let remedy = "Select it by mouse."
            let complaint = program.flatMap(\.complaint)
            say(
                sending == .tooLong ? .warning : .error,
                sending == .tooLong
                    ? "\(text.name) is too long for the clipboard." : "\(text.name) could not be copied.",
                advice: complaint.map { "\($0) \(remedy)" } ?? remedy)
        }
    }

    /// Whether one or more links are what is looked at.
    private var hasLinksInView: Bool {
        if case .batch = overlay { return batch?.links.isEmpty == false }
        return shownLink != nil
    }

    /// Shows a text in full over what is there, unless something waits for an answer.
    private mutating func show(_ text: CopyText) {
        switch overlay {
        case .question, .prompt, .palette, .help, .copies: return
        default: overlay = .text(TextSheet(title: text.name, text: text.text, behind: overlay?.ground))
        }
    }
}

extension Copying.Taking {
    /// What went wrong, as a sentence.
    fileprivate var complaint: String? {
        if case .failed(let reason) = self { "\(SafeText(reason))." } else { nil }
    }
}

extension ConferenceRecord {
    /// The record as the service sent it, as it is shown.
    package var shownDocument: String { SafeText(document: document.pretty).string }
}

extension String {
    fileprivate var lineCount: String { "\(split(separator: "\n", omittingEmptySubsequences: false).count) lines" }
}
