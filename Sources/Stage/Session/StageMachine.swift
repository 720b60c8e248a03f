import Foundation
import Meetings

/// What a stage does upon what happens: who has it, what its page is told, and what is told of it.
///
/// It is a value without input and output of its own: every transition is tried in tests without a socket or a clock.
///
/// A page is one load of it in a tab, and calls itself by a random name; a tab here is one connection, of which a page
/// has one after another. The stage belongs to a page, not to a connection: so a line that is cut, and a browser that
/// sleeps, find their meeting again, while a page that is loaded anew, and has lost its meeting, is given it once more.
struct StageMachine: Sendable {
    /// Now: as people tell it, and in seconds that stand still while this machine sleeps.
    struct Moment: Sendable {
        var date: Date
        var second: Double
    }

    /// What happens to a stage.
    enum Input: Sendable {
        case opened(StageTab)
        case said(StageTab, PageMessage)
        case closed(StageTab)
        case broken(SafeText)
        case mended

        /// The line is over, whoever has ended it.
        case lineEnded
        case run(StageCommand, number: Int)
        case askAnew
        case end(StageEnding, words: String)

        /// A deadline may have come.
        case timePassed
    }

    /// What is to be done about it, in this order.
    enum Output: Sendable {
        case send(ConsoleMessage, StageTab)
        case close(StageTab)

        /// Browsers other than this tab's may come no more.
        case keepOnly(StageTab)
        case tell(StageNews)
        case endLine
    }

    /// A connection.
    struct Tab: Sendable {
        /// The page it is of, once it has said so.
        var page: String?

        /// The page that was in the same tab before: it is gone, or this tab is a copy of it.
        var after: String?

        /// When something was last heard of it.
        var heard: Double
    }

    let meeting: StageMeeting
    let patience: StagePatience

    var tabs: [StageTab: Tab] = [:]

    /// The page that has the stage, and its connection, where it has one.
    var page: String?
    var holder: StageTab?

    /// Whether the live object is in that page, as far as is known.
    var hasMeeting = false

    /// Until when a page that has said that it leaves may come back.
    var returnDeadline: Double?

    /// The tab of a page that was loaded where the stage's own was, or is; and until when that may be seen to go.
    var successor: (tab: StageTab, due: Double)?

    /// The other pages that were told of.
    var otherPages: Set<String> = []
    var standing = PageStatus.awaited

    /// What the page's standing was when the line broke.
    var standingBeforeBreak: PageStatus?

    /// The commands that the page has not answered, and until when it may.
    var pending: [Int: Double] = [:]
    var allowance = EventAllowance()
    var remarkDeadline: Double?
    var nextPing: Double?

    /// What the meeting's events said of its end.
    var hasJoined = false
    var isDestroyed = false
    var hasEndedForAll = false
    var isOver = false

    var now: Moment
    private var outputs: [Output] = []

    /// Begins with nobody there.
    ///
    /// - Parameters:
    ///   - meeting: What the page is to open.
    ///   - patience: How long is waited for what.
    ///   - now: Now.
    init(_ meeting: StageMeeting, patience: StagePatience, now: Moment) {
        self.meeting = meeting
        self.patience = patience
        self.now = now
    }

    /// Takes what has happened.
    ///
    /// - Parameters:
    ///   - input: What has happened.
    ///   - now: When.
    /// - Returns: What is to be done.
    mutating func take(_ input: Input, at now: Moment) -> [Output] {
        self.now = now
        handle(input)
        defer { outputs = [] }
        return outputs
    }

    /// When ``Input/timePassed`` is wanted, in ``Moment/second``; nil where nothing is waited for.
    var nextDeadline: Double? {
        guard !isOver, !isBroken else { return nil }
        var deadlines = Array(pending.values)
        deadlines += [returnDeadline, remarkDeadline, nextPing, successor?.due].compactMap(\.self)
        for tab in tabs.values {
            deadlines.append(tab.heard + (tab.page == nil ? patience.hello : patience.silence))
        }
        return deadlines.min()
    }

    var isBroken: Bool { standingBeforeBreak != nil }

    mutating func act(_ output: Output) { outputs.append(output) }

    mutating func tell(_ news: StageNews) { outputs.append(.tell(news)) }

    mutating func stand(_ status: PageStatus) {
        guard standing != status else { return }
        standing = status
        tell(.page(status))
    }

    private mutating func handle(_ input: Input) {
        if isOver {
            // The news have ended; what still comes is somebody who is late.
            switch input {
            case .opened(let tab): act(.close(tab))
            case .end: act(.endLine)
            default: break
            }
            return
        }
        switch input {
        case .opened(let tab): tabs[tab] = Tab(page: nil, heard: now.second)
        case .said(let tab, let message): hear(message, of: tab)
        case .closed(let tab): lose(tab)
        case .broken(let reason): breakLine(reason)
        case .mended: mendLine()
        case .lineEnded: finish(.closed)
        case .run(let command, let number): run(command, number)
        case .askAnew: if let holder, standing == .connected { act(.send(.ask, holder)) }
        case .end(let ending, let words): end(ending, saying: words)
        case .timePassed: checkDeadlines()
        }
    }
}

extension StageMachine {
    /// Tells how it ended, once, and has the line ended; who still looks on is told why.
    mutating func finish(_ ending: StageEnding, saying words: String = "This stage is over. You can close this tab.") {
        guard !isOver else { return }
        isOver = true
        for (tab, known) in tabs.sorted(by: { $0.key.number < $1.key.number }) where known.page != nil {
            act(.send(.over(words), tab))
        }
        failPending("the stage is over")
        tell(.ended(ending))
        act(.endLine)
    }

    private mutating func end(_ ending: StageEnding, saying words: String) { finish(ending, saying: words) }

    private mutating func breakLine(_ reason: SafeText) {
        tell(.lineBroken(reason))
        guard !isBroken else { return }
        standingBeforeBreak = standing
        failPending(StageMachine.uncertain)
        if standing == .connected || standing == .loading { stand(.cutOff(since: now.date)) }
    }

    private mutating func mendLine() {
        guard let before = standingBeforeBreak else { return }
        standingBeforeBreak = nil
        defer { tell(.lineMended) }
        for tab in tabs.keys { tabs[tab]?.heard = now.second }
        if returnDeadline != nil { returnDeadline = now.second + patience.tabReturn }
        // Those that are gone since are told of as closed.
        guard let holder else { return }
        stand(before)
        if before == .connected { act(.send(.ask, holder)) }
    }

    private mutating func checkDeadlines() {
        guard !isBroken else { return }
        let second = now.second
        if let returnDeadline, returnDeadline <= second { return finish(.tabClosed) }
        for (number, deadline) in pending.sorted(by: { $0.key < $1.key }) where deadline <= second {
            pending[number] = nil
            tell(.notHandedOver(number, reason: "the page did not answer in time; it may still carry it out"))
        }
        if let remarkDeadline, remarkDeadline <= second { remark() }
        if let successor, successor.due <= second { giveUpSuccessor() }
        for (tab, known) in tabs.sorted(by: { $0.key.number < $1.key.number }) {
            let limit = known.page == nil ? patience.hello : patience.silence
            guard known.heard + limit <= second else { continue }
            act(.close(tab))
            lose(tab)
        }
        if let nextPing, nextPing <= second {
            for tab in tabs.keys.sorted(by: { $0.number < $1.number }) where tabs[tab]?.page != nil {
                act(.send(.ping, tab))
            }
            self.nextPing = tabs.isEmpty ? nil : second + patience.heartbeat
        }
    }
}
