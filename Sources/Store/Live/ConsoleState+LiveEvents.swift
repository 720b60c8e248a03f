import Foundation
import Meetings
import Stage

/// Those who have come one soon after the other.
struct Arrivals: Hashable, Sendable {
    var first: SafeText
    var count: Int
    var last: Date

    /// What is said of them.
    var words: String { count == 1 ? "\(first) joined." : "\(first) and \(count - 1) more joined." }
}

extension ConsoleState {
    /// Takes an event of the meeting: what it changes, what is said of it, and what it confirms.
    mutating func take(_ event: MeetingEvent) -> [Effect] {
        guard let before = stage?.live else { return [] }
        stage?.live.take(event)
        keepSelection()
        let effects = tell(event, before: before)
        return effects
            + settlePending { pending, live in
                pending.expectation.verdict(after: event, in: live)
            }
    }

    /// Says what is worth knowing of an event, and calls the operator where somebody waits for him.
    private mutating func tell(_ event: MeetingEvent, before: LiveMeeting) -> [Effect] {
        guard let live = stage?.live else { return [] }
        if live.participants.count > before.participants.count, live.joined != nil, before.joined != nil {
            tellArrival(of: live.participants.last { $0.room == nil })
        }
        tellDeparture(event, live, before)
        if live.chat.count > before.chat.count || live.chat.last != before.chat.last, let line = live.chat.last,
            line.from != nil
        {
            tell("\(line.name)\(line.isPrivate ? " (to you)" : ""): \(line.text)")
        }
        if live.subject != before.subject, let subject = live.subject { tell("The subject is now “\(subject)”.") }
        if live.isTranscribing != before.isTranscribing {
            tell(live.isTranscribing ? "What is said is being transcribed." : "Transcription has ended.")
        }
        for media in MeetingMedia.allCases where live.moderated.contains(media) != before.moderated.contains(media) {
            tell("Moderation of \(media.rawValue) is \(live.moderated.contains(media) ? "on" : "off").")
        }
        tellRecordings(live, before)
        tellPeople(live, before, event)
        return tellOfWaiting(live, before)
    }

    /// Says who has left: of one's own leaving the others are no part.
    private mutating func tellDeparture(_ event: MeetingEvent, _ live: LiveMeeting, _ before: LiveMeeting) {
        let wasSentOut = event.name == "participantKickedOut"
        guard wasSentOut || event.name == "participantLeft",
            let text = (wasSentOut ? event.data["kicked"]?["id"] : event.data["id"])?.text,
            let id = ParticipantIdentifier(text), live[id] == nil, let gone = before[id]
        else { return }
        tell(wasSentOut ? "\(gone.name) was sent out." : "\(gone.name) left.")
    }

    private mutating func tellRecordings(_ live: LiveMeeting, _ before: LiveMeeting) {
        for mode in RecordingMode.allCases where live.recordings[mode] != before.recordings[mode] {
            switch live.recordings[mode] {
            case .running: tell("Recording (\(mode.rawValue)) has begun.")
            case .failed(let reason): say(.error, "Recording (\(mode.rawValue)) failed: \(reason)")
            case nil: tell("Recording (\(mode.rawValue)) has ended.")
            }
        }
    }

    /// Raised hands and new roles: only of the one whom the event is about, since there may be hundreds of others.
    private mutating func tellPeople(_ live: LiveMeeting, _ before: LiveMeeting, _ event: MeetingEvent) {
        guard let id = event.data["id"]?.text.flatMap({ ParticipantIdentifier($0) }), let person = live[id],
            let earlier = before[id]
        else { return }
        if person.handRaised != nil, earlier.handRaised == nil { tell("\(person.name) raised a hand.") }
        if person.role == .moderator, earlier.role != .moderator, earlier.role != .unknown {
            tell("\(person.name) is a moderator now.")
        }
    }

    /// Who knocks, and what stands in the way of getting in oneself.
    private mutating func tellOfWaiting(_ live: LiveMeeting, _ before: LiveMeeting) -> [Effect] {
        var effects: [Effect] = []
        let known = live.knocking == before.knocking ? [] : Set(before.knocking.map(\.id))
        for guest in live.knocking where live.knocking != before.knocking && !known.contains(guest.id) {
            say(
                .information, "\(guest.name) knocks.",
                advice: "\(press(.admit)) to admit, \(keys.invocation(of: .reject)) to reject.")
            // Whoever knocks again and again is not to ring the bell each time.
            if stage?.lastKnock.map({ now.timeIntervalSince($0) > ConsoleState.knockRest }) ?? true {
                stage?.lastKnock = now
                effects += callForLastMessage()
            }
        }
        if live.isInLobby, !before.isInLobby {
            say(.information, "You are in the lobby: a moderator has to admit you.")
        }
        if live.asksForPassword, !before.asksForPassword {
            say(
                .warning, "The meeting asks for its password.",
                advice: "\(press(.meetingPassword)) to give it, or type it in the page.")
        }
        if live.problem != before.problem, let problem = live.problem {
            say(.error, problem.string)
        }
        return effects
    }

    /// How long the operator is not called again for somebody who knocks, in seconds.
    private static let knockRest: Double = 10

    /// How soon another has to come to be told of together, in seconds.
    private static let arrivalGap: Double = 3

    /// Says who has come, but for those who were there before oneself, and are told of just then; those who come one soon after the other make one message.
    private mutating func tellArrival(of person: Participant?) {
        guard let person, !person.isLocal, let joined = stage?.live.joined,
            person.since.timeIntervalSince(joined) > ConsoleState.arrivalGap
        else { return }
        if var arrivals = stage?.arrivals, now.timeIntervalSince(arrivals.last) < ConsoleState.arrivalGap,
            messages.last?.text == arrivals.words
        {
            arrivals.count += 1
            arrivals.last = now
            stage?.arrivals = arrivals
            messages[messages.count - 1].text = arrivals.words
            return
        }
        let arrivals = Arrivals(first: person.name, count: 1, last: now)
        stage?.arrivals = arrivals
        tell(arrivals.words)
    }

    /// Says something of the meeting, which nobody waits for.
    private mutating func tell(_ text: String) {
        var message = Message(severity: .information, text: text, moment: now)
        message.isAside = true
        say(message)
    }

    /// Keeps the selection on whom it is, and takes it away when they go: nobody is selected until one moves.
    mutating func keepSelection() {
        guard let stage else { return }
        let people = stage.people
        if let selection = stage.selection, let place = people.firstIndex(of: selection) {
            self.stage?.selectedPlace = place
        } else if stage.selection == nil, !stage.hasSelected {
            self.stage?.selection = people.first
        } else if stage.selection != nil {
            // A key that is on its way must not meet whoever stands there now.
            self.stage?.selection = nil
            self.stage?.hasSelected = true
        }
    }
}
