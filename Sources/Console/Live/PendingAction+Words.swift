import Stage
import Store

extension PendingAction {
    /// Whom it is about, and so in whose row it is told of; nil where it is about nobody alone.
    var person: ParticipantIdentifier? {
        switch action {
        case .mute(let id, _), .askToUnmute(let id), .answerKnocking(let id, _), .grantModerator(let id),
            .kick(let id), .chat(_, let id?), .send(let id, _):
            id
        default: nil
        }
    }

    /// What is asked for, as short as it fits into a row.
    private var deed: String {
        switch action {
        case .mute(_, .audio): "mute"
        case .mute(_, .video): "no video"
        case .askToUnmute: "unmute"
        case .answerKnocking(_, isAdmitted: true): "admit"
        case .answerKnocking(_, isAdmitted: false): "reject"
        case .grantModerator: "moderator"
        case .kick: "kick"
        case .chat: "message"
        case .send: "move"
        default: title
        }
    }

    /// How it stands with it, in fewer and fewer words.
    var wordings: [String] {
        switch standing {
        case .sent, .handedOver: ["\(deed) asked for", deed]
        case .unconfirmed: ["\(deed): no event confirmed it", "\(deed): unconfirmed", "\(deed)?"]
        }
    }

    var role: Role { standing == .unconfirmed ? .warning : .info }
}
