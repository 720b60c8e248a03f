import Foundation
import Testing

@testable import PrivateFiles

@Suite("Lock of a file", .timeLimit(.minutes(10)))
struct FileLockTests {
    private let place = TemporaryFolder()

    @Test("is had by one at a time, and passed on when it is given back")
    func passing() async throws {
        let first = try #require(try await place.state.lock("login.lock", patience: .seconds(20)))
        #expect(permissions(of: place.state.path(of: "login.lock")) == 0o600)
        #expect(try await place.state.lock("login.lock", patience: .milliseconds(50)) == nil)
        async let second = place.state.lock("login.lock", patience: .seconds(20))
        first.giveBack()
        #expect(try await second != nil)
    }

    @Test("that came too late is given back by itself")
    func late() async throws {
        let first = try #require(try await place.state.lock("login.lock", patience: .seconds(20)))
        for _ in 0..<3 { #expect(try await place.state.lock("login.lock", patience: .milliseconds(10)) == nil) }
        first.giveBack()
        let next = try await place.state.lock("login.lock", patience: .seconds(20))
        #expect(next != nil)
        next?.giveBack()
        next?.giveBack()
    }

    @Test("of a file that others could read is refused")
    func loose() async throws {
        try place.madeState().plant("login.lock", "", permissions: 0o644)
        await #expect(throws: PrivateFileError.self) {
            _ = try await self.place.state.lock("login.lock", patience: .seconds(60))
        }
    }

    @Test("a descriptor of a file of lines knows when the file was put away")
    func descriptor() throws {
        let file = LineFile(folder: place.state, name: "gavel.log", limit: 20, kept: 1)
        let descriptor = try file.descriptor()
        defer { close(descriptor) }
        #expect(file.isNewest(descriptor))
        #expect(write(descriptor, "crash\n", 6) == 6)
        try file.append([Data("a line of its own".utf8)])
        #expect(!file.isNewest(descriptor))
        #expect(try place.state.text(of: "gavel.1.log") == "crash\n")
    }
}
