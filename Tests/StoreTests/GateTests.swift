import Meetings
import Services
import Stage
import TestSupport
import Testing

@testable import Store

@Suite("The gate")
struct GateTests {
    /// Every order there is, for the conferences of a story.
    private static let orders: [Order] = [
        .logIn(.v4h, user: "ana", password: Secret("x")), .logInWithToken(Secret("x")), .request(ConferenceDraft()),
        .lookUp("410"), .start(Conference.ready.id, name: "Ana", avatarURL: ""),
        .join(Conference.live.id, name: "Ana", avatarURL: ""), .leave(Conference.live.id, participation: "1"),
        .close(Conference.live.id), .delete(Conference.ready.id),
        .makeGuestLink(Conference.live.id, name: "Guest", avatarURL: ""),
        .makeToken(ProConfTokenRequest(role: "owner", room: "r", participantName: "Ana")),
    ]

    /// What can be asked of the meeting that a story is in: something for every command that writes there.
    private static let steerings: [MeetingAction] = [
        .mute(.bruno, .audio), .mute(.bruno, .video), .askToUnmute(.carla), .muteEveryone(.audio),
        .moderate(.audio, isOn: true), .moderate(.video, isOn: true), .answerKnocking(.guest, isAdmitted: true),
        .answerKnocking(.guest, isAdmitted: false), .lobby(isOn: true), .grantModerator(.bruno), .kick(.bruno),
        .chat("hello", to: nil), .chat("hello", to: .bruno), .subject("Ward round"), .password(Secret("x")),
        .startRecording(.file, streamKey: nil), .stopRecording(.file), .transcribe(isOn: true),
        .addBreakoutRoom("1"), .closeBreakoutRoom(.room), .removeBreakoutRoom(.room), .send(.bruno, toRoom: .room),
        .toggleHand, .toggleOwnAudio, .toggleOwnVideo, .tileView(isOn: true), .videoQuality(720), .hangUp, .endForAll,
        .command(StageCommand("setFollowMe", [true])),
    ]

    private static let harmful = CommandTable.all.filter { $0.safety != .read }.map(\.command)

    @Test("orders exist for every command that writes, so that the tests below leave none out")
    func complete() {
        #expect(GateTests.harmful.count >= 7)
        let all = GateTests.orders + GateTests.steerings.map { .steer($0, in: Conference.ready.id) }
        #expect(Set(all.compactMap(\.command)).isSuperset(of: GateTests.harmful))
    }

    /// How a console becomes read-only: by profile or command line, or by the operator.
    private static func readOnly(byChoice: Bool) -> ConsoleStory {
        var story = ConsoleStory.loggedIn(isReadOnly: !byChoice)
        if byChoice { story.press(.readOnly) }
        story.state.messages = []
        return story
    }

    @Test(
        "read-only mode refuses every command that writes, and says so, whoever turned it on", arguments: harmful,
        [true, false])
    func readOnlyCommands(command: Command, byChoice: Bool) {
        for service in CommandTable[command].services {
            var story = GateTests.readOnly(byChoice: byChoice)
            if service == .proconf { story.press(.switchService) }
            story.state.participations[Conference.ready.id] = "1"
            let focus = story.state.focus
            story.press(command)
            #expect(story.effects.isEmpty)
            #expect(story.state.overlay == nil && story.state.focus == focus)
            #expect(story.state.messages.last?.text.contains("read-only") == true)
        }
    }

    @Test("the same commands do something where the console may write", arguments: harmful)
    func writableCommands(command: Command) {
        var story = CommandTable[command].isOfStage ? ConsoleStory.onStage() : ConsoleStory.loggedIn()
        story.state.participations[Conference.ready.id] = "1"
        if [.stopRecording, .reject, .admit].contains(command) { story.recordAndKnock() }
        if command == .askToUnmute { story.state.stage?.selection = .participant(.carla) }
        story.press(command)
        let isSent = !story.orders.isEmpty || !story.steered.isEmpty
        #expect(isSent || story.state.overlay != nil || story.state.focus == .guestLink)
        #expect(story.state.messages.isEmpty)
    }

