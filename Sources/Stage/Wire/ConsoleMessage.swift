import Foundation
import Meetings

/// What gavel says to a page.
enum ConsoleMessage: Hashable, Sendable {
    /// Opens the meeting in a page that has none; the only message that holds the token.
    case open(StageMeeting, StagePatience)

    /// Goes on with the meeting that is in the page; answered by `loaded` and a snapshot.
    case resume
    case run(Int, StageCommand)

    /// Asks for a snapshot.
    case ask

    /// Another tab has the stage.
    case busy

    /// Another tab has taken it over: the meeting in this one is to be disposed of.
    case replaced

    /// There is nothing more to come: the words are shown, and the meeting is disposed of.
    case over(String)
    case ping
}

extension ConsoleMessage {
    /// The message as it goes over the line.
    ///
    /// - Parameter key: What shows the page that it comes from the stage that opened it.
    /// - Returns: Nil where it cannot be written, or is too long for a page.
    func text(key: String) -> String? {
        guard case .object(var members) = document else { return nil }
        members["key"] = .string(key)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(JSONValue.object(members)), data.count <= PageMessage.longest else {
            return nil
        }
        return String(decoding: data, as: UTF8.self)
    }

    private var document: JSONValue {
        switch self {
        case .open(let meeting, let patience):
            ["type": "open", "meeting": meeting.document, "patience": patience.document]
        case .resume: ["type": "resume"]
        case .run(let number, let command):
            [
                "type": "run", "number": .integer(Int64(number)), "name": .string(command.name),
                "arguments": .array(command.arguments),
            ]
        case .ask: ["type": "ask"]
        case .busy: ["type": "busy"]
        case .replaced: ["type": "replaced"]
        case .over(let words): ["type": "over", "words": .string(words)]
        case .ping: ["type": "ping"]
        }
    }
}

extension StageMeeting {
    fileprivate var document: JSONValue {
        [
            "conference": .string(conference.text), "origin": .string(origin), "room": .string(room),
            "token": .string(token.reveal()), "displayName": .string(displayName), "avatarUrl": .string(avatarURL),
            "width": .string(size.width.description), "height": .string(size.height.description),
            "isModerator": .bool(isModerator),
        ]
    }
}

extension StagePatience {
    /// What the page waits for by itself, in milliseconds.
    fileprivate var document: JSONValue {
        [
            "query": .integer(Int64(query * 1_000)), "nextRoom": .integer(Int64(nextRoom * 1_000)),
            "script": .integer(Int64(script * 1_000)),
        ]
    }
}
