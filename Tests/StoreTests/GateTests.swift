import Meetings
import Services
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

    private static let harmful = CommandTable.all.filter { $0.safety != .read }.map(\.command)

    @Test("orders exist for every command that writes, so that the tests below leave none out")
    func complete() {
        #expect(GateTests.harmful.count >= 7)
        #expect(Set(GateTests.orders.compactMap(\.command)).isSuperset(of: GateTests.harmful))
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
        var story = ConsoleStory.loggedIn()
        story.state.participations[Conference.ready.id] = "1"
        story.press(command)
        #expect(!story.orders.isEmpty || story.state.overlay != nil || story.state.focus == .guestLink)
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
                    let sending = CommandTable.all.filter { $0.safety != .read || $0.command == .lookUpConference }
                    let usual: [Int: Command] = [3: .open, 4: .right, 6: .back]
                    let some = choice == 5 ? sending.map(\.command) : Command.allCases
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
}
