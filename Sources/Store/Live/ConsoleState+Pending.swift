import Foundation
import Journal
import Meetings
import Stage

extension ConsoleState {
    /// Has the live object do something, and waits for what shows that it was done.
    mutating func beginSteering(_ action: MeetingAction) -> [Effect] {
        guard var stage else { return [] }
        stage.lastNumber += 1
        stage.pending.append(
            PendingAction(
                action: action, number: stage.lastNumber, title: action.title(in: stage.live), since: now,
                expectation: Expectation(action, in: stage.live)))
        switch action {
        case .lobby(let isOn): stage.lobbyAskedFor = isOn
        case .tileView(let isOn): stage.isTiled = isOn
        default: break
        }
        self.stage = stage
        // Without a page nobody hangs up but the console.
        if action == .hangUp, !stage.isConnected { return [.endStage(.closed, words: "gavel has closed the stage.")] }
        return [.steer(action.command, number: stage.lastNumber)]
    }

    /// The live object has a command; of some it is never known what came of them.
    mutating func noteHandedOver(_ number: Int) -> [Effect] {
        guard let index = stage?.pending.firstIndex(where: { $0.number == number }),
            let pending = stage?.pending[index]
        else { return [] }
        stage?.pending[index].standing = .handedOver
        if case .answerKnocking(let guest, _) = pending.action {
            stage?.live.noteAnswered(guest)
            keepSelection()
        }
        return pending.expectation.canBeConfirmed ? [] : endPending(number, .handedOver)
    }

    /// Ends what is shown to be done, or to have failed.
    ///
    /// - Parameter verdict: What is known now of something that was asked for; nil where nothing is.
    /// - Returns: What to do.
    mutating func settlePending(by verdict: (PendingAction, LiveMeeting) -> Expectation.Verdict?) -> [Effect] {
        guard let stage, !stage.pending.isEmpty else { return [] }
        return stage.pending.flatMap { pending -> [Effect] in
            switch verdict(pending, stage.live) {
            case .confirmed: endPending(pending.number, .confirmed)
            case .failed(let reason): endPending(pending.number, .failed(reason.string))
            case nil: []
            }
        }
    }

    /// Says what no event has confirmed in time, and forgets what was said long enough ago.
    mutating func warnOfUnconfirmed() -> [Effect] {
        guard let stage else { return [] }
        var effects: [Effect] = []
        for pending in stage.pending {
            let waited = now.timeIntervalSince(pending.since)
            if pending.standing == .unconfirmed {
                if waited > pending.expectation.patience + ConsoleState.unconfirmedStay {
                    self.stage?.pending.removeAll { $0.number == pending.number }
                }
            } else if waited > pending.expectation.patience {
                effects += noteUnconfirmed(pending)
            }
        }
        return effects
    }

    /// How long it stays beside what it is about that nothing has confirmed it, in seconds.
    private static let unconfirmedStay: Double = 30

    private mutating func noteUnconfirmed(_ pending: PendingAction) -> [Effect] {
        guard let index = stage?.pending.firstIndex(where: { $0.number == pending.number }) else { return [] }
        stage?.pending[index].standing = .unconfirmed
        say(
            .warning, "\(pending.title): asked for, but no event has confirmed it.",
            advice: "It may have been done all the same: look at the page.")
        return [.steered(pending.number, .unconfirmed), note(pending, .unknown)].compactMap(\.self)
    }

    /// Ends something that was asked for, and says what became of it.
    mutating func endPending(_ number: Int, _ outcome: SteeringOutcome) -> [Effect] {
        guard let index = stage?.pending.firstIndex(where: { $0.number == number }),
            let pending = stage?.pending.remove(at: index)
        else { return [] }
        var entry: Effect?
        switch outcome {
        case .failed(let reason):
            say(.error, "\(pending.title): \(reason)")
            entry = note(pending, .failed, words: SafeText(reason))
        case .handedOver:
            say(.information, "\(pending.title): handed over. Jitsi does not tell what comes of it.")
            entry = note(pending, .unknown)
        case .confirmed:
            say(.success, "\(pending.title): done.")
            entry = note(pending, .done)
        case .unconfirmed: entry = note(pending, .unknown)
        case .refused, .needsAgreement: break
        }
        return [.steered(number, outcome), entry].compactMap(\.self)
    }
}
