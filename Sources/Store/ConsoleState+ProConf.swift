import Meetings
import Services

extension ConsoleState {
    /// Takes what ProCONF answered.
    mutating func takeProConf(_ answer: Action) -> [Effect] {
        switch answer {
        case .meetingsLoaded(let result): return takeMeetings(result)
        case .featuresLoaded(let result):
            features.finish(result, at: now)
            return note(result.failure, of: .features, from: .proconf)
        case .statusLoaded(let room, let result):
            guard self.room.room == room else { return [] }
            self.room.status.finish(result, at: now)
            if result.isNotFound { self.room.status = .failed(.notOngoing, previous: nil) }
            return note(result.failure, of: .status(room), from: .proconf)
        case .catchUpLoaded(let room, let result):
            guard self.room.room == room else { return [] }
            self.room.catchUp.finish(result, at: now)
            if result.isNotFound { self.room.catchUp = .failed(.notOngoing, previous: nil) }
            return note(result.failure, of: .catchUp(room), from: .proconf)
        case .summaryLoaded(let room, let result):
            guard self.room.room == room else { return [] }
            self.room.summary.finish(result, at: now)
            if result.isNotFound { self.room.summary = .failed(.noSummary, previous: nil) }
            return note(result.failure, of: .summary(room), from: .proconf)
        case .tokenMade(let request, let result):
            takeToken(result, for: request)
            return []
        default:
            return []
        }
    }

    private mutating func takeMeetings(_ result: Result<[ProConfMeeting], ServiceError>) -> [Effect] {
        meetingsLoading.finish(result.map(\.count), at: now)
        if case .success(let ended) = result {
            // Rooms asked for by name have not ended as far as is known; they stay.
            let asked = meetings.rows.filter { $0.meeting.created == nil && $0.meeting.ended == nil }
            meetings.replace(with: asked + ended.map(MeetingRow.init))
        }
        return noteList(result.failure, from: .proconf)
    }

    /// Puts a room that was asked for by name into the list, and asks for what is known of it.
    mutating func lookUpRoom(_ name: String) -> [Effect] {
        let room = SafeText(name)
        meetings.upsert(MeetingRow(ProConfMeeting(room: room, identifier: room, created: nil, ended: nil)))
        meetings.select(room)
        closePrompt { $0 == .lookUp }
        focus = .details
        return loadRoom(room)
    }

    private mutating func takeToken(_ result: Result<ProConfToken, ServiceError>, for request: ProConfTokenRequest) {
        // Of two tokens asked for in turn, the later one is the one that is wanted.
        guard token.subject == request.subject, token.link.isLoading else { return }
        token.link.finish(result.map(\.link), at: now)
        switch result {
        case .success(let answer):
            token.form.hasResult = true
            token.form.place = .result
            if answer.roomWasLowercased, let room = answer.link.claims?.room {
                token.remark = "The service wrote the room as “\(room)”."
            }
            say(
                .success, "Token ready.",
                advice: "\(press(.copy)) to copy the link, \(keys.invocation(of: .reveal)) to see the token.")
        case .failure(let error):
            complain(error)
            if error.field == nil { say(Message(error, at: now)) }
        }
    }
}

extension ProConfTokenRequest {
    /// Whom the token is for, by which its answer is told from that to another request.
    var subject: SafeText { SafeText("\(participantName), \(role) in \(room)") }
}

extension Result where Failure == ServiceError {
    /// Whether the service knows nothing under that name.
    fileprivate var isNotFound: Bool {
        guard case .failure(.refused(_, let refusal)) = self else { return false }
        return refusal.status == 404
    }
}

extension Trouble {
    fileprivate static let notOngoing = nothing(
        "No meeting goes on in this room now.", "Enter asks again once it has started.")
    fileprivate static let noSummary = nothing(
        "There is no summary of this room.", "One may be written after the meeting has ended.")

    private static func nothing(_ title: String, _ advice: String) -> Trouble {
        var trouble = Trouble(title: title, advice: advice)
        trouble.isExpected = true
        return trouble
    }
}
