import Foundation
import Logging
import Meetings
import PrivateFiles
import Services
import Synchronization

@testable import Gateway

/// A clock that stands still until it is moved.
final class StillClock: Sendable {
    private let date = Mutex(Date(timeIntervalSince1970: 1_800_000_000))

    var now: Date { date.withLock { $0 } }
    var read: @Sendable () -> Date { { self.now } }

    func move(by seconds: TimeInterval) { date.withLock { $0 += seconds } }
}

/// How often scrypt was computed, and at which costs.
final class CountedScrypt: Sendable {
    private let seen = Mutex<[ScryptCost]>([])

    var costs: [ScryptCost] { seen.withLock { $0 } }

    var derive: SignIn.Derivation {
        { password, salt, cost in
            self.seen.withLock { $0.append(cost) }
            return PasswordHash.derive(password, salt: salt, cost: cost)
        }
    }
}

extension ScryptCost {
    /// As little as scrypt can cost.
    static let least = ScryptCost(rounds: 1, blockSize: 1) ?? .usual
}

extension GatewayUser {
    /// A user whose password costs little to try.
    static func quick(
        _ name: String, password: String = "correct horse", roles: [String] = ["owner", "member"],
        rooms: [String] = ["*"], cost: ScryptCost = .least
    ) throws -> GatewayUser {
        try GatewayUser(
            name: name, password: PasswordHash(of: Secret(password), cost: cost), roles: roles,
            rooms: rooms.map { try RoomPattern($0) })
    }
}

extension ClientAddress {
    /// Somebody's address.
    static let home = ClientAddress(bytes: [192, 0, 2, 1])

    /// One of many addresses.
    static func numbered(_ number: Int) -> ClientAddress {
        ClientAddress(bytes: [10, UInt8(number >> 16 & 0xFF), UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF)])
    }
}

/// A folder that goes when the test is over.
final class SignInFolder: Sendable {
    private let path = FileManager.default.temporaryDirectory.path + "/gavel-sign-in-\(UUID().uuidString)"

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var folder: PrivateFolder {
        var folder = PrivateFolder(path: path)
        folder.patience = .seconds(60)
        return folder
    }

    /// Writes a file as an editor would.
    func plant(_ name: String, _ text: String, permissions: Int = 0o600) throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path(of: name)))
        try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: folder.path(of: name))
    }

    func text(of name: String) throws -> String {
        try String(contentsOf: URL(fileURLWithPath: folder.path(of: name)), encoding: .utf8)
    }
}

/// Everything that was logged.
final class LoggedLines: LogHandler, Sendable {
    private let lines = Mutex<[String]>([])

    var text: String { lines.withLock { $0.joined(separator: "\n") } }
    var logger: Logger { Logger(label: "test") { _ in self } }

    func log(event: LogEvent) {
        lines.withLock { $0.append("\(event.message) \(event.metadata?.description ?? "")") }
    }

    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }
    var logLevel: Logger.Level {
        get { .trace }
        set {}
    }
    subscript(metadataKey _: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }
}

/// What was said, where something was refused.
func refusal(of call: () async throws -> Void) async -> SignInRefusal? {
    do {
        try await call()
        return nil
    } catch {
        return error as? SignInRefusal
    }
}
