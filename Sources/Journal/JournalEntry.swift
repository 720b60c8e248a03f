package import Foundation
package import Meetings

/// What was done: when, by whom, to what, and what came of it.
///
/// No token is ever part of it: whatever looks like one, or stands where one does in an address, is masked on the way in.
package struct JournalEntry: Hashable, Sendable {
    /// What came of it.
    package enum Outcome: String, CaseIterable, Sendable {
        case done

        /// The service said no.
        case refused

        /// Nothing came of it.
        case failed

        /// No answer came: it may have been done all the same.
        case unknown
    }

    /// When it was asked for, to the millisecond.
    package let when: Date
    package let profile: SafeText

    /// Who was logged in, or tried to be.
    package let who: SafeText?

    /// The service's short name, such as `v4h`.
    package let service: SafeText

    /// The command's name, such as `closeConference`.
    package let action: SafeText
    package let target: JournalTarget?
    package let outcome: Outcome

    /// Why it was not done: the service's words where there are any.
    package let words: SafeText?

    /// How long it took.
    package let milliseconds: Int?

    /// The HTTP status of the last answer.
    package let status: Int?

    /// The service's name for the request.
    package let request: SafeText?

    package init(
        when: Date,
        profile: SafeText,
        who: SafeText? = nil,
        service: SafeText,
        action: SafeText,
        target: JournalTarget? = nil,
        outcome: Outcome = .done,
        words: SafeText? = nil,
        milliseconds: Int? = nil,
        status: Int? = nil,
        request: SafeText? = nil
    ) {
        self.when = Date(millisecondsSince1970: when.millisecondsSince1970)
        self.profile = profile.withoutTokens
        self.who = who?.withoutTokens
        self.service = service
        self.action = action
        self.target = target
        self.outcome = outcome
        self.words = words?.withoutTokens
        self.milliseconds = milliseconds
        self.status = status
        self.request = request?.withoutTokens
    }

    /// The same entry, with what came of it.
    ///
    /// - Parameters:
    ///   - outcome: What came of it.
    ///   - target: What the answer says of the target; nil where it says no more than was known.
    ///   - words: Why it was not done.
    ///   - duration: How long it took.
    ///   - status: The HTTP status of the last answer.
    ///   - request: The service's name for the request.
    /// - Returns: The entry as it is written down.
    package func ended(
        _ outcome: Outcome,
        target: JournalTarget? = nil,
        words: SafeText? = nil,
        after duration: Duration,
        status: Int? = nil,
        request: SafeText? = nil
    ) -> JournalEntry {
        JournalEntry(
            when: when, profile: profile, who: who, service: service, action: action,
            target: self.target.map { $0.updated(by: target) } ?? target, outcome: outcome, words: words,
            milliseconds: Int(duration / .milliseconds(1)), status: status, request: request)
    }
}

/// What an entry is about: a conference, or a room.
package struct JournalTarget: Hashable, Sendable {
    /// The conference's identifier; nil where only the room, or what is to become of the name, is known.
    package let id: SafeText?
    package let room: SafeText?
    package let name: SafeText?
    package let owner: SafeText?
    package let created: Date?

    package init(
        id: SafeText? = nil,
        room: SafeText? = nil,
        name: SafeText? = nil,
        owner: SafeText? = nil,
        created: Date? = nil
    ) {
        self.id = id?.withoutTokens
        self.room = room?.withoutTokens
        self.name = name?.withoutTokens
        self.owner = owner?.withoutTokens
        self.created = created.map { Date(millisecondsSince1970: $0.millisecondsSince1970) }
    }

    package init(_ conference: Conference) {
        self.init(
            id: SafeText(conference.id.text), room: conference.room, name: conference.name, owner: conference.owner,
            created: conference.created)
    }

    /// What tells it from others of its service.
    package var key: SafeText? { id ?? room }

    /// The target with what is known since.
    package func updated(by newer: JournalTarget?) -> JournalTarget {
        JournalTarget(
            id: newer?.id ?? id, room: newer?.room ?? room, name: newer?.name ?? name, owner: newer?.owner ?? owner,
            created: newer?.created ?? created)
    }
}

extension SafeText {
    /// The text with tokens masked, wherever it comes from: somebody may paste a whole link where an id belongs.
    fileprivate var withoutTokens: SafeText {
        let longest = 400
        var clean = string
        if clean.contains("eyJ") {
            // The three parts of a JWT: its header is a JSON object, so that it begins with the code of `{"`.
            clean = clean.replacing(/eyJ[A-Za-z0-9_\-]{8,}(\.[A-Za-z0-9_\-]*){0,2}/, with: Secret.mask)
        }
        if clean.utf8.contains(UInt8(ascii: "=")) {
            let parameter = /([?&;#]\s*[A-Za-z_\-]*(?:jwt|token|secret|passw(?:or)?d|pwd)=)[^&;#\s]+/.ignoresCase()
            clean = clean.replacing(parameter) { "\($0.output.1)\(Secret.mask)" }
        }
        if clean == string, clean.utf8.count <= longest { return self }
        return SafeText(clean, limit: longest)
    }
}

extension Date {
    package init(millisecondsSince1970 milliseconds: Int64) {
        self.init(timeIntervalSince1970: Double(milliseconds) / 1000)
    }

    /// Whole milliseconds, in which the journal reckons.
    package var millisecondsSince1970: Int64 {
        Int64((min(max(timeIntervalSince1970, -62_135_596_800), 253_402_300_799) * 1000).rounded())
    }
}
