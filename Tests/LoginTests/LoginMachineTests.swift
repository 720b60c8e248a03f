import Foundation
import Meetings
import Services
import Testing

@testable import Login

@Suite("Login machine")
struct LoginMachineTests {
    @Test("goes through its transitions as told", arguments: stories)
    func story(_ story: LoginStory) {
        var machine = LoginMachine(jitter: { 1 })
        for step in story.steps {
            let now = LoginStory.date(step.second)
            #expect(machine.handle(step.event, at: now) == step.effects, "at \(step.second) s, \(step.event)")
            #expect(machine.status(at: now).phase == step.phase, "at \(step.second) s, after \(step.event)")
        }
    }

    private static let first = TokenPair.made(1, at: 0)
    private static let second = TokenPair.made(2, at: 240)
    private static let login = LoginStory.Step(0, .adopted(first), [.timer(240), .tell(1)], .valid(300))
    private static let due = LoginStory.Step(240, .timerFired, [.start(1, 1), .timer(270)], .refreshing)

    static let stories = renewals + refusals + failures + clocks + generations

    private static let renewals = [
        LoginStory(
            "a token is refreshed at 80 % of its life, and the rotated refresh token is used next",
            login,
            due,
            .init(241, .succeeds(1, second), [.timer(480), .tell(2)], .valid(540)),
            .init(480, .timerFired, [.start(2, 2), .timer(510)], .refreshing)
        ),
        LoginStory(
            "a refresh token that is not rotated is kept",
            login,
            due,
            .init(241, .succeeds(1, .made(2, at: 240, refresh: false)), [.timer(480), .tell(2)], .valid(540)),
            .init(480, .timerFired, [.start(2, 1), .timer(510)], .refreshing)
        ),
        LoginStory(
            "calls go on with the old token while it is good, and wait once it is not",
            login,
            due,
            .init(241, .tokenAsked, [.give(1)], .refreshing),
            .init(265, .tokenAsked, [.give(1)], .refreshing),
            .init(266, .tokenRefused(.access(1)), [.wait], .refreshing),
            .init(267, .tokenAsked, [.wait], .refreshing),
            .init(268, .succeeds(1, second), [.timer(480), .tell(2)], .valid(540)),
            .init(269, .tokenAsked, [.give(2)], .valid(540))
        ),
        LoginStory(
            "a call that comes before the late timer starts the refresh itself",
            login,
            .init(250, .tokenAsked, [.start(1, 1), .timer(280), .give(1)], .refreshing),
            .init(251, .timerFired, [.timer(280)], .refreshing)
        ),
        LoginStory(
            "the operator's wish starts one refresh, not two",
            login,
            .init(10, .refreshWanted, [.start(1, 1), .timer(40)], .refreshing),
            .init(11, .refreshWanted, [], .refreshing)
        ),
        LoginStory(
            "a stored login whose access token has ended is refreshed at once",
            .init(900, .adopted(first), [.start(1, 1), .timer(930)], .refreshing),
            .init(900, .tokenAsked, [.wait], .refreshing),
            .init(901, .succeeds(1, .made(2, at: 900)), [.timer(1140), .tell(2)], .valid(1200))
        ),
        LoginStory(
            "without a refresh token the login runs until the token ends",
            .init(0, .adopted(.made(1, at: 0, refresh: false)), [.timer(300), .tell(1)], .valid(300)),
            .init(1, .refreshWanted, [], .valid(300)),
            .init(299, .tokenAsked, [.give(1)], .valid(300)),
            .init(300, .timerFired, [.cancelTimer, .tell(.expiredAlone)], .expired),
            .init(301, .tokenAsked, [.give(.expiredAlone)], .expired),
            .init(301, .refreshWanted, [], .expired)
        ),
        LoginStory(
            "nobody logged in, nothing to do",
            .init(0, .tokenAsked, [.give(.notLoggedIn)], .loggedOut),
            .init(0, .tokenRefused(.access(1)), [.give(.notLoggedIn)], .loggedOut),
            .init(0, .refreshWanted, [], .loggedOut),
            .init(0, .wokeUp, [], .loggedOut)
        ),
    ]

