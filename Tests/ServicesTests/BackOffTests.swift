import Foundation
import Meetings
import Testing
import Transport

@testable import Services

@Suite("What failed is tried again")
struct BackOffTests {
    private let backOff = BackOff()

    @Test("after waits that double up to a cap, and are spread over their whole length")
    func growth() {
        let longest = (1...7).map { backOff.delay(afterFailures: $0, chance: 1) }
        #expect(longest == [1, 2, 4, 8, 16, 30, 30])
        #expect(backOff.delay(afterFailures: 4, chance: 0.25) == 2)
        #expect(backOff.delay(afterFailures: .max, chance: 7) == 30)
    }

    @Test("never at once, whatever chance says")
    func floor() {
        for failures in 0...40 { #expect(backOff.delay(afterFailures: failures, chance: 0) == 0.25) }
        #expect(backOff.delay(afterFailures: 3, chance: -1) == 0.25)
    }

    @Test("not before the service wants it, beyond the cap too, but within an hour")
    func asked() {
        #expect(backOff.delay(afterFailures: 1, asked: 120, chance: 1) == 120)
        #expect(backOff.delay(afterFailures: 6, asked: 2, chance: 1) == 30)
        #expect(backOff.delay(afterFailures: 1, asked: 86_400, chance: 0) == 3600)
        #expect(backOff.delay(afterFailures: 1, asked: -5, chance: 0) == 0.25)
    }

    private let call = ServiceCall(purpose: "list conferences", method: "GET", url: "https://v4h.example/sessions")

    @Test(
        "where the service is away or busy, and not where it said no",
        arguments: [
            (302, false), (400, false), (401, false), (403, false), (404, false), (408, true), (409, false),
            (410, false), (429, true), (500, true), (502, true), (503, true),
        ])
    func statuses(status: Int, isOutage: Bool) {
        #expect(ServiceError.refused(call, Refusal(status: status, words: "")).isOutage == isOutage)
    }

    @Test("where no answer came, and not where the request itself is wrong or was given up")
    func transport() {
        let passing: [TransportError] = [
            .cannotResolve(host: "h"), .cannotConnect(to: "h:1", reason: "refused"),
            .tlsFailed(host: "h", check: .expired),
            .timedOut(phase: .waiting, after: .seconds(30)), .connectionLost(reason: "reset"),
            .proxyFailed(reason: "busy"), .other(code: 1, words: "w"),
        ]
        let lasting: [TransportError] = [
            .invalidRequest(reason: "r"), .responseTooLarge(limit: 1, status: nil, beginning: Data()), .cancelled,
        ]
        for error in passing { #expect(ServiceError.unreachable(call, error).isOutage, "\(error)") }
        for error in lasting { #expect(!ServiceError.unreachable(call, error).isOutage, "\(error)") }
    }

    @Test("where a web page or half an answer stands in its place, and not where the answer is merely wrong")
    func pages() {
        func unreadable(_ status: Int, _ reason: String) -> ServiceError {
            .unreadable(call, status: status, firstWords: "", reason: reason)
        }
        #expect(unreadable(200, ServiceAnswer.isWebPage).isOutage)
        #expect(unreadable(200, ServiceAnswer.endsTooEarly).isOutage)
        #expect(unreadable(502, "is empty").isOutage)
        #expect(!unreadable(200, "is not JSON").isOutage && !unreadable(200, "lacks a field").isOutage)
        #expect(!ServiceError.notLoggedIn.isOutage && !ServiceError.loginEnded("over").isOutage)
    }
}
