import Foundation
import Meetings

/// What the sandbox's meeting page asks its server, below `/meetings`; no contract names these calls.
///
/// - `GET /meetings/{room}` tells whether the meeting goes on.
/// - `POST /meetings/{room}/join`, with the meeting's token as a bearer's, lets one in.
/// - `POST /meetings/{room}/end`, with a moderator's, ends the meeting for everybody, and closes its conference.
struct MeetingRoutes: SandboxDialect {
    static let base = ["meetings"]
    let audience = TokenMint.Audience.v4h
    let routes: [SandboxRoute]
    let mint: TokenMint
    let faults: FaultBook

    init(_ world: SandboxWorld) {
        mint = world.mint
        faults = world.faults
        routes = [
            SandboxRoute([.meetingState], "GET", ":", access: .everyone) { _, parameters, _ throws(SandboxRefusal) in
                let hasEnded = try MeetingPlace(parameters[0], in: world).hasEnded
                return .json { $0.object { $0.member("state", hasEnded ? "ended" : "going") } }
            },
            SandboxRoute([.meetingJoin], "POST", ":/join", access: .everyone) {
                request, parameters, _ throws(SandboxRefusal) in
                let place = try MeetingPlace(parameters[0], in: world)
                let entrant = try await MeetingRoutes.entrant(of: request, to: place, world)
                guard !place.hasEnded else { throw .gone("The meeting has ended.") }
                if !entrant.isModerator, case .password(let password) = world.configuration.meeting.door,
                    try request.object(orEmpty: true).optionalText("password") != password
                {
                    return .json { $0.object { $0.member("door", "password") } }
                }
                return MeetingRoutes.invitation(to: place, for: entrant, world)
            },
            SandboxRoute([.meetingEnd], "POST", ":/end", access: .everyone) {
                request, parameters, _ throws(SandboxRefusal) in
                let place = try MeetingPlace(parameters[0], in: world)
                let entrant = try await MeetingRoutes.entrant(of: request, to: place, world)
                guard entrant.isModerator else { throw .forbidden("Only a moderator may end the meeting.") }
                if let conference = place.conference {
                    if !conference.hasEnded { try world.conferences.close(conference.id) }
                } else {
                    world.conferences.endMeeting(inRoom: place.room)
                }
                return .noContent
            },
        ]
    }

    func answer(_ refusal: SandboxRefusal) -> SandboxAnswer {
        var answer = SandboxAnswer.json(refusal.status) { $0.object { $0.member("message", refusal.message) } }
        answer.headers.merge(refusal.headers) { _, new in new }
        return answer
    }

    /// Whose token a request shows; other pages than the meeting's own have none to show here.
    private static func entrant(
        of request: SandboxRequest, to place: MeetingPlace, _ world: SandboxWorld
    ) async throws(SandboxRefusal) -> MeetingEntrant {
        guard request.headers["sec-fetch-site"].map({ $0 == "same-origin" }) ?? true else {
            throw .forbidden("This is for the meeting's own page.")
        }
        guard let token = request.bearer else { throw .unauthorized("The meeting's token is missing.") }
        return try await world.mint.entrant(of: token, room: place.room)
    }

    /// What the page plays the meeting by.
    private static func invitation(
        to place: MeetingPlace, for entrant: MeetingEntrant, _ world: SandboxWorld
    ) -> SandboxAnswer {
        let meeting = world.configuration.meeting
        var local: [String: JSONValue] = ["isModerator": .bool(entrant.isModerator)]
        local["name"] = entrant.name.map(JSONValue.string)
        local["avatar"] = entrant.avatarURL.map(JSONValue.string)
        var invitation: [String: JSONValue] = [
            "room": .string(place.room), "host": .string(world.address.domain), "local": .object(local),
            "cast": meeting.cast.document, "pace": .number(meeting.pace),
            "session": .string(place.conference?.id ?? place.room),
        ]
        if !entrant.isModerator, case .lobby(let admits) = meeting.door {
            invitation["door"] = admits ? "lobby" : "closed-lobby"
        }
        invitation["subject"] = place.conference?.name.map(JSONValue.string)
        return SandboxAnswer(
            200, headers: ["Content-Type": "application/json"], body: JSONValue.object(invitation).bytes)
    }
}

/// A room in which a meeting goes on or has ended: of a conference, or of ProCONF alone.
struct MeetingPlace: Sendable {
    /// The room's own name, whatever it was asked for by.
    let room: String
    let conference: HostedConference?

    var hasEnded: Bool { conference?.hasEnded ?? false }

    /// Finds the room of a conference, by name or by identifier where its record gives no name, or of a ProCONF meeting.
    ///
    /// - Throws: 404 where there is none.
    init(_ name: String, in world: SandboxWorld) throws(SandboxRefusal) {
        conference = world.conferences.conference(inRoom: name) ?? (try? world.conferences.conference(name))
        guard conference != nil || world.conferences.meetingStarted(inRoom: name) != nil else {
            throw .notFound("There is no room “\(name)”.")
        }
        room = conference?.short ?? name
    }
}

extension MeetingCast {
    /// The cast as the meeting page takes it (`meeting-cast.js`).
    fileprivate var document: JSONValue {
        switch self {
        case .ward: ["kind": "ward"]
        case .still: ["kind": "still"]
        case .crowd(let count): ["kind": "crowd", "count": .integer(Int64(count))]
        case .hostile:
            [
                "kind": "hostile",
                "texts": .array((HostileText.sequences + HostileText.markup).map { .string("Ana" + $0 + "Lima") }),
                "long": .string(String(repeating: "muito longo ", count: 1_000).prefix(10_000).description),
            ]
        case .empty: ["kind": "empty"]
        }
    }
}
