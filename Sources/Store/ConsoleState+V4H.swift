import Meetings
import Services

extension ConsoleState {
    /// Takes what V4H answered.
    mutating func takeV4H(_ answer: Action) -> [Effect] {
        if let effects = takeForBatch(answer) { return effects }
        switch answer {
        case .conferencesLoaded(let result): return takeList(result)
        case .organisationsLoaded(let result):
            take(result)
            return []
        case .recordLoaded(let id, let result): return takeRecord(result, of: id)
        case .requested(let result): return takeRequested(result)
        case .lookedUp(let id, let result): return takeLookedUp(result, of: id)
        case .entered(let id, let isModerator, let result): return takeEntry(result, to: id, asModerator: isModerator)
        case .left(let id, let result):
            guard succeeded(result) else { return [] }
            participations[id] = nil
            say(.success, "The service knows that you left \(id).")
            return closeStage(of: id, saying: "You have left the conference.")
        case .closed(let id, let result):
            guard succeeded(result) else { return reload(after: result) }
            say(.success, "Closed \(naming(of: id)).")
            return loadList(of: .v4h) + (details.subject == id ? loadRecord(id) : [])
        case .updated(let id, let result):
            guard succeeded(result) else { return reload(after: result) }
            say(.success, "Changed \(naming(of: id)).")
            return loadList(of: .v4h) + (details.subject == id ? loadRecord(id) : [])
        case .deleted(let id, let result):
            guard succeeded(result) else {
                if let error = result.failure { _ = forgetIfGone(id, error) }
                return reload(after: result)
            }
            say(.success, "Deleted \(naming(of: id)).")
            forget(id)
            return [.unwatch(id)] + loadList(of: .v4h)
        case .watchedEnded(let record): return takeEnd(record)
        case .guestLinkMade(let id, let result): return takeGuestLink(result, for: id)
        default: return []
        }
    }

    /// Says why something was not done, with a warning where it may have been.
    private mutating func succeeded(_ result: Result<Void, ServiceError>) -> Bool {
        guard case .failure(let error) = result else { return true }
        sayFailure(error)
        return false
    }

    private mutating func sayFailure(_ error: ServiceError) {
        var message = Message(error, at: now)
        if error.mayHaveBeenCarriedOut {
            message.advice = "It may have been done all the same; the service is being asked how it stands."
        }
        say(message)
    }

    /// Asks for the list where a refusal shows that it has changed; what may have been done is checked otherwise.
    private mutating func reload(after result: Result<Void, ServiceError>) -> [Effect] {
        result.failure?.mayHaveBeenCarriedOut == true ? [] : loadList(of: .v4h)
    }

    /// Takes a conference away that the service has no more.
    mutating func forget(_ id: ConferenceIdentifier) {
        conferences.remove(id)
        forgetLinkOfAnother()
        watched.remove(id)
    }

    private mutating func takeList(_ result: Result<ConferenceListing, ServiceError>) -> [Effect] {
        conferencesLoading.finish(result.map(\.count), at: now)
        switch result {
        case .success(let listing):
            // What was requested or looked up while the list was on its way is not in it.
            let since = conferences.rows.filter { $0.source == .here && listing.table[$0.id] == nil }
            conferences.adopt(listing.table)
            for row in since { conferences.upsert(row) }
            conferences.forgetMarksOfGone()
            if !guestLink.link.isLoading { forgetLinkOfAnother() }
            // What became of a request matters more than that the list is there, and so is said after it.
            return noteList(nil, from: .v4h) + settleRequests() + recordRefresh()
        case .failure(let error):
            return noteList(error, from: .v4h)
        }
    }

    /// Learns what owners are called.
    ///
    /// A service that does not tell its organisations leaves their numbers, which is no reason to complain.
    private mutating func take(_ organisations: Result<[Organisation], ServiceError>) {
        guard case .success(let all) = organisations else { return }
        organisationNames = all.names
    }

    func row(_ conference: Conference, _ source: ConferenceRow.Source) -> ConferenceRow {
        ConferenceRow(conference, source: source, organisationNames: organisationNames)
    }

    /// A record that the list has overtaken is asked for again, and one that could not be had while nobody was logged in.
    ///
    /// One that the service does not give is left to the tries of its outage.
    private mutating func recordRefresh() -> [Effect] {
        guard let selected = conferences.selected?.conference, details.subject == selected.id else { return [] }
        switch details.record {
        case .loaded(let record, _)
        where record.conference.state != selected.state || record.conference.ended != selected.ended:
            return loadRecord(selected.id)
        case .failed(let trouble, _, _)
        where trouble.mayPass && outages[.v4h]?.readings.contains(.record(selected.id)) != true:
            return loadRecord(selected.id)
        default: return []
        }
    }

    private mutating func takeRecord(_ result: Result<ConferenceRecord, ServiceError>, of id: ConferenceIdentifier)
        -> [Effect]
    {
        if case .success(let record) = result, let row = conferences[id] {
            conferences.upsert(self.row(record.conference, row.source))
        }
        let notes = noteRecord(result, of: id)
        // The operator may have moved on to another conference meanwhile.
        guard details.subject == id else { return notes }
        details.record.finish(result, at: now)
        if case .success(let record) = result { details.look(at: record.conference, now: now) }
        if let error = result.failure, !error.isOutage, !error.isOfLogin { say(Message(error, at: now)) }
        return notes + note(result.failure, of: .record(id), from: .v4h)
    }

