package import Foundation
package import Meetings

/// What a stage tells of its page and of the meeting in it.
package enum StageNews: Sendable {
    /// How it stands with the page.
    case page(PageStatus)

    /// The names of the commands and events that the live object knows (`getSupportedCommands`, `getSupportedEvents`).
    case supports(commands: [String], events: [String])

    /// The live object raised an event.
    case event(MeetingEvent)

    /// What the queries said of the meeting: after the page was connected, and again after it had been cut off.
    case snapshot(MeetingSnapshot)

    /// A command reached the live object, which never says what became of it.
    case handedOver(Int)

    /// A command did not reach the live object, or it does not know it.
    case notHandedOver(Int, reason: SafeText)

    /// The line to the page is broken, and why: nothing comes over it until ``lineMended``.
    case lineBroken(SafeText)

    /// It is whole again.
    case lineMended

    /// Another browser or tab wanted the stage, which is in use.
    case secondTab

    /// What went wrong in the page, and leaves it without a meeting.
    case failed(StageFault)

    /// The meeting is over for this stage. It is the last news, and comes exactly once.
    case ended(StageEnding)
}

/// How it stands with a stage's page.
package enum PageStatus: Hashable, Sendable {
    /// Nobody has opened it yet.
    case awaited

    /// It is open, and loads `external_api.js`.
    case loading

    /// The live object is there.
    case connected

    /// Nothing is heard of it since then; it may come back, and the meeting may go on without it.
    case cutOff(since: Date)
}

/// Why a page has no meeting.
package enum StageFault: Hashable, Sendable {
    /// `external_api.js` did not load from there.
    case scriptMissing(SafeText)

    /// It loaded, but what it made is no Jitsi IFrame API.
    case scriptUnusable(SafeText)

    /// The token had expired before the page opened.
    case tokenExpired

    /// Jitsi refused, in its own words.
    case refused(name: SafeText, message: SafeText?)

    /// As scripts are told it.
    package var name: String {
        switch self {
        case .scriptMissing: "scriptMissing"
        case .scriptUnusable: "scriptUnusable"
        case .tokenExpired: "tokenExpired"
        case .refused: "refused"
        }
    }
}

/// Why a stage has ended.
package enum StageEnding: String, Hashable, Sendable {
    /// `readyToClose`: one has hung up, or was replaced.
    case readyToClose

    /// `videoConferenceLeft`, and no other room was entered after it.
    case left

    /// The tab was closed, and did not come back.
    case tabClosed

    /// Another has ended it for all.
    case endedForAll

    /// The service's record says that the conference has ended, or the console closed the stage.
    case closed
}

/// An event of the live object, in the words of its page but safe to show: every text in it went through `SafeText`.
package struct MeetingEvent: Hashable, Sendable {
    package var name: String
    package var data: JSONValue

    /// When it came here.
    package var moment: Date

    package init(name: String, data: JSONValue, moment: Date) {
        self.name = name
        self.data = data
        self.moment = moment
    }
}

/// What the live object's queries said, each as it answered; nil where it did not within its limit.
///
/// Every text in it went through `SafeText`.
package struct MeetingSnapshot: Hashable, Sendable {
    /// `getRoomsInfo`: the one query that gives everybody's role.
    package var rooms: JSONValue?

    /// `getParticipantsInfo`.
    package var participants: JSONValue?

    /// The local participant's identifier, from `videoConferenceJoined`.
    package var localParticipant: String?
    package var isAudioMuted: Bool?
    package var isVideoMuted: Bool?

    /// `isModerationOn`, by media.
    package var isAudioModerated: Bool?
    package var isVideoModerated: Bool?

    package var moment: Date

    package init(moment: Date) { self.moment = moment }
}
