import Foundation

/// What the application server and Admin Control both know of ProCONF meetings.
///
/// A conference that was started is an ongoing meeting in its room. So is a room that a token for an `owner` was made
/// for: who starts a meeting is its moderator. A room without a meeting is answered with 404.
struct ProConfMeetings: Sendable {
    let world: SandboxWorld

    /// Makes a token (contract: "the token").
    ///
    /// - Throws: 400 for a body parameter that is missing, null, empty or of the wrong type.
    func token(_ request: SandboxRequest) async throws(SandboxRefusal) -> SandboxAnswer {
        let body = try request.object()
        let role = try body.requiredText("role")
        let room = try body.requiredText("room")
        let name = try body.requiredText("participantName")
        let token = try await world.mint.proConfToken(role: role, room: room, participantName: name)
        if role == "owner" { world.conferences.startMeeting(inRoom: room) }
        return .envelope { $0.string(token) }
    }

    /// The deployment's features.
    func features() -> SandboxAnswer {
        .envelope {
            $0.object {
                $0.name("features")
                $0.object {
                    $0.member("audio_call", true)
                    $0.member("video_call", true)
                    $0.member("live_chat", true)
                    $0.member("waiting_room", true)
                    $0.member("screen_sharing", true)
                    $0.member("desktop_streaming", false)
                    $0.member("moderator_control", true)
                    $0.member("transcript", true)
                    $0.member("auto_centering", false)
                    $0.member("client_side_recording", false)
                    $0.member("server_side_recording", true)
                }
            }
        }
    }

    /// What is being kept of an ongoing meeting.
    ///
    /// - Throws: 404 where none goes on in the room.
    func status(_ room: String) throws(SandboxRefusal) -> SandboxAnswer {
        let minutes = try minutesSoFar(room)
        return .envelope {
            $0.object {
                $0.member("transcript_status", minutes >= 5)
                $0.member("recording_status", minutes >= 1)
            }
        }
    }

    /// What was said so far in an ongoing meeting.
    ///
    /// - Throws: 404 where none goes on in the room.
    func catchUp(_ room: String) throws(SandboxRefusal) -> SandboxAnswer {
        let minutes = try minutesSoFar(room)
        let topic = world.conferences.conference(inRoom: room)?.name ?? room
        return .envelope {
            $0.string(
                """
                The meeting “\(topic)” has been going on for \(minutes) min.
                The participants greeted each other and agreed on the agenda.
                Nothing has been decided yet.
                """
            )
        }
    }

    /// The summary of a meeting, whether it goes on or has ended.
    ///
    /// - Throws: 404 where there was none in the room.
    func summary(_ room: String) throws(SandboxRefusal) -> String {
        _ = try begun(room)
        let topic = world.conferences.conference(inRoom: room)?.name ?? room
        return """
            Summary of “\(topic)”
            1. The participants agreed on the agenda.
            2. The case was discussed, and the next steps were shared out.
            3. The next meeting is to be arranged.
            """
    }

    /// Where the summary of a meeting lies.
    ///
    /// - Throws: 404 where there was none in the room.
    func summaryFile(_ room: String) throws(SandboxRefusal) -> SandboxAnswer {
        let started = try begun(room)
        let room = room.lowercased()
        let path = room.addingPercentEncoding(withAllowedCharacters: .unreserved) ?? room
        return .envelope {
            $0.object {
                $0.member("id", "summary-\(room)")
                $0.member("meeting_id", ProConfMeetings.identifier(room: room, started: started))
                $0.member("room_name", room)
                $0.member("file_url", "http://\(world.address.domain)/summaries/\(path).txt")
            }
        }
    }

    /// The meetings that have ended, newest first.
    func ended() -> SandboxAnswer {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        return .envelope { writer in
            writer.array(world.conferences.conferences()) { writer, conference in
                guard let started = conference.started, let finished = conference.finished else { return }
                writer.object { object in
                    object.member("room_name", conference.short)
                    object.member(
                        "unique_id",
                        ProConfMeetings.identifier(room: conference.short, started: started)
                    )
                    object.member("created_at", started.formatted(style))
                    object.member("destroyed_at", finished.formatted(style))
                }
            }
        }
    }

    /// When the meeting that goes on in a room was started.
    ///
    /// - Throws: 404 where none does.
    func ongoing(_ room: String) throws(SandboxRefusal) -> Date {
        guard let started = world.conferences.meetingStarted(inRoom: room) else {
            throw .notFound("No meeting goes on in that room.")
        }
        return started
    }

    /// When the meeting of a room was started, whether it goes on or has ended.
    private func begun(_ room: String) throws(SandboxRefusal) -> Date {
        if let started = world.conferences.conference(inRoom: room)?.started { return started }
        return try ongoing(room)
    }

    private func minutesSoFar(_ room: String) throws(SandboxRefusal) -> Int {
        let started = try ongoing(room)
        return max(0, Int(world.configuration.clock().timeIntervalSince(started) / 60))
    }

    private static func identifier(room: String, started: Date) -> String {
        "\(room)_\(Int(started.timeIntervalSince1970))"
    }
}

extension SandboxAnswer {
    /// ProCONF's envelope around a payload.
    static func envelope(_ payload: (inout JSONWriter) -> Void) -> SandboxAnswer {
        .json {
            $0.object {
                $0.member("error", nil as String?)
                $0.name("data")
                payload(&$0)
            }
        }
    }

    /// ProCONF's envelope around a no, in the only words it has (contract: "The envelope").
    static func envelope(_ refusal: SandboxRefusal) -> SandboxAnswer {
        switch refusal.status {
        case 401: envelope(401, "Unauthorized")
        // A known path with the wrong method is as unknown as any other.
        case 404, 405: envelope(404, "Not found")
        case 500...: envelope(500, "Internal server error")
        default: envelope(400, "Invalid body in request.")
        }
    }

    /// ProCONF's envelope around an error.
    static func envelope(_ status: Int, _ message: String) -> SandboxAnswer {
        .json(status) {
            $0.object {
                $0.name("error")
                $0.object {
                    $0.member("code", status)
                    $0.member("message", message)
                }
                $0.member("data", nil as String?)
            }
        }
    }
}
