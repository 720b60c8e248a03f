import Foundation
import Meetings

/// What a page says to gavel, safe to show: every text in it went through `SafeText`.
enum PageMessage: Hashable, Sendable {
    /// The first of every connection: which load of the page it is, whether a meeting is going on in it, and which load
    /// was in the same tab before.
    case hello(page: String, resumes: Bool, after: String? = nil)

    /// The live object is there, and knows these.
    case loaded(commands: [String], events: [String])
    case event(MeetingEvent)
    case snapshot(MeetingSnapshot)
    case handedOver(Int)
    case notHandedOver(Int, reason: SafeText)
    case failed(StageFault)

    /// The button of a second tab.
    case takeOver

    /// The page is closed or loaded anew.
    case leaving

    /// The live object is disposed of.
    case over(StageEnding)
    case pong
}

extension PageMessage {
    /// The most bytes of a text.
    static let longest = 1 << 20

    /// The most names that `loaded` may list; Jitsi has some hundred of each.
    private static let mostNames = 1_000

    /// Reads a text of the page.
    ///
    /// Nil comes of one that is nothing that a page says, which is ignored: a newer page may know more.
    ///
    /// - Parameters:
    ///   - text: What came over the line.
    ///   - moment: When it came.
    init?(_ text: String, at moment: Date) {
        guard text.utf8.count <= PageMessage.longest, let document = try? JSONReader.document(Data(text.utf8)),
            let safe = try? document.madeSafe(), case .string(let type) = safe["type"]
        else { return nil }
        switch type {
        case "hello":
            guard let page = safe["page"]?.text, PageMessage.isPage(page) else { return nil }
            let after = safe["after"]?.text.flatMap { PageMessage.isPage($0) ? $0 : nil }
            self = .hello(page: page, resumes: safe["resumes"] == true, after: after)
        case "loaded":
            self = .loaded(commands: PageMessage.names(safe["commands"]), events: PageMessage.names(safe["events"]))
        case "event":
            guard let name = PageMessage.name(safe["name"]) else { return nil }
            self = .event(MeetingEvent(name: name, data: safe["data"] ?? [:], moment: moment))
        case "snapshot": self = .snapshot(MeetingSnapshot(safe, at: moment))
        case "handedOver":
            guard let number = PageMessage.number(safe) else { return nil }
            self = .handedOver(number)
        case "notHandedOver":
            guard let number = PageMessage.number(safe) else { return nil }
            self = .notHandedOver(number, reason: PageMessage.words(safe["reason"]))
        case "failed":
            guard let fault = StageFault(safe) else { return nil }
            self = .failed(fault)
        case "takeOver": self = .takeOver
        case "leaving": self = .leaving
        case "over":
            switch safe["why"] {
            case "readyToClose": self = .over(.readyToClose)
            case "left": self = .over(.left)
            default: return nil
            }
        case "pong": self = .pong
        default: return nil
        }
    }

    /// What a page calls itself: a random text of its own.
    private static func isPage(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    private static func name(_ value: JSONValue?) -> String? {
        guard case .string(let name) = value, (1...128).contains(name.utf8.count) else { return nil }
        return name
    }

    private static func names(_ value: JSONValue?) -> [String] {
        guard case .array(let items) = value else { return [] }
        return items.prefix(mostNames).compactMap(name)
    }

    private static func number(_ document: JSONValue) -> Int? {
        guard case .integer(let number) = document["number"] else { return nil }
        return Int(exactly: number)
    }

    fileprivate static func words(_ value: JSONValue?) -> SafeText { SafeText(value?.text ?? "", limit: 512) }
}

extension StageFault {
    fileprivate init?(_ document: JSONValue) {
        let detail = PageMessage.words(document["detail"])
        switch document["fault"] {
        case "scriptMissing": self = .scriptMissing(detail)
        case "scriptUnusable": self = .scriptUnusable(detail)
        case "tokenExpired": self = .tokenExpired
        default: return nil
        }
    }
}

extension MeetingSnapshot {
    fileprivate init(_ document: JSONValue, at moment: Date) {
        self.init(moment: moment)
        // A query that failed is answered with an object that holds an error (IFrame reference, section 3).
        rooms = document["rooms"].flatMap { $0["error"] == nil ? $0 : nil }
        participants = document["participants"].flatMap { $0["error"] == nil ? $0 : nil }
        localParticipant = document["localParticipant"]?.text
        isAudioMuted = document["isAudioMuted"]?.flag
        isVideoMuted = document["isVideoMuted"]?.flag
        isAudioModerated = document["isAudioModerated"]?.flag
        isVideoModerated = document["isVideoModerated"]?.flag
    }
}
