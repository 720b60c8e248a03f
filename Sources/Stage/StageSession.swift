package import Foundation
import Meetings

/// One meeting's stage: speaks with its page over a line, and tells what comes of it.
///
/// One tab has the stage at a time; which one, and what happens when it is cut off, closed or replaced, is decided by
/// ``StageMachine``.
package final class StageSession: Sendable {
    /// What is told of the page and the meeting, for one reader; `.ended` is the last.
    package let news: AsyncStream<StageNews>

    private let teller: AsyncStream<StageNews>.Continuation
    private let line: any StageLine

    /// Begins to listen for the page.
    ///
    /// - Parameters:
    ///   - meeting: What the page is to open.
    ///   - line: What carries its messages; the session ends it.
    ///   - patience: How long is waited for what.
    ///   - clock: Tells the time of day: when news came, and whether the token has expired.
    package init(
        _ meeting: StageMeeting,
        line: any StageLine,
        patience: StagePatience = StagePatience(),
        clock: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.line = line
        (news, teller) = AsyncStream.makeStream()
        teller.yield(.page(.awaited))
    }

    /// Has the live object carry out a command; answered once, by `.handedOver` or `.notHandedOver`.
    ///
    /// - Parameters:
    ///   - command: The command.
    ///   - number: What the answer names it by; each number is used once.
    package func run(_ command: StageCommand, number: Int) {
        teller.yield(.notHandedOver(number, reason: "the page is not there"))
    }

    /// Has the page ask the live object how the meeting stands; answered by `.snapshot`, where there is a page.
    package func askAnew() {}

    /// Makes an address with a new one-time secret; the one before, if it was not used, is good no more.
    ///
    /// - Throws: ``StageError`` where the line cannot.
    package func freshAddress() async throws(StageError) -> StageAddress { try await line.freshAddress() }

    /// Tells the page why the stage ends, ends the line, and tells `.ended` if it was not told yet.
    ///
    /// - Parameters:
    ///   - ending: Why it ends.
    ///   - words: What the page shows.
    package func end(_ ending: StageEnding, saying words: String) async {
        teller.yield(.ended(ending))
        teller.finish()
        await line.end()
    }
}
