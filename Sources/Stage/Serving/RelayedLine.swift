import Foundation
package import Logging
import Meetings
package import Services
import Synchronization

/// A line by way of a gateway, which serves the page and carries the words of both sides.
///
/// Where the gateway does not answer, the line is broken until it does. A gateway that was started anew knows nothing of
/// the stage: it is opened there again, and broken until somebody comes in by a new address, since the page's old one is
/// none any more.
package final class RelayedLine: StageLine {
    package let arrivals: AsyncStream<StageArrival>

    private struct State {
        var stage: GatewayStage

        /// The address that came with the stage, until it is asked for.
        var firstAddress: GatewayStageAddress?

        /// What the gateway's numbers of tabs are counted from: its numbers begin again with each stage.
        var base = 0
        var open: Set<Int> = []
        var highest = 0

        var outbox = RelayedOutbox()
        var isEnded = false
    }

    private let service: ProConfService
    private let meetingOrigin: String
    private let backOff: BackOff
    private let logger: Logger
    private let teller: AsyncStream<StageArrival>.Continuation
    private let state: Mutex<State>
    private let work = Mutex<[Task<Void, Never>]>([])

    /// Wakes the one who sends.
    private let bell: AsyncStream<Void>.Continuation

    /// The longest text that a gateway takes: it may grow in JSON.
    private static let longestText = 120 << 10

    /// Opens a stage on a gateway.
    ///
    /// - Parameters:
    ///   - service: The gateway, with a login.
    ///   - meetingOrigin: The one origin that the page may load scripts and frames of.
    ///   - backOff: How soon a gateway that does not answer is called again.
    ///   - logger: Where it is written down when the line breaks.
    /// - Returns: The line.
    /// - Throws: ``StageError/noRelay(_:)`` where the gateway carries no stages, or does not answer.
    package static func open(
        by service: ProConfService,
        meetingOrigin: String,
        backOff: BackOff = BackOff(),
        logger: Logger = Logger(label: "gavel.stage") { _ in SwiftLogNoOpLogHandler() }
    ) async throws(StageError) -> RelayedLine {
        do throws(ServiceError) {
            let stage = try await service.openStage(meetingOrigin: meetingOrigin)
            let (doorbell, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
            let line = RelayedLine(
                stage, service: service, meetingOrigin: meetingOrigin, backOff: backOff, logger: logger, bell: bell)
            line.begin(doorbell)
            return line
        } catch {
            throw .noRelay(error.reasonAgainstNewStage)
        }
    }

    private init(
        _ stage: GatewayStage,
        service: ProConfService,
        meetingOrigin: String,
        backOff: BackOff,
        logger: Logger,
        bell: AsyncStream<Void>.Continuation
    ) {
        state = Mutex(State(stage: stage, firstAddress: stage.address))
        self.service = service
        self.meetingOrigin = meetingOrigin
        self.backOff = backOff
        self.logger = logger
        self.bell = bell
        (arrivals, teller) = AsyncStream.makeStream()
    }

    private func begin(_ doorbell: AsyncStream<Void>) {
        let tasks = [
            Task { await self.listen() },
            Task {
                for await _ in doorbell { await self.sendWaiting() }
            },
        ]
        work.withLock { $0 = tasks }
    }

    package func freshAddress() async throws(StageError) -> StageAddress {
        let (stage, first) = state.withLock { state in
            defer { state.firstAddress = nil }
            return (state.stage.identifier, state.firstAddress)
        }
        do throws(ServiceError) {
            let address: GatewayStageAddress
            if let first { address = first } else { address = try await service.freshStageAddress(of: stage) }
            return StageAddress(url: address.url, secret: address.secret, port: nil)
        } catch {
            throw .noRelay(error.reasonAgainstKnownStage)
        }
    }

    package func end() async {
        let stage = state.withLock { state -> String? in
            defer { state.isEnded = true }
            return state.isEnded ? nil : state.stage.identifier
        }
        guard let stage else { return }
        // What was said last is to arrive, as far as that can be.
        await sendWaiting(isLast: true)
        bell.finish()
        for task in work.withLock(\.self) { task.cancel() }
        // Where it does not arrive, the gateway ends the stage by itself.
        try? await service.endStage(stage)
        teller.finish()
    }
}

// MARK: - To the pages

extension RelayedLine {
    package func send(_ text: String, to tab: StageTab) {
        guard text.utf8.count <= RelayedLine.longestText else {
            return logger.warning("A text is too long for the gateway.", metadata: ["bytes": "\(text.utf8.count)"])
        }
        say(to: tab) { .text(text, tab: $0) }
    }

    package func close(_ tab: StageTab) { say(to: tab) { .close(tab: $0) } }

    package func keepOnly(_ tab: StageTab) { say(to: tab) { .keepOnly(tab: $0) } }

    private func say(to tab: StageTab, _ message: (Int) -> GatewayMessage) {
        let isTaken = state.withLock { state in
            // Those of a stage before this one are gone.
            guard !state.isEnded, state.open.contains(tab.number), tab.number > state.base else { return false }
            return state.outbox.append(message(tab.number - state.base))
        }
        if isTaken { bell.yield() }
    }

    /// Sends what waits, a call after the other.
    ///
    /// - Parameter isLast: Whether nothing is tried again.
    private func sendWaiting(isLast: Bool = false) async {
        var failures = 0
        while !Task.isCancelled {
            let (stage, batch, first) = state.withLock { ($0.stage.identifier, $0.outbox.batch, $0.outbox.first) }
            guard !batch.isEmpty else { return }
            do throws(ServiceError) {
                try await service.send(batch, toStage: stage, first: first)
                failures = 0
                drop(batch.count, from: first, of: stage)
            } catch {
                guard !isLast else { return }
                switch error.verdictOnRelay {
                // The one who listens opens another stage, where none of it has a meaning.
                case .isGone: return
                case .isRefused:
                    logger.warning("The gateway took no words for the page.", metadata: ["failure": "\(error.title)"])
                    drop(batch.count, from: first, of: stage)
                case .mayPass(let asked):
                    failures += 1
                    guard await pause(afterFailures: failures, asked: asked) else { return }
                }
            }
        }
    }

    private func drop(_ count: Int, from first: Int, of stage: String) {
        state.withLock { state in
            // Another may have sent the same at the end.
            guard state.stage.identifier == stage, state.outbox.first == first else { return }
            state.outbox.drop(count)
        }
    }
}

// MARK: - From the pages

extension RelayedLine {
    /// Asks for what comes, again and again.
    private func listen() async {
        var after = 0
        var failures = 0
        var told: SafeText?
        while !Task.isCancelled {
            let stage = state.withLock { $0.stage.identifier }
            do throws(ServiceError) {
                let news = try await service.stageArrivals(of: stage, after: after)
                if failures > 0 { mend() }
                (after, failures, told) = (news.next, 0, nil)
                for (tab, kind) in news.arrivals { tell(kind, of: tab) }
            } catch {
                guard !Task.isCancelled else { return }
                failures += 1
                let verdict = error.verdictOnRelay
                if verdict == .isGone, await openAnew() {
                    (after, failures, told) = (0, 0, nil)
                    continue
                }
                let reason = error.reasonAgainstKnownStage
                if told != reason { breakOff(reason) }
                told = reason
                guard await pause(afterFailures: failures, asked: verdict.secondsAsked) else { return }
            }
        }
    }

    private func tell(_ kind: GatewayArrivals.Kind, of number: Int) {
        let (tab, gone) = state.withLock { state -> (StageTab, [Int]) in
            let tab = state.base + number
            var gone: [Int] = []
            switch kind {
            case .opened:
                // The first who comes in after the gateway began anew: now those of before are over.
                gone = state.open.filter { $0 <= state.base }.sorted()
                state.open.subtract(gone)
                state.open.insert(tab)
                state.highest = max(state.highest, tab)
            case .text: break
            case .closed: state.open.remove(tab)
            }
            return (StageTab(tab), gone)
        }
        for tab in gone { teller.yield(.closed(StageTab(tab))) }
        if !gone.isEmpty { teller.yield(.mended) }
        switch kind {
        case .opened: teller.yield(.opened(tab))
        case .text(let text): teller.yield(.text(tab, text))
        case .closed: teller.yield(.closed(tab))
        }
    }

    private func breakOff(_ reason: SafeText) {
        logger.warning("The gateway does not carry the stage.", metadata: ["failure": "\(reason)"])
        teller.yield(.broken(reason))
    }

    private func mend() {
        let isWhole = state.withLock { state in !state.open.contains { $0 <= state.base } }
        // Where pages of a stage before are still counted, it is mended when somebody comes in anew.
        teller.yield(isWhole ? .mended : .broken("it has begun the stage anew, and the page needs a new address."))
    }

    /// Opens the stage again, where the gateway knows nothing of it.
    ///
    /// - Returns: False where that did not go well.
    private func openAnew() async -> Bool {
        do throws(ServiceError) {
            let stage = try await service.openStage(meetingOrigin: meetingOrigin)
            let isWanted = state.withLock { state in
                guard !state.isEnded else { return false }
                state.stage = stage
                state.firstAddress = stage.address
                state.base = state.highest
                state.outbox = RelayedOutbox()
                return true
            }
            guard isWanted else {
                try await service.endStage(stage.identifier)
                return false
            }
            logger.notice("The stage was opened anew on the gateway: its page has another address now.")
            mend()
            return true
        } catch {
            return false
        }
    }

    /// Waits before the next try; false where the line is ended meanwhile.
    private func pause(afterFailures failures: Int, asked: Double) async -> Bool {
        let seconds = backOff.delay(afterFailures: failures, asked: asked, chance: .random(in: 0...1))
        return (try? await Task.sleep(for: .seconds(seconds))) != nil
    }
}