    private mutating func takeRequested(_ result: Result<ConferenceIdentifier, ServiceError>) -> [Effect] {
        switch result {
        case .success(let id):
            closePrompt { $0 == .request }
            conferences.upsert(row(Conference(id: id, state: .ready, created: now), .here))
            focus = .conferences
            showRow(id)
            say(
                .success, "Requested conference \(id).",
                advice:
                    "\(press(.guestLink)) to make a guest link, \(keys.invocation(of: .startConference)) to start it.")
            for index in checks.indices {
                checks[index].known?.insert(id)
                if checks[index].standing == .denied { checks[index].form = nil }
            }
            return loadRecord(id) + loadList(of: .v4h)
        case .failure(let error):
            failPrompt(error) { $0 == .request }
            return []
        }
    }

    private mutating func takeLookedUp(_ result: Result<ConferenceRecord, ServiceError>, of id: ConferenceIdentifier)
        -> [Effect]
    {
        switch result {
        case .success(let record):
            closePrompt { $0 == .lookUp }
            let found = record.conference
            conferences.upsert(row(found, conferences[found.id]?.source ?? .here))
            showRow(found.id)
            details.subject = found.id
            details.record = .loaded(record, at: now)
            details.top = 0
            focus = .details
            isFiltering = false
            say(.success, "Found \(naming(of: found.id)).")
        case .failure(let error):
            failPrompt(error) { $0 == .lookUp }
        }
        return []
    }

    /// Selects a row, clearing a filter that would hide it.
    mutating func showRow(_ id: ConferenceIdentifier) {
        if let row = conferences[id], !conferences.filter.isEmpty {
            conferences.select(id)
            if conferences.selected?.id != row.id {
                filterField.replace(with: "")
                filterFault = nil
                conferences.setFilter(ListFilter())
            }
        }
        conferences.select(id)
    }

    private mutating func takeEntry(
        _ result: Result<MeetingEntry, ServiceError>,
        to id: ConferenceIdentifier,
        asModerator: Bool
    ) -> [Effect] {
        let purpose: Prompt.Purpose = asModerator ? .start(id) : .join(id)
        switch result {
        case .success(let entry):
            closePrompt { $0 == purpose }
            participations[id] = entry.ticket.participation
            say(.success, asModerator ? "Started \(naming(of: id))." : "Joining \(naming(of: id)).")
            if awaitedStages.remove(id) != nil, stage == nil {
                return openStage(of: id, entry, asModerator: asModerator) + loadList(of: .v4h)
                    + (details.subject == id ? loadRecord(id) : [])
            }
            if overlay == nil {
                overlay = .link(
                    LinkSheet(
                        title: asModerator ? "Your way in, as moderator" : "Your way in, as participant",
                        subtitle: naming(of: id), link: entry.link))
            }
            let opening: [Effect] = profile.hasBrowser ? [.open(entry.link.url)] : []
            return opening + loadList(of: .v4h) + (details.subject == id ? loadRecord(id) : [])
        case .failure(let error):
            failPrompt(error) { $0 == purpose }
            return []
        }
    }

    private mutating func takeEnd(_ record: ConferenceRecord) -> [Effect] {
        let id = record.conference.id
        guard watched.remove(id) != nil else { return [] }
        let closing = closeStage(of: id, saying: "The conference has ended.")
        conferences.upsert(row(record.conference, conferences[id]?.source ?? .here))
        if details.subject == id { details.record = .loaded(record, at: now) }
        say(.success, "Ended: \(naming(of: id)).")
        return callForLastMessage() + [noteEnd(of: record.conference)] + closing
    }

    private mutating func takeGuestLink(_ result: Result<MeetingLink, ServiceError>, for id: ConferenceIdentifier)
        -> [Effect]
    {
        // An answer for a conference whose link is no longer asked for must not look like another's.
        guard guestLink.subject?.string == id.text, guestLink.link.isLoading else { return [] }
        guestLink.link.finish(result, at: now)
        switch result {
        case .success:
            guestLink.form.hasResult = true
            guestLink.form.place = .result
            say(
                .success, "Guest link ready.",
                advice: "\(press(.copy)) to copy it, \(keys.invocation(of: .reveal)) to see its token.")
        case .failure(let error):
            complain(error)
            if error.field == nil { sayFailure(error) }
        }
        return []
    }

    /// Closes the form that an answer belongs to, if it is still there.
    mutating func closePrompt(where isMeant: (Prompt.Purpose) -> Bool) {
        changePrompt(where: { isMeant($0.purpose) }) { $0 = nil }
    }

    /// Shows an error in the form it belongs to, with all that was typed, or as a message where the form is gone.
    mutating func failPrompt(_ error: ServiceError, where isMeant: (Prompt.Purpose) -> Bool) {
        sayFailure(error)
        changePrompt(where: { isMeant($0.purpose) }) { prompt in
            prompt?.isWaiting = false
            prompt?.problem = Trouble(error)
            if case .invalidInput(let field, let reason) = error { prompt?.form.complain(field, reason) }
        }
    }
}