    @Test("read-only mode is left only where neither profile nor command line demands it")
    func leavingReadOnly() {
        var story = GateTests.readOnly(byChoice: true)
        story.send(.perform(.readOnly, argument: "on"))
        #expect(story.state.isReadOnly)
        story.send(.perform(.readOnly, argument: "off"))
        #expect(!story.state.isReadOnly)
        story.press(.readOnly, .readOnly)
        #expect(!story.state.isReadOnly)
        story = GateTests.readOnly(byChoice: false)
        for argument in [nil, "off", "on"] {
            story.send(.perform(.readOnly, argument: argument))
            #expect(story.state.isReadOnly)
            #expect(story.state.messages.last?.text.contains("demands read-only") == true)
        }
    }

    @Test("read-only mode refuses every order that writes, confirmed or not, and passes those that read")
    func readOnlyOrders() {
        for (order, byChoice) in GateTests.orders.flatMap({ [($0, true), ($0, false)] }) {
            for isConfirmed in [false, true] {
                var story = GateTests.readOnly(byChoice: byChoice)
                story.send(.carryOut(order, isConfirmed: isConfirmed))
                #expect(story.orders == (order.safety == .read ? [order] : []), "\(order)")
                #expect(story.state.overlay == nil)
            }
        }
    }

    @Test("read-only mode lets nothing reach the meeting that would change it, and lets pass what is only seen here")
    func readOnlySteering() {
        for action in GateTests.steerings {
            for isConfirmed in [false, true] {
                var story = ConsoleStory.onStage()
                story.recordAndKnock()
                story.send(.perform(.readOnly, argument: "on"))
                story.send(.carryOut(.steer(action, in: Conference.ready.id), isConfirmed: isConfirmed))
                #expect(story.steered == (action.harm == .none ? [action.command] : []), "\(action)")
            }
        }
    }

    @Test("what cannot be taken back in a meeting asks first, by whatever name it is asked for")
    func destructiveSteering() throws {
        let harmful = GateTests.steerings.filter { $0.harm == .cannotBeUndone && $0 != .endForAll }
        #expect(harmful.count >= 3)
        for action in harmful {
            var story = ConsoleStory.onStage()
            story.send(.perform(.jitsi, argument: action.command.spoken))
            #expect(story.steered.isEmpty && story.question?.isAgreementFocused == false, "\(action)")
            story.press(.open)
            #expect(story.steered.isEmpty)
            story.send(.carryOut(.steer(action, in: Conference.ready.id), isConfirmed: false))
            story.press(.right, .open)
            #expect(story.steered == [action.command])
        }
    }

    @Test("a meeting ends for all only when the word was typed, however it is asked for")
    func endForAll() throws {
        for asking in [Action.perform(.endForAll), .perform(.jitsi, argument: "endConference")] {
            var story = ConsoleStory.onStage()
            story.send(asking)
            let prompt = try #require(story.prompt)
            #expect(prompt.title == "End cardiologia for all?")
            story.press(.open)
            story.type("en")
            story.press(.open)
            #expect(story.steered.isEmpty && story.prompt?.form.lines.first?.field.problem != nil)
            story.type("d")
            story.press(.open)
            #expect(story.steered == [StageCommand("endConference")] && story.state.overlay == nil)
        }
    }

    @Test("an order that cannot be undone asks first, with Cancel focused; Enter at once does nothing")
    func destructiveOrdersAsk() throws {
        for order in GateTests.orders where order.safety == .destructive {
            var story = ConsoleStory.loggedIn()
            story.send(.carryOut(order, isConfirmed: false))
            let question = try #require(story.question)
            #expect(!question.isAgreementFocused)
            #expect(story.state.scope == .question)
            #expect(story.orders.isEmpty)
            story.press(.open)
            #expect(story.orders.isEmpty && story.state.overlay == nil)

            story.send(.carryOut(order, isConfirmed: false))
            story.press(.right, .open)
            #expect(story.orders == [order] && story.state.overlay == nil)
        }
    }

    @Test("Esc leaves the question, and moving there and back is no agreement")
    func cancelled() {
        var story = ConsoleStory.loggedIn()
        story.press(.deleteConference, .right, .back)
        story.press(.deleteConference, .right, .left, .open)
        story.press(.deleteConference, .nextPane, .previousPane, .open)
        #expect(story.orders.isEmpty && story.state.overlay == nil)
    }

    @Test("what was agreed to is done to the conference that was asked about, wherever the selection went")
    func targetStays() throws {
        var story = ConsoleStory.loggedIn()
        story.press(.closeConference)
        #expect(try #require(story.question).text.contains("410"))
        // The conference vanishes from the list, and the selection with it.
        story.list([.live, .ended])
        #expect(story.state.target?.id == Conference.live.id)
        story.press(.right, .open)
        #expect(story.orders == [.close(Conference.ready.id)])
    }

