import Foundation
import Logging
import Meetings
import Stage
import Synchronization

/// The stages that this gateway carries.
///
/// They are in its memory alone: of several gateways behind one address, all calls about stages must come to the same.
final class StageBook: Sendable {
    private struct State {
        var stages: [String: Kept] = [:]

        /// The stages by the names that are in their pages' paths.
        var served: [String: ServedStage] = [:]
        var isEnding = false
    }

    private struct Kept {
        let stage: RelayedStage
        let watch: Task<Void, Never>
    }

    /// What the paths of all pages begin with.
    static let path = "/stage/"

    /// Serves the pages.
    let serving: StageServing

    private let origin: MeetingOrigin
    private let meetingOrigins: Set<MeetingOrigin>
    private let limits: RelayLimits
    private let metrics: GatewayMetrics
    private let logger: Logger
    private let shelf: Shelf

    /// What is shared with the one who serves the pages.
    private final class Shelf: Sendable {
        let state = Mutex(State())
    }

    /// Makes a book without stages; nil where the gateway is to carry none.
    init?(_ configuration: GatewayConfiguration, metrics: GatewayMetrics, logger: Logger) {
        guard let origin = configuration.publicOrigin else { return nil }
        let shelf = Shelf()
        self.shelf = shelf
        self.origin = origin
        self.metrics = metrics
        self.logger = logger
        meetingOrigins = configuration.meetingOrigins
        limits = configuration.stageLimits
        serving = StageServing(below: StageBook.path, logger: logger) { name in
            shelf.state.withLock { $0.served[name] }
        }
    }

    /// Opens a stage.
    ///
    /// - Parameters:
    ///   - user: Whose it is.
    ///   - meeting: Where the meeting is.
    /// - Returns: The stage; nobody can come in yet.
    /// - Throws: ``GatewayRefusal`` where the meeting may not be opened here, or there are too many stages.
    func open(for user: String, meeting: MeetingOrigin) throws(GatewayRefusal) -> RelayedStage {
        guard isAllowed(meeting) else { throw .invalidBody }
        let door = StageDoor(.published(origin: origin, path: StageBook.path), meeting: meeting)
        let stage = RelayedStage(door, of: user, limits: limits)
        let watch = Task { [weak self, limits] in
            // The one who serves is asked whether anybody has called; nobody wakes up for those who do.
            while case let rest = limits.silence - stage.silence, rest > .zero {
                guard (try? await Task.sleep(for: rest)) != nil else { return }
            }
            self?.logger.notice("A stage is dropped: its console has not called.", metadata: ["user": "\(user)"])
            await self?.end(stage)
        }
        let refusal = shelf.state.withLock { state -> GatewayRefusal? in
            if state.isEnding { return .failed }
            let own = state.stages.values.count { $0.stage.user == user }
            guard own < limits.stagesPerUser, state.stages.count < limits.stages else { return .tooManyStages }
            state.stages[stage.identifier] = Kept(stage: stage, watch: watch)
            state.served[door.stage] = stage.served
            metrics.noteStages(state.stages.count)
            return nil
        }
        if let refusal {
            watch.cancel()
            throw refusal
        }
        Task { await stage.collect() }
        return stage
    }

    /// The stage of a name; nil where there is none, or it is another user's.
    func stage(_ identifier: String, of user: String) -> RelayedStage? {
        let stage = shelf.state.withLock { $0.stages[identifier]?.stage }
        guard let stage, stage.user == user else { return nil }
        stage.noteCall()
        return stage
    }

    /// Makes an address of a stage, with a new secret; the one before is good no more, if it was not used.
    func address(of stage: RelayedStage) -> (url: Secret, secret: Secret) {
        let secret = stage.served.door.freshSecret()
        return (Secret("\(origin.text)\(stage.served.door.path)\(secret.reveal())"), secret)
    }

    /// Ends a stage.
    func end(_ stage: RelayedStage) async {
        let kept = shelf.state.withLock { state in
            state.served[stage.served.door.stage] = nil
            defer { metrics.noteStages(state.stages.count) }
            return state.stages.removeValue(forKey: stage.identifier)
        }
        kept?.watch.cancel()
        await stage.end()
    }

    /// Ends all stages, and takes no more.
    func end() async {
        let all = shelf.state.withLock { state in
            state.isEnding = true
            return state.stages.values.map(\.stage)
        }
        await withDiscardingTaskGroup { group in
            for stage in all { group.addTask { await self.end(stage) } }
        }
    }

    /// Whether a meeting of an origin may be opened: its script runs under the gateway's own origin.
    private func isAllowed(_ meeting: MeetingOrigin) -> Bool {
        meetingOrigins.isEmpty ? meeting.isOfThisMachine : meetingOrigins.contains(meeting)
    }
}
