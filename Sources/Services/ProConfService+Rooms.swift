package import Meetings

extension ProConfService {
    /// What the deployment offers (`GET /callConfig`, `GET /configuration`), sorted by name: the set is open.
    ///
    /// - Returns: The features.
    /// - Throws: Why they are not known.
    package func features() async throws(ServiceError) -> [ProConfFeature] {
        let answer = try await client.send(try deployment.request(.features))
        return try answer.payload("features") { layer in
            layer["features"]?.members?.compactMap { name, value in
                guard case .bool(let isOn) = value else { return nil }
                return ProConfFeature(name: SafeText(name, limit: 128), isOn: isOn)
            }.sorted { $0.name < $1.name }
        }
    }

    /// What is being kept of an ongoing meeting (`GET /callStatus`, `GET /sessions-status/R`).
    ///
    /// - Parameter room: The room.
    /// - Returns: Whether it is being transcribed and recorded.
    /// - Throws: Why it is not known.
    package func status(of room: String) async throws(ServiceError) -> ProConfRoomStatus {
        try InputCheck.require(room, in: .room)
        let answer = try await client.send(try deployment.request(.status(room: room)))
        return try answer.payload("status of a room") { layer in
            guard layer.isRoomStatus else { return nil }
            return ProConfRoomStatus(
                isTranscribing: layer["transcript_status"] == true,
                isRecording: layer["recording_status"] == true
            )
        }
    }

    /// What was said so far, for who comes late (`GET /callCatchUp/R`, `GET /call-catchup/R`).
    ///
    /// - Parameter room: The room.
    /// - Returns: The text, with its lines; empty where nothing was said yet.
    /// - Throws: Why there is none.
    package func catchUp(of room: String) async throws(ServiceError) -> SafeText {
        try InputCheck.require(room, in: .room)
        let answer = try await client.send(try deployment.request(.catchUp(room: room)))
        return try answer.payload("text", ProConfService.document)
    }

    /// What a meeting came to (`GET /callSummary/R`, `GET /call-summary/R`).
    ///
    /// - Parameter room: The room.
    /// - Returns: The text, or where it lies in the deployment's object store.
    /// - Throws: Why there is none.
    package func summary(of room: String) async throws(ServiceError) -> ProConfSummary {
        try InputCheck.require(room, in: .room)
        let answer = try await client.send(try deployment.request(.summary(room: room)))
        return try answer.payload("summary") { layer in
            if let location = layer["file_url"]?.safeText {
                return .file(
                    meeting: layer["meeting_id"]?.safeText,
                    room: layer["room_name"]?.safeText,
                    location: location
                )
            }
            return ProConfService.document(layer).map { .text($0) }
        }
    }

    /// The meetings that have ended (`GET /meetings`), read off the caller's actor.
    ///
    /// - Returns: The meetings, in the service's order.
    /// - Throws: Why there is no list.
    @concurrent package func meetings() async throws(ServiceError) -> [ProConfMeeting] {
        let answer = try await client.send(try deployment.request(.meetings))
        return try answer.payload("list of meetings") { layer in
            guard case .array(let items) = layer else { return nil }
            return items.compactMap { item in
                guard let room = item["room_name"]?.safeText ?? item["unique_id"]?.safeText else { return nil }
                return ProConfMeeting(
                    room: room,
                    identifier: item["unique_id"]?.safeText ?? room,
                    created: item["created_at"].flatMap(WireDate.date),
                    ended: item["destroyed_at"].flatMap(WireDate.date)
                )
            }
        }
    }

    /// A text with its lines; null is an empty one.
    private static func document(_ layer: JSONValue) -> SafeText? {
        switch layer {
        case .string(let text): SafeText(document: text)
        case .null: SafeText("")
        default: nil
        }
    }
}

extension JSONValue {
    /// Whether it says what is being kept of a meeting.
    var isRoomStatus: Bool { self["transcript_status"] != nil || self["recording_status"] != nil }
}