    private static let refusals = [
        LoginStory(
            "however many calls meet a 401, there is one refresh",
            login,
            .init(9, .tokenRefused(.access(1)), [.start(1, 1), .timer(39), .wait], .refreshing),
            .init(9, .tokenRefused(.access(1)), [.wait], .refreshing),
            .init(9, .tokenAsked, [.wait], .refreshing),
            .init(10, .succeeds(1, .made(2, at: 10)), [.timer(250), .tell(2)], .valid(310)),
            .init(11, .tokenRefused(.access(1)), [.give(2)], .valid(310))
        ),
        LoginStory(
            "a refused access token without a refresh token ends the login",
            .init(0, .adopted(.made(1, at: 0, refresh: false)), [.timer(300), .tell(1)], .valid(300)),
            .init(
                5,
                .tokenRefused(.access(1)),
                [.cancelTimer, .tell(.refusedAlone), .give(.refusedAlone)],
                .failed
            ),
            .init(6, .refreshWanted, [], .failed)
        ),
        LoginStory(
            "a refused refresh ends the login, with the service's words",
            login,
            due,
            .init(241, .fails(1, .revoked), [.cancelTimer, .tell(.endedByRevocation)], .failed),
            .init(242, .tokenAsked, [.give(.endedByRevocation)], .failed),
            .init(243, .wokeUp, [], .failed),
            .init(250, .adopted(.made(3, at: 250)), [.timer(490), .tell(3)], .valid(550))
        ),
        LoginStory(
            "whoever waits for a refused token is told in time what is wrong, while the refresh goes on",
            login,
            .init(10, .tokenRefused(.access(1)), [.start(1, 1), .timer(40), .wait], .refreshing),
            .init(11, .fails(1, .network), [.timer(12)], .refreshing),
            .init(11, .tokenRefused(.access(1)), [.wait], .refreshing),
            .init(12, .timerFired, [.start(2, 1), .timer(42)], .refreshing),
            .init(
                13,
                .fails(2, .status(503, retryAfter: 60)),
                [.timer(73), .tell(.status(503, retryAfter: 60))],
                .refreshing
            ),
            .init(14, .tokenAsked, [.give(.status(503, retryAfter: 60))], .refreshing),
            .init(60, .tokenAsked, [.wait], .refreshing),
            .init(73, .timerFired, [.start(3, 1), .timer(103)], .refreshing),
            .init(74, .succeeds(3, .made(2, at: 74)), [.timer(314), .tell(2)], .valid(374))
        ),
    ]

