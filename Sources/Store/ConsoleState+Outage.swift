import Foundation
import Meetings
import Services
import Stage

extension ConsoleState {
    /// How long to wait between two tries of a service that is away.
    private static let backOff = BackOff()

    /// The outage of the service in view, if there is one.
    package var outage: Outage? { outages[service] }

    /// Whether seconds are counted down on the screen just now.
    ///
    /// What was asked of the meeting on the stage has to be looked after, whether it is on the screen or not.
    var countsDown: Bool {
        viewport.showsOutage && outage?.nextTry != nil || viewport.showsLive && stage?.live.joined != nil
            || stage?.pending.isEmpty == false
    }

    /// Notes what became of a reading: begins an outage, plans its next try, or ends it.
    ///
    /// - Parameters:
    ///   - failure: Why the reading failed, or nil where it did not.
    ///   - reading: What was read.
    ///   - service: Of which service.
    /// - Returns: What to do about it.
    mutating func note(_ failure: ServiceError?, of reading: Reading, from service: ServiceKind) -> [Effect] {
        guard let failure else { return noteAnswer(to: reading, from: service) }
        guard failure.isOutage else {
            // Without a login nothing was asked, so that nothing is known of the service.
            return failure.isOfLogin || failure == .cancelled ? [] : noteAnswer(to: reading, from: service)
        }
        // The banner goes on saying it; the words are said once.
        if outages[service] == nil, !isChecking { say(Message(failure, at: now)) }
        var outage = outages[service] ?? Outage(since: now)
        let wait = outage.note(failure, of: reading, at: now, backOff: ConsoleState.backOff, chance: chance)
        outages[service] = outage
        return wait.map { [.retry(service, after: $0)] } ?? []
    }

    private mutating func noteAnswer(to reading: Reading, from service: ServiceKind) -> [Effect] {
        guard outages[service]?.readings.remove(reading) != nil else { return [] }
        guard outages[service]?.readings.isEmpty == false else {
            outages[service] = nil
            return [.retry(service, after: nil)]
        }
        // The service is back: what failed meanwhile is asked for again.
        return reading == .list ? tryAgain(service) : []
    }

    /// Notes what became of asking for a list, and says so once.
    mutating func noteList(_ failure: ServiceError?, from service: ServiceKind) -> [Effect] {
        let before = listFailures[service]
        listFailures[service] = failure
        if let failure {
            // Of an outage and of a login that has ended something else tells.
            if failure != before, !failure.isOutage, !failure.isOfLogin { say(Message(failure, at: now)) }
        } else if before != nil {
            say(.success, "The \(service == self.service ? "" : "\(service.title) ")list is up to date again.")
        }
        return note(failure, of: .list, from: service)
    }

    /// Asks a service that is away again: for the list first, and for the rest once that is there.
    mutating func tryAgain(_ service: ServiceKind) -> [Effect] {
        guard let outage = outages[service] else { return [] }
        outages[service]?.beginTry()
        guard session[service].isUsable else {
            return outage.isOfLogin ? logInAutomatically(to: service) : []
        }
        if outage.isOfList { return isListLoading(of: service) ? [] : loadList(of: service) }
        var effects: [Effect] = []
        var isRoomAsked = false
        for reading in outage.readings {
            switch reading {
            case .login, .list: break
            case .features:
                features.begin()
                effects.append(.loadFeatures)
            case .record(let id): effects += loadRecord(id)
            case .check(let order): effects.append(.check(order))
            case .status(let room), .catchUp(let room), .summary(let room):
                if !isRoomAsked { effects += loadRoom(room) }
                isRoomAsked = true
            }
        }
        return effects
    }

    /// Tries what is planned for later; an alarm of a plan that was given up finds none.
    mutating func retryDue(of service: ServiceKind) -> [Effect] {
        outages[service]?.nextTry == nil ? [] : tryAgain(service)
    }

    /// Forgets what nobody looks at any more, and an outage of nothing else with it.
    mutating func forgetUnwantedReadings() {
        for (service, outage) in outages {
            let wanted = outage.readings.filter { isWanted($0, of: service) }
            guard wanted.count < outage.readings.count else { continue }
            outages[service]?.readings = wanted
            if wanted.isEmpty { outages[service] = nil }
        }
    }

    private func isWanted(_ reading: Reading, of service: ServiceKind) -> Bool {
        switch reading {
        case .login: !session[service].isUsable
        case .list, .features: true
        case .record(let id): details.subject == id
        case .status(let room), .catchUp(let room), .summary(let room): self.room.room == room
        case .check(let order): checks.contains { $0.order == order && $0.standing == .open }
        }
    }
}

extension ConsoleState {
    func isListLoading(of service: ServiceKind) -> Bool {
        switch service {
        case .v4h: conferencesLoading.isLoading
        case .proconf: meetingsLoading.isLoading
        }
    }

    /// Asks for a service's list, also where one is on its way already: that may tell of a time gone by.
    mutating func loadList(of service: ServiceKind) -> [Effect] {
        if outages[service]?.isOfList == true { outages[service]?.beginTry() }
        switch service {
        case .v4h:
            conferencesLoading.begin()
            return [.loadConferences(over: conferences, organisationNames: organisationNames)]
        case .proconf:
            meetingsLoading.begin()
            return [.loadMeetings]
        }
    }

    /// Asks again for what is in view.
    ///
    /// - Parameter spared: What is left to the tries of an outage.
    /// - Returns: What to do.
    mutating func refresh(sparing spared: Set<Reading> = []) -> [Effect] {
        var effects = isListLoading(of: service) ? [] : loadList(of: service)
        switch service {
        case .v4h:
            if focus == .details, let target, !spared.contains(.record(target.id)) { effects += loadRecord(target.id) }
        case .proconf:
            if !effects.isEmpty, !spared.contains(.features) {
                features.begin()
                effects.append(.loadFeatures)
            }
            if focus == .details, let room = meetings.selected?.meeting.room,
                spared.isDisjoint(with: [.status(room), .catchUp(room), .summary(room)])
            {
                effects += loadRoom(room)
            }
        }
        return effects
    }

    /// Refreshes as time goes by; an outage goes by its own clock.
    mutating func refreshUnasked() -> [Effect] {
        guard session[service].isUsable, outage?.isOfList != true else { return [] }
        return refresh(sparing: outage?.readings ?? [])
    }

    /// Refreshes because the operator wants it, at once.
    mutating func refreshNow() -> [Effect] {
        guard let outage, !outage.isOfList else { return refresh() }
        return refresh(sparing: outage.readings) + tryAgain(service)
    }
}
