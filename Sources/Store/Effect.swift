package import Journal
package import Meetings
package import Stage

/// Something to be done outside the state, asked for by the reducer.
///
/// Its answer comes back as an action.
package enum Effect: Sendable {
    case order(Order)

    /// Asks for the list, and has it made ready for the table that is in view.
    case loadConferences(over: TableState<ConferenceRow>, organisationNames: [String: SafeText])
    case loadRecord(ConferenceIdentifier)
    case watch(ConferenceIdentifier)
    case unwatch(ConferenceIdentifier)
    case loadMeetings
    case loadFeatures
    case loadRoom(SafeText)
    case logOut(ServiceKind)

    /// Asks how it stands with the conference of an order that got no answer.
    case check(Order)

    /// Says after so many seconds that the service is to be tried again; nil gives that up.
    case retry(ServiceKind, after: Double?)

    /// Logs in as the profile says, without anybody typing.
    case logInAutomatically(ServiceKind)

    case changeProfile(String)

    /// Writes down what was done without an order.
    case journal(JournalEntry)
    case readJournal(profile: SafeText)

    case copy(CopyText)
    case open(WebAddress)

    /// Writes a file of the operator's.
    case export(Export)

    /// Keeps a line of the palette for the next run; no command takes a secret.
    case keepCommand(String)

    /// Holds a file against what a conference's record says; where that is nil the record is asked for first.
    case checkFile(FileReading, against: IntegrityEvidence?)
    case stopCheckingFile

    /// Opens the page of a conference that was entered, and tells of it from then on.
    case openStage(StageMeeting)

    /// Has the page's live object do something.
    case steer(StageCommand, number: Int)

    /// Asks the page for the state of the meeting.
    case askStage

    /// Makes a new address of the page, with a new secret.
    case freshStageAddress(of: ConferenceIdentifier)

    /// Ends the stage from here, and tells the page why.
    case endStage(StageEnding, words: String)

    /// A command to the live object has come to its end; who gave it from outside is told.
    case steered(Int, SteeringOutcome)

    /// Runs what the configuration wants to be run when a stage has ended.
    case runEndedCommand(ConferenceIdentifier)

    /// Calls the operator.
    case notify(Notice)

    /// Tells the themes there are, so that one can be chosen.
    case listThemes
    case showTheme(String, isAnnounced: Bool)
    case redraw
    case suspend
    /// The console is to end; where nobody has agreed to leave open stages, that is asked first.
    case quit(isAgreed: Bool)

    /// Another action that follows from this one; it goes through the gate like any.
    case send(Action)
}

extension Effect {
    /// Whether it is done also while another profile is shown: it belongs to what was ordered before.
    var goesOnAside: Bool {
        switch self {
        case .order, .journal, .logOut, .unwatch, .open, .export, .openStage, .steer, .askStage, .freshStageAddress,
            .endStage, .steered, .runEndedCommand, .notify:
            true
        default: false
        }
    }
}
