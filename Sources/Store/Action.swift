package import Login
package import Meetings
package import Services
package import Stage

/// Everything that can change the state: what the operator does, and what the services answer.
package enum Action: Sendable {
    /// Does what a command says, with what was said along with its name.
    case perform(Command, argument: String? = nil)
    case carryOut(Order, isConfirmed: Bool)
    case edit(FieldEdit)
    case point(Pointing)

    /// The operator has named a row of the list, by its identifier.
    case picked(String)

    /// An order has ended: it was answered, one way or the other, or leaves open whether it was carried out.
    case orderEnded(Order, isUnanswered: Bool = false)

    /// What is known, now that it was read, of the conference of an order that got no answer.
    case checked(Order, Result<ConferenceRecord, ServiceError>)

    /// A frame was drawn, and had room for so much.
    case laidOut(Viewport)
    case ticked

    /// The interval of the refresh has gone by.
    case refreshDue

    /// The wait for the next try of a service that is away has gone by.
    case retryDue(ServiceKind)

    case loginChanged(ServiceKind, LoginStatus)
    case loginFinished(ServiceKind, Result<SafeText, ServiceError>)

    /// The console has begun: where the profile says how, it logs in by itself.
    case automaticLoginsDue

    /// A login that was remembered has been taken over.
    case loginRecalled(ServiceKind, user: String?)

    /// The console of another profile was shown before, as it is given here.
    case cameFrom(ConsoleState)

    /// The console is shown again, after another profile's.
    case takenUp

    /// Something was said in a profile that is not shown.
    case told(Message, of: SafeText)

    /// Something went wrong that is not about a service, such as a file that could not be written.
    case warned(String, advice: String?)

    /// The console was to end while the pages of these conferences are open.
    case stagesLeftOpen([SafeText])

    case conferencesLoaded(Result<ConferenceListing, ServiceError>)
    case organisationsLoaded(Result<[Organisation], ServiceError>)
    case recordLoaded(ConferenceIdentifier, Result<ConferenceRecord, ServiceError>)
    case requested(Result<ConferenceIdentifier, ServiceError>)
    case lookedUp(ConferenceIdentifier, Result<ConferenceRecord, ServiceError>)
    case entered(ConferenceIdentifier, isModerator: Bool, Result<MeetingEntry, ServiceError>)
    case left(ConferenceIdentifier, Result<Void, ServiceError>)
    case closed(ConferenceIdentifier, Result<Void, ServiceError>)
    case updated(ConferenceIdentifier, Result<Void, ServiceError>)
    case deleted(ConferenceIdentifier, Result<Void, ServiceError>)
    case watchedEnded(ConferenceRecord)
    case guestLinkMade(ConferenceIdentifier, Result<MeetingLink, ServiceError>)

    case meetingsLoaded(Result<[ProConfMeeting], ServiceError>)
    case featuresLoaded(Result<[ProConfFeature], ServiceError>)
    case statusLoaded(SafeText, Result<ProConfRoomStatus, ServiceError>)
    case catchUpLoaded(SafeText, Result<SafeText, ServiceError>)
    case summaryLoaded(SafeText, Result<ProConfSummary, ServiceError>)
    case tokenMade(ProConfTokenRequest, Result<ProConfToken, ServiceError>)

    case journal(JournalNews)

    case theme(ThemeNews)
    case copied(CopyText, Copying)
    case opened(Opening)
    case exported(Export, Exporting)

    case file(FileNews)

    /// What there is to tell of the stage.
    case stage(StageNews)
    case stageOpened(ConferenceIdentifier, Result<StageAddress, StageError>)

    /// The program that is run when a stage has ended did not do well.
    case endedCommandFailed(String)
}

extension Action {
    /// Whether it is the failure of an order that may have been carried out all the same.
    package var isUnanswered: Bool {
        switch self {
        case .requested(.failure(let error)), .entered(_, _, .failure(let error)), .left(_, .failure(let error)),
            .closed(_, .failure(let error)), .updated(_, .failure(let error)), .deleted(_, .failure(let error)),
            .guestLinkMade(_, .failure(let error)):
            error.mayHaveBeenCarriedOut
        default: false
        }
    }
}

/// What became of opening an address in the profile's browser.
package enum Opening: Sendable {
    case opened(String)
    case failed(String)

    /// How a meeting that is entered is opened.
    package enum Way: String, CaseIterable, Sendable {
        /// In a page of gavel's, from which it can be steered here.
        case stage

        /// By the meeting's own link.
        case link
    }
}
