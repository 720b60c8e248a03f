import Foundation
import Meetings
import Stage

/// A stage as its console shows it to scripts.
struct ShownStage: Sendable {
    let place: ControlPlace

    /// All that the console tells (`StageDesk`).
    let document: JSONValue

    /// Asks a console; nil where it has no stage any more, or does not answer.
    init?(at place: ControlPlace) async {
        guard case .shown(let document) = try? await ControlCaller(place).reply(to: .show) else { return nil }
        self.init(place: place, document: document)
    }

    init(place: ControlPlace, document: JSONValue) {
        self.place = place
        self.document = document
    }

    /// Asks several at once; those that do not answer are left out.
    static func all(at places: [ControlPlace]) async -> [ShownStage] {
        await withTaskGroup(of: (Int, ShownStage?).self) { group in
            for (index, place) in places.enumerated() {
                group.addTask { (index, await ShownStage(at: place)) }
            }
            var found: [Int: ShownStage] = [:]
            for await (index, stage) in group { found[index] = stage }
            return found.keys.sorted().compactMap { found[$0] }
        }
    }

    var profile: String? { document["profile"]?.text }

    var participants: [ShownParticipant] {
        guard case .array(let participants) = document["meeting"]?["participants"] else { return [] }
        return participants.map { ShownParticipant(document: $0) }
    }
}

/// Somebody in a meeting, as a console shows it to scripts.
struct ShownParticipant: Sendable {
    let document: JSONValue
}

extension Field where Subject == ShownStage {
    static var all: [Field] {
        [
            Field("process", "Process", in: .key, "The process of the console.") { .number(Int($0.place.process)) },
            Field("profile", "Profile", "The console's profile.") { $0.document.value(of: "profile") },
            Field("conference", "Conference", "The conference.") { $0.document.value(of: "conference") },
            Field("room", "Room", "The Jitsi room.") { $0.document.value(of: "room") },
            Field("page", "Page", "How it stands with the page: awaited, loading, connected or cutOff.") {
                $0.document.value(of: "page")
            },
            Field("isModerator", "Moderator", "Whether it was entered as moderator.") {
                $0.document.value(of: "isModerator")
            },
            Field("participants", "People", "How many are in the meeting.") { .number($0.participants.count) },
            Field("joined", "Joined", "When the page has joined the meeting.") {
                ($0.document["meeting"] ?? .null).value(of: "joined")
            },
            Field("subject", "Subject", "The subject of the meeting.") {
                ($0.document["meeting"] ?? .null).value(of: "subject")
            },
        ]
    }
}

extension Field where Subject == ShownParticipant {
    static var all: [Field] {
        [
            Field("name", "Name", in: .key, "As the others see it.") { $0.document.value(of: "name") },
            Field("role", "Role", rank: 1, "Moderator, participant, visitor or unknown.") {
                $0.document.value(of: "role")
            },
            Field("isAudioMuted", "Muted", rank: 2, "Whether the microphone is off.") {
                $0.document.value(of: "isAudioMuted")
            },
            Field("isVideoMuted", "No video", rank: 3, "Whether the camera is off.") {
                $0.document.value(of: "isVideoMuted")
            },
            Field("isDominantSpeaker", "Speaks", rank: 5, "Whether it is the dominant speaker.") {
                $0.document.value(of: "isDominantSpeaker")
            },
            Field("handRaised", "Hand", rank: 4, "Since when the hand is raised.") {
                $0.document.value(of: "handRaised")
            },
            Field("since", "Since", rank: 6, "Since when it is in the meeting.") { $0.document.value(of: "since") },
            Field("isLocal", "Own", rank: 7, "Whether it is the page's own participant.") {
                $0.document.value(of: "isLocal")
            },
            Field("id", "Identifier", rank: 0, "What commands name it by.") { $0.document.value(of: "id") },
        ]
    }
}

extension JSONValue {
    private static let moment = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    /// A member as a field tells it; texts become safe to show, whoever wrote them.
    fileprivate func value(of name: String) -> FieldValue {
        switch self[name] {
        case nil, .null: .none
        case .bool(let flag): .flag(flag)
        case .integer(let integer): .number(Int(integer))
        case .string(let text):
            (try? Date(text, strategy: JSONValue.moment)).map { .moment($0) } ?? .text(SafeText(text).string)
        case .some(let value): .document(value)
        }
    }
}
