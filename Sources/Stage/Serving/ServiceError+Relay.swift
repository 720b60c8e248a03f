import Meetings
import Services

/// What an error of a gateway means for a stage that it carries.
enum RelayVerdict: Hashable {
    /// The gateway knows no such stage.
    case isGone

    /// It will say the same again.
    case isRefused

    /// It may go better after a while, of which the gateway may have said how many seconds.
    case mayPass(asked: Double)

    /// For how long the gateway has asked to wait; 0 where it has not.
    var secondsAsked: Double { if case .mayPass(let seconds) = self { seconds } else { 0 } }
}

extension ServiceError {
    /// What is to be done about it.
    var verdictOnRelay: RelayVerdict {
        guard case .refused(_, let refusal) = self else { return .mayPass(asked: 0) }
        switch refusal.status {
        case 404: return .isGone
        case 400: return .isRefused
        default: return .mayPass(asked: refusal.retryAfter ?? 0)
        }
    }

    /// Why a gateway does not carry a stage any more.
    var reasonAgainstKnownStage: SafeText {
        verdictOnRelay == .isGone ? "it has the stage no more, and is asked for another." : ownWords
    }

    /// What went wrong, without what was to be done: that is said before.
    private var ownWords: SafeText {
        if case .unreachable(_, let failure) = self { SafeText("\(failure)") } else { SafeText(title) }
    }

    /// Why a gateway does not carry a new stage.
    var reasonAgainstNewStage: SafeText {
        guard case .refused(_, let refusal) = self else { return ownWords }
        return switch refusal.status {
        case 404: "it is none that carries stages (gavel gateway --public-url)."
        case 429: "you have as many stages there as one may have."
        case 400: "it carries no stages for meetings of this deployment."
        default: ownWords
        }
    }
}