    @Test("the question names the conference so that it can be told from others")
    func questionNames() throws {
        var story = ConsoleStory.loggedIn(conferences: [.live, .ready])
        story.press(.deleteConference)
        let text = try #require(story.question).text
        for part in ["Plantão da UTI", "411", "live"] { #expect(text.contains(part)) }
    }

    @Test("no way through the console sends what writes in read-only mode, or what destroys without agreement")
    func randomWalk() {
        var random = SeededGenerator(seed: 3)
        for isReadOnly in [true, false] {
            var story = ConsoleStory.loggedIn(isReadOnly: isReadOnly, hasBrowser: true)
            var sent: [Order] = []
            for _ in 0..<8000 {
                story.forgetEffects()
                let isAgreed = story.question?.isAgreementFocused == true
                switch Int.random(in: 0..<10, using: &random) {
                case 0: story.type(["a", "7", "https://a.example", "o"].randomElement(using: &random) ?? "")
                case 1: story.list([.ready, .live, .ended].shuffled(using: &random))
                case 2: if story.prompt?.isWaiting == true { story.send(.requested(.failure(.refused(409)))) }
                case let choice:
                    // Opening and moving on are what most ways consist of, and what is sent is to be met.
                    let all = CommandTable.all.filter { !$0.isOfStage }
                    let sending = all.filter { $0.safety != .read || $0.command == .lookUpConference }
                    let usual: [Int: Command] = [3: .open, 4: .right, 6: .back]
                    let some = (choice == 5 ? sending : all).map(\.command)
                    let command = usual[choice] ?? some.randomElement(using: &random) ?? .open
                    let isLeft = command == .logOut || command == .readOnly
                    if !isLeft, CommandTable[command].scope.contains(story.state.scope) {
                        story.press(command)
                    }
                }
                for order in story.orders {
                    sent.append(order)
                    #expect(!isReadOnly || order.safety == .read)
                    #expect(order.safety != .destructive || isAgreed)
                    story.send(.orderEnded(order))
                }
            }
            #expect(!sent.isEmpty)
            #expect(isReadOnly != sent.contains { $0.safety == .write })
            #expect(isReadOnly != sent.contains { $0.safety == .destructive })
        }
    }

    @Test("no way through a meeting does in read-only mode what changes it, or what cannot be undone without agreement")
    func randomWalkOnStage() {
        var random = SeededGenerator(seed: 5)
        let commands = CommandTable.all.filter { $0.scope.contains(.live) && $0.command != .readOnly }.map(\.command)
        for isReadOnly in [true, false] {
            var steered: [StageCommand] = []
            var story = ConsoleStory.onStage()
            if isReadOnly { story.send(.perform(.readOnly, argument: "on")) }
            for step in 0..<6000 {
                if step % 50 == 0 { story.recordAndKnock() }
                story.forgetEffects()
                let prompt = story.prompt
                let isAgreed = story.question?.isAgreementFocused == true
                let isAcknowledged = prompt?.form.text(.acknowledgement) == "end"
                switch Int.random(in: 0..<10, using: &random) {
                case 0: story.type(["end", "x", "360"].randomElement(using: &random) ?? "")
                case 1: story.press(.open)
                case 2: story.press([.back, .right].randomElement(using: &random) ?? .back)
                default:
                    let command = commands.randomElement(using: &random) ?? .open
                    if CommandTable[command].scope.contains(story.state.scope), command != .logOut {
                        story.press(command)
                    }
                }
                for command in story.steered {
                    let action = MeetingAction(command)
                    #expect(!isReadOnly || action.harm == .none, "\(command)")
                    #expect(action.harm != .cannotBeUndone || isAgreed || isAcknowledged, "\(command)")
                    story.send(.stage(.handedOver(story.state.stage?.lastNumber ?? 0)))
                }
                steered += story.steered
                if story.state.stage?.pending.count ?? 0 > 20 { story.state.stage?.pending = [] }
            }
            let harms = Set(steered.map { MeetingAction($0).harm })
            #expect(harms == (isReadOnly ? [.none] : [.none, .changesMeeting, .cannotBeUndone]))
        }
    }
}
