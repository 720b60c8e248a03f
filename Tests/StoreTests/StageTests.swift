import Foundation
import Journal
import Meetings
import Services
import Stage
import TestSupport
import Testing

@testable import Store

@Suite("The stage")
struct StageTests {
    @Test("starting offers the stage first, and shows how its page is reached")
    func opening() throws {
        let story = ConsoleStory.atStageDoor()
        let stage = try #require(story.state.stage)
        #expect(stage.meeting.isModerator && stage.meeting.room == "cardiologia" && stage.page == .awaited)
        #expect(story.effects.contains { if case .openStage(stage.meeting) = $0 { true } else { false } })
        let sheet = try #require(story.sheet)
        #expect(sheet.link.maskedURL == "http://127.0.0.1:48123/stage/•••")
        #expect(sheet.ways.contains { $0.contains("ssh -N -L 48123:127.0.0.1:48123 ana@ward") })
        #expect(!"\(story.state)".contains("stage/secret"))
    }

    @Test("who wants the link alone gets it, and no stage")
    func linkAlone() throws {
        var story = ConsoleStory.loggedIn()
        story.state.profile.stage = StageSettings()
        story.press(.startConference)
        story.type("Ana")
        story.press(.down, .down)
        story.send(.edit(.right))
        #expect(story.prompt?.form.text(.opening) == "link")
        story.press(.open)
        let entry = MeetingEntry(link: .made("t"), ticket: MeetingTicket(token: Secret("t"), room: "cardiologia"))
        story.send(.entered(Conference.ready.id, isModerator: true, .success(entry)))
        #expect(story.state.stage == nil && story.sheet?.link == .made("t"))
    }

    @Test("the pane is there while a stage is, and the page's opening leads to it")
    func pane() {
        var story = ConsoleStory.loggedIn()
        story.press(.livePane)
        #expect(story.state.focus != .live && !story.state.panes.contains(.live))
        story = .atStageDoor()
        story.pageOpens()
        #expect(story.state.focus == .live && story.state.panes.contains(.live) && story.state.overlay == nil)
        #expect(story.state.scope == .live)
    }

    @Test("the pane's selection stays on its person; when that one leaves nobody is selected, and a key meets nobody")
    func selection() {
        var story = ConsoleStory.onStage()
        story.press(.down)
        #expect(story.state.stage?.selectedParticipant?.name == "Carla")
        story.hear("participantJoined", ["id": "p4", "displayName": "Davi"])
        story.hear("knockingParticipant", ["participant": ["id": "k1", "name": "Eva"]])
        #expect(story.state.stage?.selectedParticipant?.name == "Carla")
        story.hear("participantLeft", ["id": "p2"])
        #expect(story.state.stage?.selection == nil)
        story.press(.mute)
        #expect(story.steered.isEmpty && story.said.last == "Select somebody first.")
        story.press(.down)
        #expect(story.state.stage?.selectedParticipant?.name == "Davi")
        story.press(.first)
        #expect(story.state.stage?.selection == .knocking(.guest))
        story.press(.last)
        #expect(story.state.stage?.selectedParticipant?.name == "Davi")
    }

    @Test(
        "however it ends: the listeners are told once, the service that one has left, and the list comes back fresh",
        arguments: [StageEnding.readyToClose, .left, .tabClosed, .endedForAll])
    func ending(ending: StageEnding) {
        var story = ConsoleStory.onStage()
        story.send(.stage(.ended(ending)), .stage(.ended(ending)), .stage(.page(.connected)))
        #expect(story.state.stage == nil && story.state.focus == .conferences)
        #expect(story.orders == [.leave(Conference.ready.id, participation: "77")])
        #expect(story.listsAsked == 1 && story.loadedRecords == [Conference.ready.id])
        let hooks = story.effects.filter { if case .runEndedCommand = $0 { true } else { false } }
        let calls = story.effects.filter { if case .notify = $0 { true } else { false } }
        #expect(hooks.count == 1 && calls.count == 1)
    }

    @Test("a record that says the conference has ended closes the stage, which then ends once")
    func endedByRecord() {
        var story = ConsoleStory.onStage()
        var record = Conference.ready.record
        record.conference.state = .finished
        story.send(.watchedEnded(record))
        #expect(story.effects.contains { if case .endStage(.closed, _) = $0 { true } else { false } })
        story.send(.stage(.ended(.closed)))
        #expect(story.state.stage == nil)
        let hooks = story.effects.filter { if case .runEndedCommand = $0 { true } else { false } }
        #expect(hooks.count == 1)
    }

