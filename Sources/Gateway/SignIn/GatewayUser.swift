import Foundation
import Meetings
import Services

/// Somebody who may sign in at a gateway.
package struct GatewayUser: Hashable, Sendable {
    /// The name with which the user signs in; upper and lower case differ.
    package let name: String

    /// What is kept of the password.
    package private(set) var password: PasswordHash

    /// The roles that the user may ask for.
    package let roles: [String]

    /// The rooms in which the user may ask for them.
    package let rooms: [RoomPattern]

    /// Random text that changes with the password.
    ///
    /// Tokens carry it, so that a new password ends all logins that began with the old one.
    package private(set) var generation: String

    /// Describes a user.
    ///
    /// - Parameters:
    ///   - name: The name with which the user signs in.
    ///   - password: What is kept of the password.
    ///   - roles: The roles that the user may ask for.
    ///   - rooms: The rooms in which the user may ask for them.
    /// - Throws: `GatewayUserFlaw` where the name or a role cannot be one.
    package init(
        name: String,
        password: PasswordHash,
        roles: [String],
        rooms: [RoomPattern]
    ) throws(GatewayUserFlaw) {
        try self.init(
            name: name, password: password, roles: roles, rooms: rooms, generation: GatewayUser.newGeneration())
    }

    private init(
        name: String,
        password: PasswordHash,
        roles: [String],
        rooms: [RoomPattern],
        generation: String
    ) throws(GatewayUserFlaw) {
        if let complaint = InputCheck.complaint(about: name, in: .user) {
            throw .name(SafeText(name, limit: 100), complaint: complaint)
        }
        for role in roles {
            if let complaint = InputCheck.complaint(about: role, in: .role) {
                throw .role(SafeText(role, limit: 100), complaint: complaint)
            }
        }
        self.name = name
        self.password = password
        self.roles = roles
        self.rooms = rooms
        self.generation = generation
    }

    /// Gives the user another password, which ends all logins.
    package mutating func change(to password: PasswordHash) {
        self.password = password
        generation = GatewayUser.newGeneration()
    }

    /// Whether the user may ask for a role in a room.
    ///
    /// - Parameters:
    ///   - role: The role, as Admin Control writes it.
    ///   - room: The room's name, in letters of any case.
    /// - Returns: Whether both the role and the room are the user's.
    package func may(_ role: String, in room: String) -> Bool { roles.contains(role) && maySee(room) }

    /// Whether the user may see what becomes of a room, in letters of any case.
    package func maySee(_ room: String) -> Bool { rooms.contains { $0.matches(room) } }

    private static func newGeneration() -> String { UUID().uuidString.lowercased() }
}

extension GatewayUser: Codable {
    private enum CodingKeys: CodingKey {
        case name, password, roles, rooms, generation
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let text = try container.decode(String.self, forKey: .password)
        guard let password = PasswordHash(text) else {
            throw DecodingError.dataCorruptedError(
                forKey: .password, in: container,
                debugDescription: "It is no hash like $scrypt$ln=15,r=8,p=1$…$…, or one that costs too much.")
        }
        let name = try container.decode(String.self, forKey: .name)
        let roles = try container.decode([String].self, forKey: .roles)
        let rooms = try container.decode([RoomPattern].self, forKey: .rooms)
        let generation = try container.decode(String.self, forKey: .generation)
        guard !generation.isEmpty, generation.utf8.count <= 256 else {
            throw DecodingError.dataCorruptedError(
                forKey: .generation, in: container, debugDescription: "It is empty, or longer than 256 bytes.")
        }
        do throws(GatewayUserFlaw) {
            try self.init(name: name, password: password, roles: roles, rooms: rooms, generation: generation)
        } catch {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: error.title))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(password.text, forKey: .password)
        try container.encode(roles, forKey: .roles)
        try container.encode(rooms, forKey: .rooms)
        try container.encode(generation, forKey: .generation)
    }
}
