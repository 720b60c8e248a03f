import Foundation
import Meetings
import PrivateFiles
import Stage
import TestSupport
import Testing

@Suite("A stage's control socket", .timeLimit(.minutes(10)))
final class ControlSocketTests {
    private let home: TemporaryHome
    private let folder: PrivateFolder

    init() throws {
        home = try TemporaryHome()
        folder = PrivateFolder(path: home.path("state"))
    }

    deinit { home.remove() }

    /// A stage that answers every request with one reply.
    private func open(_ limits: ControlLimits = ControlLimits(), answer: ControlReply = .outcome(.confirmed))
        async throws -> StageControl
    {
        try await StageControl.open(in: folder, limits: limits) { _ in
            AsyncStream { continuation in
                continuation.yield(answer)
                continuation.finish()
            }
        }
    }

    private func permissions(of path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? Int)
    }

    @Test("a command reaches the console as it was said, and its outcome the script")
    func command() async throws {
        let asked = Watched<[ControlRequest]>([])
        let control = try await StageControl.open(in: folder) { request in
            asked.update { $0.append(request) }
            return AsyncStream { continuation in
                continuation.yield(.outcome(.failed(SafeText("no such participant"))))
                continuation.finish()
            }
        }
        let arguments: [JSONValue] = ["a1b2", 7, true, ["mode": "file", "rest": [.null, "Ação"]]]
        let request = ControlRequest.run(StageCommand("startRecording", arguments), isAgreed: true)
        let reply = try await ControlCaller(control.place).reply(to: request)
        #expect(reply == .outcome(.failed(SafeText("no such participant"))))
        #expect(asked.value == [request])
        await control.end()
    }

    @Test("only the owner can get to the socket, and it is gone with the stage")
    func modes() async throws {
        let control = try await open()
        #expect(control.place.name == "stage-\(getpid()).socket")
        #expect(try permissions(of: folder.path) == 0o700)
        #expect(try permissions(of: folder.path(of: control.place.name)) == 0o600)
        #expect(try folder.names() == [control.place.name])
        await control.end()
        #expect(try folder.names() == [])
        await #expect(throws: ControlError.nobodyThere) { try await ControlCaller(control.place).reply(to: .show) }
    }

    @Test("who is another user is hung up on before anything is answered")
    func otherUser() async throws {
        let asked = Watched(0)
        let control = try await StageControl.open(in: folder, user: geteuid() + 1) { _ in
            asked.update { $0 += 1 }
            return AsyncStream { $0.finish() }
        }
        await #expect(throws: ControlError.cutOff) { try await ControlCaller(control.place).reply(to: .show) }
        #expect(asked.value == 0)
        await control.end()
    }

    @Test("a folder that others may enter is refused")
    func looseFolder() async throws {
        try FileManager.default.createDirectory(
            atPath: folder.path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        await #expect(throws: PrivateFileError.tooOpen(SafeText(folder.path), permissions: 0o755, isFolder: true)) {
            try await self.open()
        }
    }

    @Test("a path may be longer than an address of a socket")
    func longPath() async throws {
        let long = PrivateFolder(path: home.path(String(repeating: "long/", count: 40) + "state"))
        let control = try await StageControl.open(in: long) { _ in
            AsyncStream { continuation in
                continuation.yield(.shown(["page": "connected"]))
                continuation.finish()
            }
        }
        #expect(try await ControlCaller(control.place).reply(to: .show) == .shown(["page": "connected"]))
        await control.end()
    }

    @Test("two stages of one console have places of their own")
    func twoStages() async throws {
        let first = try await open(answer: .shown("first"))
        let second = try await open(answer: .shown("second"))
        let places = try ControlPlace.all(in: folder)
        #expect(places == [first.place, second.place])
        #expect(second.place.name == "stage-\(getpid())-2.socket")
        #expect(try await ControlCaller(places[0]).reply(to: .show) == .shown("first"))
        #expect(try await ControlCaller(places[1]).reply(to: .show) == .shown("second"))
        await first.end()
        #expect(try ControlPlace.all(in: folder) == [second.place])
        await second.end()
    }

    @Test("what a dead console left is swept away; other files, and what a living one has, stay")
    func stale() async throws {
        let program = try Process.run(URL(filePath: "/bin/true"), arguments: [])
        program.waitUntilExit()
        let names = ["stage-\(program.processIdentifier).socket", "stage-1.socket"]
        for name in names { close(try folder.listen(at: name)) }
        try folder.replace("stage-01.socket", with: Data())
        let control = try await open()
        #expect(try folder.names().sorted() == ["stage-01.socket", "stage-1.socket", control.place.name].sorted())
        await control.end()
    }

    @Test(
        "what is no request is declined in words",
        arguments: [
            "", "{", "[]", "{\"request\":\"fly\"}", "{\"request\":\"run\"}", "{\"request\":\"run\",\"name\":5}x",
            "{\"request\":\"run\",\"name\":\"mute\",\"arguments\":{}}", "{\"request\":\"show\",\"request\":\"show\"}",
        ])
    func noRequest(line: String) async throws {
        let control = try await open()
        let caller = try #require(try RawCaller(control.place.name, in: folder))
        caller.read()
        caller.send(line + "\n")
        let said = try #require(await caller.everything())
        #expect(said == "{\"kind\":\"declined\",\"reason\":\"That is no request that is known.\"}\n")
        await control.end()
    }

    @Test("a line that is too long is declined, with or without an end, and one that just fits is not")
    func longLine() async throws {
        var limits = ControlLimits()
        limits.requestBytes = 1000
        let control = try await open(limits)
        let show = "{\"request\":\"show\"}"
        for (line, isTaken) in [
            (show + String(repeating: " ", count: 1000 - show.utf8.count) + "\n", true),
            (show + String(repeating: " ", count: 1001 - show.utf8.count) + "\n", false),
            (String(repeating: "x", count: 5000), false),
        ] {
            let caller = try #require(try RawCaller(control.place.name, in: folder))
            caller.read()
            caller.send(line)
            let said = try #require(await caller.everything())
            #expect(said.contains("confirmed") == isTaken)
            #expect(said.contains("longer than 1000 bytes") == !isTaken)
        }
        await control.end()
    }

    @Test("who says nothing is hung up on")
    func silent() async throws {
        var limits = ControlLimits()
        limits.patience = 0.2
        let control = try await open(limits)
        let caller = try #require(try RawCaller(control.place.name, in: folder))
        caller.read()
        #expect(await caller.everything() == "")
        await control.end()
    }

    @Test("more callers than allowed are hung up on, and may come when another has left")
    func manyCallers() async throws {
        var limits = ControlLimits()
        limits.connections = 2
        let followers = ControlFollowers()
        let following = Watched(0)
        let control = try await StageControl.open(in: folder, limits: limits) { request in
            if case .follow = request {
                defer { following.update { $0 += 1 } }
                return followers.follow()
            }
            return AsyncStream { continuation in
                continuation.yield(.outcome(.handedOver))
                continuation.finish()
            }
        }
        let callers = try (0..<2).map { _ in try #require(try RawCaller(control.place.name, in: folder)) }
        for caller in callers { caller.send("{\"request\":\"follow\"}\n") }
        try #require(await following.wait(seconds: 60) { $0 == 2 ? true : nil } == true)
        await #expect(throws: ControlError.cutOff) { try await ControlCaller(control.place).reply(to: .show) }
        followers.end(.ended(nil, moment: Date()))
        for caller in callers {
            caller.read()
            _ = await caller.everything()
        }
        #expect(try await ControlCaller(control.place).reply(to: .show) == .outcome(.handedOver))
        await control.end()
    }
}
