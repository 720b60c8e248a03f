import Meetings
import Services
import Testing
import Transport

@testable import Stage

@Suite("What an error of a gateway means for a stage")
struct RelayReasonTests {
    private static let call = ServiceCall(
        purpose: "hear the page", method: "GET", url: "https://gateway.example/stages")

    private static func refused(_ status: Int, retryAfter: Double? = nil) -> ServiceError {
        .refused(call, Refusal(status: status, words: "no", retryAfter: retryAfter))
    }

    @Test("a stage that is gone is opened anew, what is refused is not said again, and all else may pass")
    func verdicts() {
        #expect(Self.refused(404).verdictOnRelay == .isGone)
        #expect(Self.refused(400).verdictOnRelay == .isRefused)
        #expect(Self.refused(503, retryAfter: 7).verdictOnRelay == .mayPass(asked: 7))
        let lost = ServiceError.unreachable(Self.call, .cannotConnect(to: "gateway.example:443", reason: "refused"))
        #expect(lost.verdictOnRelay == .mayPass(asked: 0) && lost.verdictOnRelay.secondsAsked == 0)
    }

    @Test("of a stage that was carried it is said what became of it, and of a new one why it is not taken")
    func reasons() {
        #expect(Self.refused(404).reasonAgainstKnownStage == "it has the stage no more, and is asked for another.")
        #expect(Self.refused(404).reasonAgainstNewStage.string.contains("--public-url"))
        #expect(Self.refused(429).reasonAgainstNewStage.string.contains("as many stages"))
        let lost = ServiceError.unreachable(Self.call, .cannotConnect(to: "gateway.example:443", reason: "refused"))
        #expect(lost.reasonAgainstKnownStage == "Cannot connect to gateway.example:443: refused.")
    }
}
