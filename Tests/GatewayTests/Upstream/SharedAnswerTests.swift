import Meetings
import Sandbox
import TestSupport
import Testing

@testable import Gateway

@Suite("What is asked for once, for all", .timeLimit(.minutes(10)))
struct SharedAnswerTests {
    private let gate = Watched(false)

    /// Answers when the gate is opened.
    private func gated(_ answer: SandboxAnswer?) -> @Sendable (SandboxRequest) async -> SandboxAnswer? {
        { [gate] _ in
            _ = await gate.wait(seconds: 60) { $0 ? true : nil }
            return answer
        }
    }

    @Test("however many want it, one call is made, and who came first may go")
    func shared() async throws {
        try await UpstreamScene.open(
            script: gated(nil),
            test: { scene in
                let admin = scene.adminControl
                let first = Task { try? await admin.features() }
                try await scene.requests(1)
                let others = (0..<20).map { _ in Task { try? await admin.features() } }
                first.cancel()
                gate.update { $0 = true }
                for task in others { #expect(await task.value?["features"] != nil) }
                #expect(await first.value != nil)
                #expect(scene.asked == ["GET configuration"])
            })
    }

    @Test("it is told again for ten seconds, and no longer")
    func lifetime() async throws {
        try await UpstreamScene.open { scene in
            for _ in 0..<3 { _ = try await scene.adminControl.features() }
            scene.clock.advance(by: .milliseconds(9999))
            _ = try await scene.adminControl.features()
            #expect(scene.asked.count == 1)
            scene.clock.advance(by: .milliseconds(1))
            for _ in 0..<3 { _ = try await scene.adminControl.features() }
            #expect(scene.asked.count == 2)
        }
    }

    @Test("a failure is told to all who wait, and not kept")
    func failure() async throws {
        try await UpstreamScene.open(
            faults: ["proconf-features=500*1"], script: gated(nil),
            test: { scene in
                let admin = scene.adminControl
                let tasks = (0..<5).map { _ in
                    Task { await refusal { () throws(GatewayRefusal) in try await admin.features() } }
                }
                try await scene.requests(1)
                gate.update { $0 = true }
                // Who asks after the failure asks anew, and may be answered.
                for task in tasks { #expect([.failed, nil].contains(await task.value)) }
                #expect(try await admin.features()["features"] != nil)
                #expect(scene.failures.value == [.failed])
            })
    }
}