    private static let failures = [
        LoginStory(
            "a refresh that fails for the moment is tried again, ever later, until the token ends",
            login,
            due,
            .init(240, .fails(1, .network), [.timer(241)], .valid(300)),
            .init(240.5, .tokenAsked, [.give(1)], .valid(300)),
            .init(241, .timerFired, [.start(2, 1), .timer(271)], .refreshing),
            .init(241, .fails(2, .status(500)), [.timer(243)], .valid(300)),
            .init(243, .timerFired, [.start(3, 1), .timer(273)], .refreshing),
            .init(243, .fails(3, .status(502)), [.timer(247)], .valid(300)),
            .init(247, .timerFired, [.start(4, 1), .timer(277)], .refreshing),
            .init(250, .fails(4, .network), [.timer(258), .tell(.network)], .valid(300)),
            .init(258, .timerFired, [.start(5, 1), .timer(288)], .refreshing),
            .init(259, .fails(5, .network), [.timer(274), .tell(.network)], .valid(300)),
            .init(274, .timerFired, [.start(6, 1), .timer(304)], .refreshing),
            .init(275, .fails(6, .network), [.timer(290), .tell(.network)], .valid(300)),
            .init(290, .timerFired, [.start(7, 1), .timer(320)], .refreshing),
            .init(299, .fails(7, .network), [.timer(300), .tell(.network)], .valid(300)),
            .init(300, .timerFired, [.cancelTimer, .tell(.expired(.network))], .expired),
            .init(301, .tokenAsked, [.give(.expired(.network))], .expired),
            .init(302, .timerFired, [], .expired)
        ),
        LoginStory(
            "a service that is out of reach does not end the login: it goes on as soon as the network is back",
            login,
            due,
            .init(290, .fails(1, .outOfReach), [.timer(291)], .valid(300)),
            .init(291, .timerFired, [.start(2, 1), .timer(321)], .refreshing),
            .init(299, .fails(2, .outOfReach), [.timer(301)], .valid(300)),
            .init(300, .tokenAsked, [.wait], .refreshing),
            .init(301, .timerFired, [.start(3, 1), .timer(331)], .refreshing),
            .init(320, .fails(3, .outOfReach), [.timer(324), .tell(.outOfReach)], .refreshing),
            .init(324, .timerFired, [.start(4, 1), .timer(354)], .refreshing),
            .init(325, .succeeds(4, .made(2, at: 325)), [.timer(565), .tell(2)], .valid(625))
        ),
        LoginStory(
            "a service that is in reach again after the token's end, and fails, has a minute to recover",
            login,
            due,
            .init(241, .fails(1, .outOfReach), [.timer(242)], .valid(300)),
            .init(242, .timerFired, [.start(2, 1), .timer(272)], .refreshing),
            .init(272, .timerFired, [.abandon(2), .timer(274), .tell(.refreshTimedOut(after: 30))], .valid(300)),
            .init(274, .timerFired, [.start(3, 1), .timer(304)], .refreshing),
            .init(299, .fails(3, .outOfReach), [.timer(303), .tell(.outOfReach)], .valid(300)),
            .init(303, .timerFired, [.start(4, 1), .timer(333)], .refreshing),
            .init(
                304, .fails(4, .status(503, retryAfter: 90)), [.timer(364), .tell(.status(503, retryAfter: 90))],
                .refreshing),
            .init(
                364, .timerFired, [.cancelTimer, .tell(.expired(.status(503, retryAfter: 90)))], .expired)
        ),
        LoginStory(
            "a refused refresh ends the login also after the network was away",
            login,
            due,
            .init(299, .fails(1, .outOfReach), [.timer(300)], .valid(300)),
            .init(300, .timerFired, [.start(2, 1), .timer(330)], .refreshing),
            .init(301, .fails(2, .revoked), [.cancelTimer, .tell(.endedByRevocation)], .failed)
        ),
        LoginStory(
            "Retry-After is obeyed, and the token's end comes first",
            login,
            due,
            .init(
                241,
                .fails(1, .status(429, retryAfter: 20)),
                [.timer(261), .tell(.status(429, retryAfter: 20))],
                .valid(300)
            ),
            .init(250, .timerFired, [.timer(261)], .valid(300)),
            .init(261, .timerFired, [.start(2, 1), .timer(291)], .refreshing),
            .init(
                262,
                .fails(2, .status(429, retryAfter: 3600)),
                [.timer(300), .tell(.status(429, retryAfter: 3600))],
                .valid(300)
            ),
            .init(
                300,
                .timerFired,
                [.cancelTimer, .tell(.expired(.status(429, retryAfter: 3600)))],
                .expired
            )
        ),
        LoginStory(
            "a hanging refresh is given up after 30 seconds, and blocks nobody whose token is good",
            login,
            due,
            .init(269, .tokenAsked, [.give(1)], .refreshing),
            .init(
                270,
                .timerFired,
                [.abandon(1), .timer(271), .tell(.refreshTimedOut(after: 30))],
                .valid(300)
            ),
            .init(270, .tokenAsked, [.give(1)], .valid(300)),
            .init(271, .timerFired, [.start(2, 1), .timer(301)], .refreshing),
            .init(271, .fails(1, .network), [], .refreshing)
        ),
        LoginStory(
            "a given up refresh that succeeds after all is taken over, and the next one is dropped",
            login,
            due,
            .init(
                270,
                .timerFired,
                [.abandon(1), .timer(271), .tell(.refreshTimedOut(after: 30))],
                .valid(300)
            ),
            .init(271, .timerFired, [.start(2, 1), .timer(301)], .refreshing),
            .init(272, .succeeds(1, second), [.abandon(2), .timer(480), .tell(2)], .valid(540)),
            .init(273, .fails(2, .revoked), [], .valid(540))
        ),
        LoginStory(
            "an older answer does not replace a newer one",
            login,
            due,
            .init(
                270,
                .timerFired,
                [.abandon(1), .timer(271), .tell(.refreshTimedOut(after: 30))],
                .valid(300)
            ),
            .init(271, .timerFired, [.start(2, 1), .timer(301)], .refreshing),
            .init(272, .succeeds(2, .made(3, at: 272)), [.timer(512), .tell(3)], .valid(572)),
            .init(273, .succeeds(1, second), [], .valid(572))
        ),
        LoginStory(
            "after the end the operator can try the refresh token again",
            login,
            due,
            .init(
                262,
                .fails(1, .status(503, retryAfter: 60)),
                [.timer(300), .tell(.status(503, retryAfter: 60))],
                .valid(300)
            ),
            .init(300, .timerFired, [.cancelTimer, .tell(.expired(.status(503, retryAfter: 60)))], .expired),
            .init(400, .refreshWanted, [.start(2, 1), .timer(430)], .refreshing),
            .init(401, .fails(2, .network), [.timer(402)], .refreshing),
            .init(402, .timerFired, [.start(3, 1), .timer(432)], .refreshing),
            .init(403, .succeeds(3, .made(2, at: 403)), [.timer(643), .tell(2)], .valid(703))
        ),
        LoginStory(
            "a refresh that gives a token which has already ended counts as failed, but its refresh token is used",
            login,
            due,
            .init(241, .succeeds(1, .made(2, at: -400)), [.timer(242)], .valid(300)),
            .init(242, .timerFired, [.start(2, 2), .timer(272)], .refreshing)
        ),
        LoginStory(
            "a service that claims no lifetime is not asked without pause",
            login,
            due,
            .init(241, .succeeds(1, .made(2, at: 241, lives: 0.01)), [.timer(241.01), .tell(2)], .valid(241.01))
        ),
    ]

