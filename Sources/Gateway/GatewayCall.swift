import Foundation
import HTTPTypes
import Meetings
import Services

/// A request that leads somewhere, and what is known of it so far.
struct GatewayCall: Sendable {
    let route: GatewayRoute

    /// What the path has in the place of `{room}` or `{stage}`, as it came.
    let pathWord: String?

    let target: RequestTarget
    let request: GatewayRequest

    /// Who calls, once that is known.
    var user: GatewayUser?

    /// Which room it is about, once that is known to be one.
    var room: String?

    /// In how many seconds the caller may try again.
    var retryAfter: Int?

    init(route: GatewayRoute, pathWord: String?, target: RequestTarget, request: GatewayRequest) {
        self.route = route
        self.pathWord = pathWord
        self.target = target
        self.request = request
    }
}

extension GatewayCall {
    /// The body, which must be a JSON object that says so.
    func body() throws(GatewayRefusal) -> GatewayBody {
        let types = request.fields[values: .contentType]
        guard types.count == 1, let type = types.first?.split(separator: ";").first,
            type.trimmingCharacters(in: .whitespaces).lowercased() == "application/json",
            case .object(let members)? = try? JSONReader.strictDocument(request.body)
        else { throw .invalidBody }
        return GatewayBody(members: members)
    }

    /// The room of the query, where the caller may see it.
    mutating func queriedRoom() throws(GatewayRefusal) -> String {
        guard let room = target.parameter("roomName"), RoomName.isPlain(room) else { throw .roomMissing }
        return try seen(room)
    }

    /// The room of the path, where the caller may see it.
    mutating func namedRoom() throws(GatewayRefusal) -> String {
        guard let room = pathWord, RoomName.isPlain(room) else { throw .invalidBody }
        return try seen(room)
    }

    private mutating func seen(_ room: String) throws(GatewayRefusal) -> String {
        self.room = room
        guard user?.maySee(room) == true else { throw .unauthorized }
        return room
    }
}

/// The members of a request's body.
struct GatewayBody: Sendable {
    let members: [String: JSONValue]

    /// A member that must be a text that can be sent on.
    ///
    /// - Parameters:
    ///   - name: The member.
    ///   - field: What the text is.
    /// - Returns: The text.
    /// - Throws: `GatewayRefusal.invalidBody` where it is missing, null, empty, of another type, too long, or holds what
    ///   cannot be sent.
    func text(_ name: String, in field: InputField) throws(GatewayRefusal) -> String {
        guard case .string(let text)? = members[name], InputCheck.complaint(about: text, in: field) == nil else {
            throw .invalidBody
        }
        return text
    }

    /// The room, which must be one that can stand in a path.
    func room() throws(GatewayRefusal) -> String {
        let room = try text("room", in: .room)
        guard RoomName.isPlain(room) else { throw .invalidBody }
        return room
    }
}

/// What a room may be called, as far as a gateway lets it through.
enum RoomName {
    /// Whether it stays one segment of a path, whoever on the way decodes it: who may see `team-*` must not come to
    /// another room by `team-x/../board`.
    static func isPlain(_ room: String) -> Bool {
        InputCheck.complaint(about: room, in: .room) == nil && !room.utf8.contains { "/\\%".utf8.contains($0) }
    }
}
