import Foundation
package import Meetings

extension LiveMeeting {
    /// The meeting for scripts: what is known of it, with `null` for what is not.
    ///
    /// Moments are UTC, to the millisecond (RFC 3339).
    package var document: JSONValue {
        [
            "joined": ControlTime.value(of: joined),
            "local": .text(local?.text),
            "subject": .text(subject?.string),
            "participants": .array(participants.map(\.document)),
            "knocking": .array(knocking.map(\.document)),
            "chat": .array(chat.map(\.document)),
            "recordings": .object(
                Dictionary(recordings.map { ($0.key.rawValue, $0.value.document) }, uniquingKeysWith: { $1 })),
            "isTranscribing": .bool(isTranscribing),
            "moderated": .array(MeetingMedia.allCases.filter(moderated.contains).map { .string($0.rawValue) }),
            "breakoutRooms": .array(breakoutRooms.map(\.document)),
            "asksForPassword": .bool(asksForPassword),
            "isInLobby": .bool(isInLobby),
            "problem": .text(problem?.string),
        ]
    }
}

extension Participant {
    fileprivate var document: JSONValue {
        [
            "id": .string(id.text), "name": .string(name.string), "role": .string(role.rawValue),
            "isAudioMuted": .flag(isAudioMuted), "isVideoMuted": .flag(isVideoMuted),
            "handRaised": ControlTime.value(of: handRaised), "isDominantSpeaker": .bool(isDominantSpeaker),
            "isLocal": .bool(isLocal), "since": ControlTime.value(of: since),
        ]
    }
}

extension KnockingGuest {
    fileprivate var document: JSONValue {
        ["id": .string(id.text), "name": .string(name.string), "since": ControlTime.value(of: since)]
    }
}

extension ChatLine {
    fileprivate var document: JSONValue {
        [
            "from": .text(from?.text), "name": .string(name.string), "text": .string(text.string),
            "isPrivate": .bool(isPrivate), "time": ControlTime.value(of: moment),
        ]
    }
}

extension RecordingStanding {
    fileprivate var document: JSONValue {
        switch self {
        case .running(let since): ["state": "running", "since": ControlTime.value(of: since)]
        case .failed(let reason): ["state": "failed", "reason": .string(reason.string)]
        }
    }
}

extension BreakoutRoom {
    fileprivate var document: JSONValue {
        [
            "id": .string(id.text), "jid": .text(jid?.text), "name": .string(name.string), "isMain": .bool(isMain),
            "count": .integer(Int64(count)),
        ]
    }
}

extension ControlTime {
    fileprivate static func value(of moment: Date?) -> JSONValue { moment.map { .string(text(of: $0)) } ?? .null }
}

extension JSONValue {
    fileprivate static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

    fileprivate static func flag(_ flag: Bool?) -> JSONValue { flag.map { .bool($0) } ?? .null }
}
