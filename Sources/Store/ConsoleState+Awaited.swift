import Meetings
import Stage

/// Something that is asked of a service, and not answered yet.
package enum Awaited: Hashable, Sendable {
    /// An order, by what is said of it while it is under way.
    case order(String)
    case batch
    case login(ServiceKind)
    case list(ServiceKind)
    case record
    case features
    case room

    /// The address of the stage's page.
    case stage
}

extension ConsoleState {
    /// Everything that is asked of the services just now.
    package var awaited: Set<Awaited> {
        var awaited = Set(progress.map(Awaited.order))
        if hasBatch { awaited.insert(.batch) }
        for service in ServiceKind.allCases
        where session[service].isLoggingIn || session[service].awaitsAutomaticLogin && outages[service] == nil {
            awaited.insert(.login(service))
        }
        if conferencesLoading.isLoading { awaited.insert(.list(.v4h)) }
        if meetingsLoading.isLoading { awaited.insert(.list(.proconf)) }
        if details.record.isLoading { awaited.insert(.record) }
        if features.isLoading { awaited.insert(.features) }
        if room.status.isLoading || room.catchUp.isLoading || room.summary.isLoading { awaited.insert(.room) }
        if let stage, stage.address == nil, stage.page == .awaited { awaited.insert(.stage) }
        return awaited
    }

    /// Selects the row of an identifier, taking a filter away that would hide it.
    mutating func selectRow(_ id: String) {
        switch service {
        case .v4h: showRow(ConferenceIdentifier(id))
        case .proconf: meetings.select(SafeText(id))
        }
        details.top = 0
        focus = .conferences
    }
}