    @Test("what was asked for when the stage ends has failed, but for the end itself")
    func pendingAtTheEnd() {
        var story = ConsoleStory.onStage()
        story.press(.mute, .hangUp)
        story.send(.stage(.ended(.readyToClose)))
        #expect(story.said.contains("Hang up: done."))
        #expect(!story.said.contains("Mute Bruno: done."))
        // What was handed over may have been done, and the journal does not say otherwise.
        let entries = story.effects.compactMap { if case .journal(let entry) = $0 { entry } else { nil } }
        #expect(entries.first { $0.action == "mute" }?.outcome == .unknown)
    }

    @Test("a stage whose page is not there can be closed, after a question")
    func closing() throws {
        for isOpened in [false, true] {
            var story = isOpened ? ConsoleStory.onStage() : ConsoleStory.atStageDoor()
            story.press(.back)
            if isOpened { story.send(.stage(.page(.cutOff(since: story.state.now)))) }
            story.press(.livePane, .hangUp)
            #expect(try #require(story.question).title == "Close the stage?")
            story.press(.right, .open)
            #expect(story.effects.contains { if case .endStage(.closed, _) = $0 { true } else { false } })
            story.send(.stage(.ended(.closed)))
            #expect(story.state.stage == nil && story.orders.last == .leave(Conference.ready.id, participation: "77"))
        }
    }

    @Test("leaving a conference in the list closes its stage, and the service is told once")
    func leavingInTheList() {
        var story = ConsoleStory.onStage()
        story.press(.conferencesPane, .leaveConference)
        let order = Order.leave(Conference.ready.id, participation: "77")
        story.answer(order, .left(Conference.ready.id, .success(())))
        #expect(story.effects.contains { if case .endStage(.closed, _) = $0 { true } else { false } })
        story.send(.stage(.ended(.closed)))
        #expect(story.orders == [order])
    }

    @Test("a token that has expired ends the stage, so that another can be opened")
    func expired() {
        var story = ConsoleStory.atStageDoor()
        story.send(.stage(.failed(.tokenExpired)))
        #expect(story.effects.contains { if case .endStage(.closed, _) = $0 { true } else { false } })
        story.send(.stage(.ended(.closed)))
        story.press(.back, .startConference)
        #expect(story.prompt?.form.text(.opening) == "stage")
    }

    @Test("who types when the page opens goes on typing")
    func typing() {
        var story = ConsoleStory.atStageDoor()
        story.press(.back, .guestLink)
        story.pageOpens()
        story.type("Moreira")
        #expect(story.state.focus == .guestLink && story.state.guestLink.form.text(.name).hasSuffix("Moreira"))
    }

    @Test("a conference that the operator watches is watched on after its stage")
    func watch() {
        var story = ConsoleStory.loggedIn()
        story.press(.watchConference)
        #expect(story.state.watched == [Conference.ready.id])
        story = ConsoleStory.onStage()
        story.press(.conferencesPane, .watchConference)
        story.send(.stage(.ended(.readyToClose)))
        #expect(story.state.watched == [Conference.ready.id])
        story = ConsoleStory.onStage()
        story.send(.stage(.ended(.readyToClose)))
        #expect(story.state.watched.isEmpty)
    }

    @Test("a late address of a stage before is none of the one that is open")
    func lateAddress() {
        var story = ConsoleStory.onStage()
        let address = StageAddress(url: "http://127.0.0.1:1/other", secret: Secret("other"), port: 1)
        story.send(.stageOpened(Conference.live.id, .success(address)))
        #expect(story.state.stage?.address?.port == 48_123)
    }

    @Test("a page that is cut off is waited for, and nothing is asked of it meanwhile")
    func cutOff() {
        var story = ConsoleStory.onStage()
        story.send(.stage(.page(.cutOff(since: story.state.now))))
        #expect(story.said.last?.contains("Nothing is heard") == true)
        story.press(.mute)
        #expect(story.steered.isEmpty)
        story.send(.stage(.page(.connected)))
        #expect(story.said.last == "The stage's page is back.")
        story.press(.mute)
        #expect(story.steered.count == 1)
    }

    @Test("a gateway that does not carry the stage is said to be so, with its reason, until it does again")
    func lineBroken() {
        var story = ConsoleStory.onStage()
        story.send(.stage(.lineBroken("no answer")), .stage(.page(.cutOff(since: story.state.now))))
        #expect(story.said == ["The gateway does not carry the stage: no answer"])
        #expect(story.state.stage?.lineFault == "no answer")
        story.send(.stage(.page(.connected)), .stage(.lineMended))
        #expect(story.said.last == "The stage's page is back.")
        #expect(story.state.stage?.lineFault == nil)

        story = ConsoleStory.atStageDoor()
        story.send(.stage(.lineBroken("no answer")), .stage(.lineMended))
        #expect(story.said.last == "The gateway carries the stage again.")
    }

