package import Foundation
package import Meetings

/// What a console answers a script about its stage: one JSON document on a line.
package enum ControlReply: Hashable, Sendable {
    /// The live object raised an event.
    case event(MeetingEvent)

    /// How it stands with the page has changed.
    case page(PageStatus, moment: Date)

    /// The page has no meeting: why, by its name and in words.
    case fault(name: String, words: SafeText, moment: Date)

    /// The stage was opened in a tab besides its own.
    case secondTab(moment: Date)

    /// What became of a command. It is the last reply.
    case outcome(ControlOutcome)

    /// The stage and its meeting (`LiveMeeting.document` and its surroundings). It is the last reply.
    case shown(JSONValue)

    /// The stage has ended; nil where nothing has said why. It is the last reply.
    case ended(StageEnding?, moment: Date)

    /// The request is none, or cannot be answered just now. It is the last reply.
    case declined(SafeText)
}

/// What became of a command.
package enum ControlOutcome: Hashable, Sendable {
    /// An event confirmed it.
    case confirmed

    /// It was handed to the live object, and no event ever tells more.
    case handedOver

    /// It was handed to the live object, and no event confirmed it in time.
    case unconfirmed

    /// The live object did not take it, or an event says that it failed.
    case failed(SafeText)

    /// The console does not allow it.
    case refused(SafeText)

    /// It is not done without the caller's agreement; the text says what it would do.
    case needsAgreement(SafeText)
}

extension ControlReply {
    /// Whether no other reply follows.
    package var isLast: Bool {
        switch self {
        case .event, .page, .fault, .secondTab: false
        case .outcome, .shown, .ended, .declined: true
        }
    }

    /// The reply as it is sent, and as `--json` prints it.
    package var document: JSONValue {
        switch self {
        case .event(let event):
            [
                "kind": "event", "time": .string(ControlTime.text(of: event.moment)), "event": .string(event.name),
                "data": event.data,
            ]
        case .page(let status, let moment):
            [
                "kind": "page", "time": .string(ControlTime.text(of: moment)), "page": .string(status.name),
                "since": status.since.map { .string(ControlTime.text(of: $0)) } ?? .null,
            ]
        case .fault(let name, let words, let moment):
            [
                "kind": "fault", "time": .string(ControlTime.text(of: moment)), "fault": .string(name),
                "words": .string(words.string),
            ]
        case .secondTab(let moment): ["kind": "secondTab", "time": .string(ControlTime.text(of: moment))]
        case .outcome(let outcome):
            [
                "kind": "outcome", "outcome": .string(outcome.name),
                "reason": outcome.reason.map { .string($0.string) } ?? .null,
            ]
        case .shown(let document): ["kind": "shown", "stage": document]
        case .ended(let ending, let moment):
            [
                "kind": "ended", "time": .string(ControlTime.text(of: moment)),
                "why": ending.map { .string($0.rawValue) } ?? .null,
            ]
        case .declined(let reason): ["kind": "declined", "reason": .string(reason.string)]
        }
    }

    /// Reads a reply; nil where it is none that is known.
    package init?(_ document: JSONValue) {
        let moment = document["time"]?.text.flatMap { ControlTime.moment(of: $0) }
        switch document["kind"] {
        case "event":
            guard let name = document["event"]?.text, let moment else { return nil }
            self = .event(MeetingEvent(name: name, data: document["data"] ?? .null, moment: moment))
        case "page":
            let since = document["since"]?.text.flatMap { ControlTime.moment(of: $0) }
            guard let moment, let status = PageStatus(name: document["page"]?.text, since: since ?? moment) else {
                return nil
            }
            self = .page(status, moment: moment)
        case "fault":
            guard let name = document["fault"]?.text, let moment else { return nil }
            self = .fault(name: name, words: SafeText(document["words"]?.text ?? ""), moment: moment)
        case "secondTab":
            guard let moment else { return nil }
            self = .secondTab(moment: moment)
        case "outcome":
            let reason = SafeText(document["reason"]?.text ?? "")
            guard let outcome = ControlOutcome(name: document["outcome"]?.text, reason: reason) else { return nil }
            self = .outcome(outcome)
        case "shown":
            guard let stage = document["stage"] else { return nil }
            self = .shown(stage)
        case "ended":
            guard let moment else { return nil }
            self = .ended(document["why"]?.text.flatMap { StageEnding(rawValue: $0) }, moment: moment)
        case "declined": self = .declined(SafeText(document["reason"]?.text ?? ""))
        default: return nil
        }
    }
}

extension ControlOutcome {
    /// As scripts are told it.
    package var name: String {
        switch self {
        case .confirmed: "confirmed"
        case .handedOver: "handedOver"
        case .unconfirmed: "unconfirmed"
        case .failed: "failed"
        case .refused: "refused"
        case .needsAgreement: "needsAgreement"
        }
    }

    /// Why, or what it would do; nil where there is nothing to say.
    package var reason: SafeText? {
        switch self {
        case .confirmed, .handedOver, .unconfirmed: nil
        case .failed(let reason), .refused(let reason), .needsAgreement(let reason): reason
        }
    }

    fileprivate init?(name: String?, reason: SafeText) {
        switch name {
        case "confirmed": self = .confirmed
        case "handedOver": self = .handedOver
        case "unconfirmed": self = .unconfirmed
        case "failed": self = .failed(reason)
        case "refused": self = .refused(reason)
        case "needsAgreement": self = .needsAgreement(reason)
        default: return nil
        }
    }
}

extension PageStatus {
    /// As scripts are told it.
    package var name: String {
        switch self {
        case .awaited: "awaited"
        case .loading: "loading"
        case .connected: "connected"
        case .cutOff: "cutOff"
        }
    }

    fileprivate var since: Date? { if case .cutOff(let since) = self { since } else { nil } }

    fileprivate init?(name: String?, since: Date) {
        switch name {
        case "awaited": self = .awaited
        case "loading": self = .loading
        case "connected": self = .connected
        case "cutOff": self = .cutOff(since: since)
        default: return nil
        }
    }
}

/// Moments between console and script: UTC, to the millisecond (RFC 3339).
enum ControlTime {
    private static let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    static func text(of moment: Date) -> String { moment.formatted(style) }

    static func moment(of text: String) -> Date? { try? Date(text, strategy: style) }
}
