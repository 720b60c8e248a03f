import Foundation
import Login
import Meetings
import PrivateFiles
import Services
import Synchronization
import TestSupport
import Testing

@Suite("Remembered login", .timeLimit(.minutes(10)))
final class LoginMemoryTests: Sendable {
    private let home: TemporaryHome
    private let folder: PrivateFolder
    private let binding = LoginBinding(profile: "ward", service: "v4h", url: "https://v4h.example/v1", user: "ana")

    init() throws {
        home = try TemporaryHome()
        folder = PrivateFolder(path: home.path("state/gavel"))
    }

    deinit { home.remove() }

    private func memory(_ binding: LoginBinding? = nil) -> LoginMemory {
        LoginMemory(binding: binding ?? self.binding, folder: folder, patience: .seconds(300))
    }

    /// The memory of a console where the operator has logged in.
    private func loggedIn(_ pair: TokenPair, user: String = "ana", isWanted: Bool = true) -> LoginMemory {
        let memory = memory()
        memory.begin(user: user, isWanted: isWanted)
        memory.take(.held(pair))
        memory.finish(within: .seconds(60))
        return memory
    }

    /// Why what was remembered is not used.
    private func refusal(of binding: LoginBinding? = nil) async -> LoginMemoryError? {
        do {
            _ = try await memory(binding).recall()
            return nil
        } catch {
            return error
        }
    }

    private var text: String? { try? home.read("state/gavel/login.ward.v4h.json") }

    @Test("is written where that was asked for, for its owner alone, and told to the next console")
    func remembering() async throws {
        _ = loggedIn(.now(1, lives: 300))
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path(of: binding.fileName))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let login = try #require(try await memory().recall())
        #expect(login.user == "ana")
        #expect(login.pair.access == .access(1) && login.pair.refresh == .refresh(1))
        #expect(abs(login.pair.lifetime - 300) <= 1)
    }

    @Test("is not written otherwise, and one that was there goes")
    func notAsked() async throws {
        _ = loggedIn(.now(1, lives: 300), isWanted: false)
        #expect(home.files.allSatisfy { !$0.contains("login") })
        _ = loggedIn(.now(1, lives: 300))
        _ = loggedIn(.now(2, lives: 300), isWanted: false)
        #expect(text == nil)
        #expect(try await memory().recall() == nil)
    }

    @Test("follows every renewal, and goes with the logout")
    func following() async throws {
        let memory = loggedIn(.now(1, lives: 300))
        memory.take(.held(.now(2, lives: 300)))
        memory.finish(within: .seconds(60))
        #expect(try await self.memory().recall()?.pair.refresh == .refresh(2))
        #expect(text?.contains(Secret.refreshText(1)) == false)
        memory.take(.loggedOut)
        memory.finish(within: .seconds(60))
        #expect(text == nil)
    }

    @Test("goes when the service refuses its tokens, but not when another console has newer ones")
    func refused() async throws {
        let first = loggedIn(.now(1, lives: 300))
        let second = memory()
        _ = try await second.recall()
        second.take(.held(.now(2, lives: 300)))
        second.finish(within: .seconds(60))
        first.take(.refused)
        first.finish(within: .seconds(60))
        #expect(try await memory().recall()?.pair.access == .access(2))
        second.take(.refused)
        second.finish(within: .seconds(60))
        #expect(text == nil)
    }

    @Test("is refused where others could read it, or it is a link, and the operator is told what to do")
    func loose() async throws {
        _ = loggedIn(.now(1, lives: 300))
        let path = folder.path(of: binding.fileName)
        chmod(path, 0o640)
        let tooOpen = await refusal()
        #expect(tooOpen?.advice.contains("chmod 600 \(path)") == true)
        chmod(path, 0o600)
        try FileManager.default.moveItem(atPath: path, toPath: home.path("elsewhere"))
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: home.path("elsewhere"))
        let link = await refusal()
        #expect(link?.advice.contains("rm \(path)") == true)
    }

    @Test("is used for no other address, and for no other user than the profile's")
    func bound() async throws {
        _ = loggedIn(.now(1, lives: 300))
        var other = binding
        other.url = "https://elsewhere.example/v1"
        let elsewhere = await refusal(of: other)
        #expect(elsewhere?.title.contains("https://v4h.example/v1") == true)
        other = binding
        other.user = "rui"
        let someoneElse = await refusal(of: other)
        #expect(someoneElse?.title.contains("the login of ana") == true)
        other = binding
        other.profile = "office"
        #expect(try await memory(other).recall() == nil)
    }

    @Test("that is damaged is told, and the next login takes its place", arguments: ["", "{}", "{\"version\":1", "\0"])
    func damaged(contents: String) async throws {
        _ = loggedIn(.now(1, lives: 300))
        try folder.replace(binding.fileName, with: Data(contents.utf8))
        #expect(await refusal() != nil)
        _ = loggedIn(.now(2, lives: 300))
        #expect(try await memory().recall()?.pair.access == .access(2))
    }

    @Test("that cannot be written is told once, and the login itself goes on")
    func unwritable() async throws {
        try home.write("a file", to: "state/gavel")
        let told = Mutex<[LoginMemoryError]>([])
        let memory = memory()
        memory.onTrouble { error in told.withLock { $0.append(error) } }
        memory.begin(user: "ana", isWanted: true)
        memory.take(.held(.now(1, lives: 300)))
        memory.take(.held(.now(2, lives: 300)))
        memory.finish(within: .seconds(60))
        #expect(told.withLock(\.count) == 1)
        let desk = RefreshDesk(.gives(lives: 300))
        let pair = try await memory.refresh(.refresh(2)) { token throws(ServiceError) in try await desk.refresh(token) }
        #expect(pair.access == .access(2))
        #expect(desk.came == [.refresh(2)])
    }

    @Test("of ten consoles that renew it together is renewed once, and all get the same tokens")
    func together() async throws {
        _ = loggedIn(.now(1, lives: 300))
        var consoles: [LoginMemory] = []
        for _ in 0..<10 {
            let console = memory()
            _ = try await console.recall()
            consoles.append(console)
        }
        let desk = RefreshDesk(.gives(lives: 300))
        let tokens = await withTaskGroup(of: Secret?.self) { group in
            for console in consoles {
                group.addTask {
                    let pair = try? await console.refresh(.refresh(1)) { token throws(ServiceError) in
                        try await desk.refresh(token)
                    }
                    return pair?.refresh
                }
            }
            return await group.reduce(into: Set<Secret?>()) { $0.insert($1) }
        }
        #expect(desk.came == [.refresh(1)])
        #expect(tokens == [.refresh(2)])
    }

    @Test("that another console has given up is not written again by this one")
    func givenUpElsewhere() async throws {
        let first = loggedIn(.now(1, lives: 300))
        let second = memory()
        _ = try await second.recall()
        second.take(.loggedOut)
        second.finish(within: .seconds(60))
        let desk = RefreshDesk(.gives(lives: 300))
        let pair = try await first.refresh(.refresh(1)) { token throws(ServiceError) in try await desk.refresh(token) }
        first.take(.held(pair))
        first.finish(within: .seconds(60))
        #expect(text == nil)
    }
}

extension Secret {
    fileprivate static func refreshText(_ name: Int) -> String { Secret.refresh(name).reveal() }
}