    private static let clocks = [
        LoginStory(
            "a computer that wakes past the date refreshes at once, and gives the network time to come back",
            login,
            .init(5000, .wokeUp, [.start(1, 1), .timer(5030)], .refreshing),
            .init(5000, .tokenAsked, [.wait], .refreshing),
            .init(5001, .fails(1, .network), [.timer(5002)], .refreshing),
            .init(5002, .timerFired, [.start(2, 1), .timer(5032)], .refreshing),
            .init(5003, .succeeds(2, .made(2, at: 5003)), [.timer(5243), .tell(2)], .valid(5303))
        ),
        LoginStory(
            "it gives up when the network does not come back",
            login,
            .init(5000, .timerFired, [.start(1, 1), .timer(5030)], .refreshing),
            .init(5059, .timerFired, [.abandon(1), .start(2, 1), .timer(5089)], .refreshing),
            .init(5060, .fails(2, .network), [.timer(5061)], .refreshing),
            .init(5061, .timerFired, [.start(3, 1), .timer(5091)], .refreshing),
            .init(
                5091,
                .timerFired,
                [.abandon(3), .timer(5093), .tell(.refreshTimedOut(after: 30))],
                .refreshing
            ),
            .init(5093, .timerFired, [.start(4, 1), .timer(5123)], .refreshing),
            .init(
                5123,
                .timerFired,
                [.abandon(4), .cancelTimer, .tell(.expired(.refreshTimedOut(after: 30)))],
                .expired
            )
        ),
        LoginStory(
            "a refresh that was in flight when the computer fell asleep is started anew",
            login,
            due,
            .init(5000, .wokeUp, [.abandon(1), .start(2, 1), .timer(5030)], .refreshing)
        ),
        LoginStory(
            "so is one whose broken connection is noticed before the time",
            login,
            due,
            .init(5000, .fails(1, .network), [.timer(5001)], .refreshing)
        ),
        LoginStory(
            "a pause between two tries that the computer slept through does not end the login",
            login,
            due,
            .init(241, .fails(1, .network), [.timer(242)], .valid(300)),
            .init(5000, .tokenAsked, [.start(2, 1), .timer(5030), .wait], .refreshing)
        ),
        LoginStory(
            "a clock that is set back brings new tokens, with dates by the new clock",
            login,
            .init(-3600, .tokenAsked, [.start(1, 1), .timer(-3570), .give(1)], .refreshing),
            .init(-3599, .succeeds(1, .made(2, at: -3600)), [.timer(-3360), .tell(2)], .valid(-3300))
        ),
        LoginStory(
            "a clock that is set back during a refresh, or between two, starts another",
            login,
            due,
            .init(-3600, .tokenAsked, [.abandon(1), .start(2, 1), .timer(-3570), .give(1)], .refreshing),
            .init(-3599, .fails(2, .network), [.timer(-3598)], .valid(300)),
            .init(-7200, .timerFired, [.start(3, 1), .timer(-7170)], .refreshing)
        ),
        LoginStory(
            "a timer that fires too early is set again",
            login,
            .init(100, .timerFired, [.timer(240)], .valid(300)),
            .init(-3, .timerFired, [.timer(240)], .valid(300))
        ),
    ]

    private static let generations = [
        LoginStory(
            "answers to a former login are dropped",
            login,
            due,
            .init(241, .adopted(.made(7, at: 241)), [.abandon(1), .timer(481), .tell(7)], .valid(541)),
            .init(242, .succeeds(1, second), [], .valid(541)),
            .init(242, .fails(1, .revoked), [], .valid(541)),
            .init(481, .timerFired, [.start(2, login: 2, 7), .timer(511)], .refreshing),
            .init(482, .fails(1, .revoked), [], .refreshing)
        ),
        LoginStory(
            "logging out frees who waits, and no answer logs in again",
            login,
            .init(9, .tokenRefused(.access(1)), [.start(1, 1), .timer(39), .wait], .refreshing),
            .init(10, .loggedOut, [.abandon(1), .cancelTimer, .tell(.notLoggedIn)], .loggedOut),
            .init(11, .succeeds(1, second), [], .loggedOut),
            .init(11, .fails(1, .revoked), [], .loggedOut),
            .init(12, .timerFired, [], .loggedOut)
        ),
    ]
}
