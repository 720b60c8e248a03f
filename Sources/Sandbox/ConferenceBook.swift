import Foundation
import Synchronization

/// Every conference of a run, and the transitions between their states.
final class ConferenceBook: Sendable {
    private struct Shelf {
        var conferences: [String: HostedConference] = [:]

        /// The identifiers, oldest first.
        var order: [String] = []

        /// The identifiers by room.
        var rooms: [String: String] = [:]

        var lastNumber = 0

        /// ProCONF meetings that belong to no conference, by room, with the moment they were started.
        var meetings: [String: Date] = [:]

        mutating func add(_ conference: HostedConference) {
            conferences[conference.id] = conference
            order.append(conference.id)
            rooms[conference.short] = conference.id
            lastNumber = max(lastNumber, conference.number)
        }
    }

    private let shelf: Mutex<Shelf>
    private let clock: @Sendable () -> Date
    private let recordingDelay: TimeInterval

    /// Opens the book with the conferences that a configuration asks for.
    init(_ configuration: SandboxConfiguration) {
        clock = configuration.clock
        recordingDelay = configuration.recordingDelay.seconds
        var seed = SeedConferences(count: configuration.conferences, now: configuration.clock())
        var shelf = Shelf()
        for conference in seed.make() { shelf.add(conference) }
        self.shelf = Mutex(shelf)
    }

    /// The conferences, newest first; no more than `limit`, where one is given.
    func conferences(limit: Int? = nil) -> [HostedConference] {
        shelf.withLock { shelf in
            shelf.order.reversed().prefix(limit ?? .max).compactMap { shelf.conferences[$0] }
        }
    }

    /// The conference with an identifier.
    ///
    /// - Throws: 404 where there is none.
    func conference(_ id: String) throws(SandboxRefusal) -> HostedConference {
        guard let found = shelf.withLock({ $0.conferences[id] }) else { throw ConferenceBook.unknown(id) }
        return found
    }

    /// The conference that has a room, or nil; case makes no difference.
    func conference(inRoom room: String) -> HostedConference? {
        shelf.withLock { shelf in shelf.rooms[room.lowercased()].flatMap { shelf.conferences[$0] } }
    }

    /// Makes a conference, which is then ready.
    func create(_ change: ConferenceChange) -> HostedConference {
        let now = clock()
        let id = UUID().uuidString.lowercased()
        let room = "room-" + String(UInt64.random(in: .min ... .max), radix: 36)
        return shelf.withLock { shelf in
            var conference = HostedConference(id: id, short: room, number: shelf.lastNumber + 1)
            conference.state = .ready
            conference.created = now
            conference.organisation = HostedOrganisation.all.first?.reference
            change.apply(to: &conference)
            shelf.add(conference)
            return conference
        }
    }

    /// Changes what was asked for.
    ///
    /// - Throws: 404 for an unknown conference, 409 for one that has ended.
    func update(_ id: String, _ change: ConferenceChange) throws(SandboxRefusal) {
        try transform(id) { conference throws(SandboxRefusal) in
            guard !conference.hasEnded else { throw .conflict("The conference is closed, and cannot be changed.") }
            change.apply(to: &conference)
        }
    }

    /// Lets someone in, and starts the conference where that one may.
    ///
    /// - Parameters:
    ///   - id: The conference.
    ///   - isOwner: Whether the caller owns it, so that no policy stands in the way.
    ///   - starts: Whether a conference that was not started is started by this; else it must have been.
    ///   - password: What the caller said.
    /// - Returns: The conference, which has been started.
    /// - Throws: 404 for an unknown conference, 410 for one that has ended, 403 for one that was not started or whose
    ///   policy forbids it.
    @discardableResult
    func join(
        _ id: String,
        isOwner: Bool,
        starts: Bool,
        password: String? = nil
    ) throws(SandboxRefusal) -> HostedConference {
        let now = clock()
        return try transform(id) { conference throws(SandboxRefusal) in
            guard !conference.hasEnded else { throw .gone("The conference is closed.") }
            if !isOwner { try conference.policies.admit() }
            if !starts {
                guard conference.policies.joinPassword == nil || conference.policies.joinPassword == password else {
                    throw .forbidden("The password of the conference is missing or wrong.")
                }
                guard conference.state == .started else {
                    throw .forbidden("The conference has not been started yet.")
                }
            }
            conference.state = .started
            conference.started = conference.started ?? now
            conference.firstJoined = conference.firstJoined ?? now
        }
    }

    /// Ends a conference; its recording is stored where there was something to record.
    ///
    /// - Throws: 404 for an unknown conference, 409 for one that has ended.
    func close(_ id: String) throws(SandboxRefusal) {
        let now = clock()
        try transform(id) { conference throws(SandboxRefusal) in
            guard !conference.hasEnded else { throw .conflict("The conference is closed already.") }
            conference.state = .finished
            conference.finished = now
            if conference.started != nil {
                conference.recording = StoredRecording(of: id, stored: now.addingTimeInterval(recordingDelay))
            }
        }
    }

    /// Removes a conference.
    ///
    /// - Throws: 404 for an unknown one.
    func remove(_ id: String) throws(SandboxRefusal) {
        let removed = shelf.withLock { shelf in
            let removed = shelf.conferences.removeValue(forKey: id)
            if let removed {
                shelf.rooms[removed.short] = nil
                shelf.order.removeAll { $0 == id }
            }
            return removed
        }
        guard removed != nil else { throw ConferenceBook.unknown(id) }
    }

    /// Notes that a ProCONF meeting has been started in a room.
    func startMeeting(inRoom room: String) {
        let now = clock()
        shelf.withLock { shelf in
            let room = room.lowercased()
            shelf.meetings[room] = shelf.meetings[room] ?? now
        }
    }

    /// Notes that a ProCONF meeting that belongs to no conference is over.
    func endMeeting(inRoom room: String) { shelf.withLock { $0.meetings[room.lowercased()] = nil } }

    /// When the meeting that goes on in a room was started, or nil where none does.
    func meetingStarted(inRoom room: String) -> Date? {
        if let conference = conference(inRoom: room), conference.state == .started { return conference.started }
        return shelf.withLock { $0.meetings[room.lowercased()] }
    }

    @discardableResult
    private func transform(
        _ id: String,
        _ change: (inout HostedConference) throws(SandboxRefusal) -> Void
    ) throws(SandboxRefusal) -> HostedConference {
        let outcome: Result<HostedConference, SandboxRefusal> = shelf.withLock { shelf in
            guard var conference = shelf.conferences[id] else { return .failure(ConferenceBook.unknown(id)) }
            do throws(SandboxRefusal) {
                try change(&conference)
            } catch {
                return .failure(error)
            }
            shelf.conferences[id] = conference
            return .success(conference)
        }
        return try outcome.get()
    }

    private static func unknown(_ id: String) -> SandboxRefusal { .notFound("There is no conference “\(id)”.") }
}

extension ConferencePolicies {
    /// Lets one who is not of the owner's organisation in, or not (contract: `joinPolicy`).
    ///
    /// - Throws: 403 where the policy forbids it.
    fileprivate func admit() throws(SandboxRefusal) {
        guard let joinPolicy, ["ORG", "ORGUNIT", "RESTRICT"].contains(joinPolicy) else { return }
        throw .forbidden("The policy \(joinPolicy) of the conference does not let you join.")
    }
}