    @Test("five hundred who come within ten seconds make a few messages, and all of them are there")
    func crowd() {
        var story = ConsoleStory.onStage()
        story.wait(5)
        for number in 0..<500 {
            story.hear("participantJoined", ["id": .string("c\(number)"), "displayName": .string("Guest \(number)")])
            story.wait(0.02)
        }
        #expect(story.state.stage?.live.participants.count == 503)
        #expect(story.said == ["Guest 0 and 499 more joined."])
    }

    @Test("those who were there before oneself are not told as arrivals")
    func thereBefore() {
        var story = ConsoleStory.onStage()
        story.hear("participantJoined", ["id": "p5", "displayName": "Eva"])
        #expect(story.said.isEmpty)
        story.wait(5)
        story.hear("participantJoined", ["id": "p6", "displayName": "Davi"])
        #expect(story.said == ["Davi joined."])
    }

    @Test("a second tab, a script that does not load and a token that has expired are told, each with what to do")
    func faults() {
        var story = ConsoleStory.atStageDoor()
        story.send(.stage(.secondTab))
        #expect(story.said.last?.contains("second tab") == true)
        for fault in [
            StageFault.scriptMissing("https://meet.example/external_api.js"), .scriptUnusable("no constructor"),
            .tokenExpired, .refused(name: "conference.max_users", message: nil),
        ] {
            story.send(.stage(.failed(fault)))
            #expect(story.state.stage?.fault == fault)
            story.forgetEffects()
            #expect(story.state.messages.last?.text == fault.title && story.state.messages.last?.advice != nil)
        }
    }

    @Test("quitting while pages are open asks first, and whoever says it twice means it")
    func quit() {
        var story = ConsoleStory.onStage()
        story.press(.quit)
        #expect(story.quits == [false])
        story.send(.stagesLeftOpen(["Cardiologia"]))
        #expect(story.question?.title == "Quit while the stage is open?")
        #expect(story.question?.text.hasSuffix("Cardiologia") == true)
        story.press(.open)
        #expect(story.question == nil && story.quits == [false], "Cancel has the focus")
        story.send(.stagesLeftOpen(["Cardiologia", "clinic: UTI"]))
        #expect(story.question?.title == "Quit while stages are open?")
        story.press(.right, .open)
        #expect(story.quits == [false, true])
        story.send(.stagesLeftOpen(["Cardiologia"]))
        story.press(.quit)
        #expect(story.quits == [false, true, true])
    }

    @Test("a stage is in use from when its page is opened until it ends")
    func inUse() {
        var story = ConsoleStory.atStageDoor()
        #expect(story.state.stageInUse == nil)
        story.pageOpens()
        #expect(story.state.stageInUse?.string.contains("Cardiologia") == true)
        story.send(.stage(.page(.cutOff(since: story.state.now))))
        #expect(story.state.stageInUse != nil)
        story.send(.stage(.ended(.readyToClose)))
        #expect(story.state.stageInUse == nil)
    }

    @Test("quitting that is not agreed to leads back to what lay there: a form, and the palette over it")
    func quitFromForm() {
        var story = ConsoleStory.onStage()
        story.press(.chat)
        story.type("hello")
        story.send(.stagesLeftOpen(["Cardiologia"]))
        story.press(.back)
        #expect(story.prompt?.form.text(.chatMessage) == "hello")
        story.press(.palette)
        story.send(.stagesLeftOpen(["Cardiologia"]))
        story.press(.back)
        #expect(story.palette != nil)
        story.press(.back)
        #expect(story.prompt?.form.text(.chatMessage) == "hello")
    }

    @Test("where the stage cannot be opened, it is said why, and the service is told that one has left")
    func noLine() {
        var story = ConsoleStory.loggedIn()
        story.state.profile.stage = StageSettings()
        story.press(.startConference)
        story.type("Ana")
        story.press(.open)
        let entry = MeetingEntry(
            link: .made("t"), ticket: MeetingTicket(token: Secret("t"), room: "cardiologia", participation: "77"))
        story.send(.entered(Conference.ready.id, isModerator: true, .success(entry)))
        story.send(.stageOpened(Conference.ready.id, .failure(.cannotListen(port: 80, reason: "Permission denied"))))
        #expect(story.state.stage == nil && story.said.contains { $0.contains("port 80") })
        #expect(story.orders.last == .leave(Conference.ready.id, participation: "77"))
    }
}
