import Foundation
import Meetings
import Services
import Testing
import Transport

@testable import Login

@Suite("Login policy and status")
struct LoginPolicyTests {
    @Test(
        "only a refusal of the refresh token itself ends a login",
        arguments: [
            (302, true), (400, false), (401, false), (403, false), (404, false), (429, true), (500, true), (503, true),
        ]
    )
    func ends(status: Int, passes: Bool) {
        #expect(ServiceError.status(status).mayPass == passes)
    }

    @Test("no answer, and an answer that is not the service's, may pass")
    func passes() {
        let call = ServiceCall(purpose: "refresh the login", method: "POST", url: "")
        #expect(ServiceError.unreachable(call, .cancelled).mayPass)
        #expect(ServiceError.unreadable(call, status: 200, firstWords: "<html>", reason: "is no JSON").mayPass)
        #expect(!ServiceError.unsupported("refresh").mayPass)
    }

    @Test("the status tells what an operator wants to know, and no token")
    func status() {
        var machine = LoginMachine(jitter: { 1 })
        _ = machine.handle(.adopted(.made(1, at: 0)), at: LoginStory.date(0))
        _ = machine.handle(.timerFired, at: LoginStory.date(240))
        _ = machine.handle(.succeeds(1, .made(2, at: 241)), at: LoginStory.date(241))
        let renewed = machine.status(at: LoginStory.date(242))
        #expect(
            renewed
                == LoginStatus(
                    phase: .valid(541),
                    until: LoginStory.date(541),
                    nextRefresh: LoginStory.date(481),
                    lastRefresh: LoginStory.date(241),
                    hasRefreshToken: true
                )
        )
        #expect(renewed.warning == nil)

        _ = machine.handle(.timerFired, at: LoginStory.date(481))
        _ = machine.handle(.fails(2, .status(503)), at: LoginStory.date(482))
        let troubled = machine.status(at: LoginStory.date(482))
        #expect(troubled.warning == .refreshIsFailing)
        #expect(troubled.lastProblem == .status(503))
        #expect(troubled.nextRefresh == LoginStory.date(483))
        #expect(!String(reflecting: troubled).contains("A2"))

        _ = machine.handle(.adopted(.made(3, at: 490, refresh: false)), at: LoginStory.date(490))
        let bare = machine.status(at: LoginStory.date(490))
        #expect(bare.warning == .noRefreshToken)
        #expect(bare.lastProblem == nil && bare.lastRefresh == nil && bare.nextRefresh == nil)
    }
}
