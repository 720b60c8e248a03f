import Foundation
import Meetings
import Testing

@testable import Stage

@Suite("Whose the stage is, and what becomes of it")
struct StageMachineTests {
    private let uncertain = "the page was cut off before it answered; it may have carried it out"

    @Test("a first page is given the meeting, and is connected when its live object is there")
    func first() {
        var bench = StageMachineBench()
        #expect(bench.open(1, page: "a") == ["1:open", "loading"])
        #expect(bench.run(1) == ["notHandedOver 1: the page has no meeting yet"])
        #expect(bench.say(1, .loaded(commands: ["hangup"], events: ["log"])) == ["connected", "supports"])
        #expect(bench.event("videoConferenceJoined") == ["1:ask", "event videoConferenceJoined"])
        #expect(bench.say(1, .snapshot(MeetingSnapshot(moment: .now))) == ["snapshot"])
        #expect(bench.take(.askAnew) == ["1:ask"])
    }

    @Test("a command is answered once, by the page or in its place")
    func commands() {
        var bench = StageMachineBench()
        #expect(bench.run(1) == ["notHandedOver 1: the page is not there"])
        bench.begin()
        #expect(bench.run(2) == ["1:run 2 hangup"])
        #expect(bench.say(1, .handedOver(2)) == ["handedOver 2"])
        #expect(bench.say(1, .handedOver(2)) == [])
        #expect(bench.say(1, .notHandedOver(9, reason: "x")) == [])
        #expect(bench.run(3) == ["1:run 3 hangup"])
        #expect(bench.say(1, .notHandedOver(3, reason: "no such command")) == ["notHandedOver 3: no such command"])
        #expect(bench.run(4) == ["1:run 4 hangup"])
        #expect(bench.pass(4.9) == [])
        #expect(bench.pass(0.1) == ["notHandedOver 4: the page did not answer in time; it may still carry it out"])
        #expect(bench.say(1, .handedOver(4)) == [])
        #expect(bench.run(5) == ["1:run 5 hangup"])
        #expect(bench.close(1) == ["notHandedOver 5: \(uncertain)", "cutOff"])
        let long = StageCommand("x", [.number(.nan)])
        bench.begin(2)
        #expect(
            bench.take(.run(long, number: 6)) == ["notHandedOver 6: it is too long, or cannot be written as JSON"])
    }

    @Test("a line that is cut is taken up again by the page that still has its meeting")
    func resume() {
        var bench = StageMachineBench()
        bench.begin()
        #expect(bench.close(1) == ["cutOff"])
        #expect(bench.pass(3_600) == [])
        #expect(bench.open(2, page: "a", resumes: true) == ["2:resume"])
        #expect(bench.run(1) == ["notHandedOver 1: the page has no meeting yet"])
        #expect(bench.say(2, .loaded(commands: [], events: [])) == ["connected", "supports"])
    }

    @Test("a page that has noticed the cut before gavel did is no second tab")
    func halfOpen() {
        var bench = StageMachineBench()
        bench.begin()
        #expect(bench.run(1) == ["1:run 1 hangup"])
        #expect(bench.open(2, page: "a", resumes: true) == ["1:close", "notHandedOver 1: \(uncertain)", "2:resume"])
        #expect(bench.close(1) == [])
        #expect(bench.say(2, .loaded(commands: [], events: [])) == ["supports"])
        #expect(bench.run(2) == ["2:run 2 hangup"])
    }

    @Test("a page that is loaded anew is given the meeting again")
    func reload() {
        var bench = StageMachineBench()
        bench.begin()
        #expect(bench.say(1, .leaving) == [])
        #expect(bench.close(1) == ["cutOff"])
        _ = bench.pass(2)
        #expect(bench.open(2, page: "b") == ["2:open", "loading"])
        #expect(bench.passAwake(60, 2) == [])
    }

    @Test("a page that is loaded anew in its tab is given the meeting, though nobody heard the old one go")
    func crashed() {
        var bench = StageMachineBench()
        bench.begin()
        _ = bench.close(1)
        #expect(bench.open(2, page: "b", after: "a") == ["2:open", "loading"])
        _ = bench.say(2, .loaded(commands: [], events: []))
        // The new page may be there before the old one's connection is known to be gone.
        #expect(bench.open(3, page: "c", after: "b") == ["3:busy"])
        #expect(bench.close(2) == ["cutOff", "3:open", "loading"])
        #expect(bench.passAwake(5, 3) == [])
        _ = bench.open(4, page: "d", after: "z")
        #expect(bench.close(3) == ["cutOff"])
    }

    @Test("a copied tab is told of as a second one when the page that it is a copy of stays")
    func copied() {
        var bench = StageMachineBench()
        bench.begin()
        #expect(bench.open(2, page: "b", after: "a") == ["2:busy"])
        #expect(bench.pass(1.9) == [])
        #expect(bench.pass(0.1) == ["secondTab"])
        #expect(bench.pass(5) == [])
        // And it may have the stage when the other goes.
        #expect(bench.close(1) == ["cutOff", "2:open", "loading"])
    }

    @Test("a tab that is closed and does not come back ends the stage, once")
    func closed() {
        var bench = StageMachineBench()
        bench.begin()
        _ = bench.run(1)
        #expect(bench.say(1, .leaving) == [])
        #expect(bench.close(1) == ["notHandedOver 1: \(uncertain)", "cutOff"])
        #expect(bench.pass(7.9) == [])
        #expect(bench.pass(0.1) == ["ended tabClosed", "endLine"])
        #expect(bench.pass(100) == [])
        #expect(bench.open(2, page: "b") == ["2:close"])
        #expect(bench.take(.end(.closed, words: "x")) == ["endLine"])
        #expect(bench.machine.nextDeadline == nil)
    }

    @Test("a closed tab ends the stage also where its connection seems to stay")
    func closedInWords() {
        var bench = StageMachineBench()
        bench.begin()
        _ = bench.say(1, .leaving)
        #expect(bench.pass(8) == ["1:over", "ended tabClosed", "endLine"])
    }

    @Test("a second tab is told, and gavel once; when it takes over, the first one loses the meeting")
    func secondTab() {
        var bench = StageMachineBench()
        bench.begin()
        _ = bench.run(1)
        #expect(bench.open(2, page: "b") == ["2:busy", "secondTab"])
        #expect(bench.close(2) == [])
        #expect(bench.open(3, page: "b") == ["3:busy"])
        #expect(bench.event("subjectChange", of: 3) == [])
        #expect(bench.say(3, .over(.left)) == [])
        #expect(
            bench.say(3, .takeOver) == [
                "1:replaced", "1:close", "notHandedOver 1: another tab took the stage over", "3:keepOnly", "3:open",
                "loading",
            ])
        #expect(bench.close(1) == [])
        #expect(bench.open(4, page: "a", resumes: true) == ["4:replaced"])
        #expect(bench.say(4, .takeOver) != [])
        #expect(bench.say(4, .takeOver) == [])
    }

    @Test("a meeting that goes on in a page that is cut off is not doubled unasked")
    func cutNotDoubled() {
        var bench = StageMachineBench()
        bench.begin()
        _ = bench.close(1)
        #expect(bench.open(2, page: "b") == ["2:busy", "secondTab"])
        #expect(bench.say(2, .takeOver) == ["2:keepOnly", "2:open", "loading"])
        #expect(bench.open(3, page: "a", resumes: true) == ["3:replaced"])
    }

    @Test("a page that never had its meeting, and is gone, is in nobody's way")
    func failedPage() {
        var bench = StageMachineBench()
        _ = bench.open(1, page: "a")
        #expect(bench.say(1, .failed(.scriptMissing("x"))) == ["failed scriptMissing(x)"])
        #expect(bench.close(1) == ["cutOff"])
        #expect(bench.open(2, page: "b") == ["2:open", "loading"])
    }

    @Test("a token that has expired is not given out, and gavel says so")
    func expired() {
        var bench = StageMachineBench(token: Scene.token(expires: 1_010).reveal())
        bench.second = 9
        #expect(bench.open(1, page: "a") == ["1:open", "loading"])
        _ = bench.say(1, .loaded(commands: [], events: []))
        _ = bench.close(1)
        bench.second = 10
        #expect(bench.open(2, page: "a", resumes: true) == ["2:resume"])
        _ = bench.say(2, .leaving)
        _ = bench.close(2)
        #expect(bench.open(3, page: "b") == ["3:over", "failed tokenExpired"])
        #expect(bench.run(1) == ["notHandedOver 1: the page is not there"])
    }

    @Test("a tab that is silent, as a sleeping browser is, is cut off and taken up again")
    func silence() {
        var bench = StageMachineBench()
        bench.begin()
        #expect(bench.pass(15) == ["1:ping"])
        #expect(bench.say(1, .pong) == [])
        #expect(bench.pass(15) == ["1:ping"])
        #expect(bench.pass(15) == ["1:ping"])
        #expect(bench.pass(14.9) == [])
        #expect(bench.pass(0.1) == ["1:close", "cutOff"])
        #expect(bench.pass(1_000) == [])
        #expect(bench.open(2, page: "a", resumes: true) == ["2:resume"])
        #expect(bench.pass(15) == ["2:ping"])
    }

    @Test("a connection that does not say whose it is is closed")
    func noHello() {
        var bench = StageMachineBench()
        #expect(bench.take(.opened(StageTab(1))) == [])
        #expect(bench.event("x") == [])
        #expect(bench.pass(10) == ["1:close"])
        #expect(bench.machine.nextDeadline == nil)
        _ = bench.open(2, page: "a")
        #expect(bench.say(2, .hello(page: "b", resumes: false)) == ["2:close"])
    }

    @Test("nothing is waited for while there is no tab")
    func idle() {
        var bench = StageMachineBench()
        #expect(bench.machine.nextDeadline == nil)
        bench.begin()
        #expect(bench.machine.nextDeadline == 15)
        _ = bench.close(1)
        #expect(bench.machine.nextDeadline == nil)
    }

    @Test("readyToClose and left end the stage, and who else looks on is told")
    func over() {
        var bench = StageMachineBench()
        bench.begin()
        _ = bench.open(2, page: "b")
        #expect(bench.say(1, .over(.readyToClose)) == ["1:over", "2:over", "ended readyToClose", "endLine"])
        #expect(bench.say(1, .over(.left)) == [])
        var other = StageMachineBench()
        other.begin()
        #expect(other.say(1, .over(.left)) == ["1:over", "ended left", "endLine"])
    }

    @Test("a meeting that another has ended for all says so, and one's own end does not")
    func endedForAll() {
        let data: JSONValue = ["error": ["name": "conference.destroyed"]]
        var bench = StageMachineBench()
        bench.begin()
        _ = bench.event("errorOccurred", data)
        #expect(bench.say(1, .over(.readyToClose)) == ["1:over", "ended endedForAll", "endLine"])
        var own = StageMachineBench()
        own.begin()
        _ = own.run(1, "endConference")
        _ = own.say(1, .handedOver(1))
        _ = own.event("errorOccurred", data)
        #expect(own.say(1, .over(.readyToClose)) == ["1:over", "ended readyToClose", "endLine"])
    }

    @Test("gavel's end is told to every page, and ends the line")
    func end() {
        var bench = StageMachineBench()
        bench.begin()
        _ = bench.open(2, page: "b")
        _ = bench.run(1)
        #expect(
            bench.take(.end(.closed, words: "x")) == [
                "1:over", "2:over", "notHandedOver 1: the stage is over", "ended closed", "endLine",
            ])
        #expect(bench.take(.lineEnded) == [])
        var alone = StageMachineBench()
        #expect(alone.take(.lineEnded) == ["ended closed", "endLine"])
    }

    @Test("what Jitsi refuses is told in its words, in both shapes; what passes by is not")
    func refused() {
        var bench = StageMachineBench()
        bench.begin()
        #expect(
            bench.event("errorOccurred", ["name": "conference.connectionError.accessDenied", "message": "no"])
                == [
                    "event errorOccurred",
                    "failed \(StageFault.refused(name: "conference.connectionError.accessDenied", message: "no"))",
                ])
        #expect(bench.event("errorOccurred", ["error": ["name": "connection.passwordRequired"]]).count == 2)
        #expect(
            bench.event("errorOccurred", ["name": "conference.connectionError.membersOnly"]) == ["event errorOccurred"])
        #expect(bench.event("errorOccurred", ["name": "connection.other", "isFatal": true]).count == 2)
        _ = bench.event("videoConferenceJoined")
        #expect(bench.event("errorOccurred", ["name": "connection.droppedError", "isFatal": true]).count == 1)
        #expect(bench.event("errorOccurred") == ["event errorOccurred"])
    }

    @Test("while the line is broken nothing is lost by waiting, and when it is mended the state is asked for")
    func broken() {
        var bench = StageMachineBench()
        bench.begin()
        _ = bench.run(1)
        #expect(
            bench.take(.broken("no answer")) == ["lineBroken no answer", "notHandedOver 1: \(uncertain)", "cutOff"])
        #expect(bench.take(.broken("another reason")) == ["lineBroken another reason"])
        #expect(bench.machine.nextDeadline == nil)
        #expect(bench.run(2) == ["notHandedOver 2: the line to the page is broken"])
        #expect(bench.pass(1_000) == [])
        #expect(bench.take(.mended) == ["connected", "1:ask", "lineMended"])
        #expect(bench.run(3) == ["1:run 3 hangup"])
        #expect(bench.pass(0) == ["1:ping"])
        _ = bench.take(.broken("no answer"))
        #expect(bench.close(1) == [])
        #expect(bench.take(.mended) == ["lineMended"])
        #expect(bench.open(2, page: "a", resumes: true) == ["2:resume"])
    }

    @Test("500 people who join within ten seconds all come through")
    func crowd() {
        var bench = StageMachineBench()
        bench.begin()
        var count = 0
        for _ in 0..<500 {
            bench.second += 0.02
            for name in ["participantJoined", "participantRoleChanged", "participantMuted", "avatarChanged"] {
                count += bench.event(name).count
            }
        }
        #expect(count == 2_000)
    }

    @Test("a flood that goes on is cut down, told of once, and the state asked for anew")
    func flood() {
        var bench = StageMachineBench()
        bench.begin()
        var told = 0
        for _ in 0..<50_000 { told += bench.event("log").count }
        #expect(told == 20_000)
        #expect(bench.say(1, .handedOver(1)) == [])
        #expect(bench.pass(1) == ["event gavelDroppedEvents", "1:ask"])
        #expect(bench.pass(1) == [])
        #expect(bench.event("log") == ["event log"])
    }
}
