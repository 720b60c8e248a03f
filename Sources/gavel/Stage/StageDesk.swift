import Foundation
import Logging
import Meetings
import PrivateFiles
import Stage
import Store

/// Lets scripts reach the stage of one profile while there is one: its control socket, and those who follow it.
@MainActor
final class StageDesk {
    private let store: () -> ConsoleStore?
    private let folder: PrivateFolder
    private let profile: String
    private let logger = Logger(label: "gavel.stage")

    private struct Open {
        let followers: ControlFollowers

        /// Nil where the socket could not be made.
        let control: Task<StageControl?, Never>
    }

    private var open: Open?

    /// The end of the stages before.
    private var ending: Task<Void, Never>?

    /// Makes a desk; nothing can be called yet.
    ///
    /// - Parameters:
    ///   - profile: The profile's name.
    ///   - folder: Where the socket will be.
    ///   - store: The profile's store.
    init(
        profile: String,
        folder: PrivateFolder = PrivateFolder(environment: ProcessInfo.processInfo.environment),
        store: @escaping () -> ConsoleStore?
    ) {
        self.profile = profile
        self.folder = folder
        self.store = store
    }

    /// A stage is opened: from now on it can be called.
    func begin() {
        guard open == nil else { return }
        let followers = ControlFollowers()
        let handler: StageControl.Handler = { [weak self] request in
            guard case .follow = request else { return StageDesk.answering(request, at: self) }
            return followers.follow()
        }
        let control = Task { [folder, logger, ending] () -> StageControl? in
            await ending?.value
            do throws(PrivateFileError) {
                return try await StageControl.open(in: folder, handler: handler)
            } catch {
                logger.warning("gavel stage cannot reach the stage", metadata: ["failure": "\(error.title)"])
                return nil
            }
        }
        open = Open(followers: followers, control: control)
    }

    /// Tells those who follow, and ends with the stage.
    func tell(_ news: StageNews) {
        begin()
        guard let open else { return }
        switch news {
        case .event(let event): open.followers.tell(.event(event))
        case .page(let status): open.followers.tell(.page(status, moment: Date()))
        case .failed(let fault):
            open.followers.tell(.fault(name: fault.name, words: SafeText(fault.title), moment: Date()))
        case .lineBroken(let reason):
            let words = SafeText(StageError.noRelay(reason).title)
            open.followers.tell(.fault(name: "lineBroken", words: words, moment: Date()))
        case .secondTab: open.followers.tell(.secondTab(moment: Date()))
        case .ended(let ending): end(saying: ending)
        case .supports, .snapshot, .handedOver, .notHandedOver, .lineMended: break
        }
    }

    /// Ends, and returns when the socket is gone.
    func finish() async {
        end(saying: nil)
        await ending?.value
    }

    private func end(saying why: StageEnding?) {
        guard let open else { return }
        self.open = nil
        open.followers.end(.ended(why, moment: Date()))
        ending = Task { await open.control.value?.end() }
    }

    nonisolated private static func answering(_ request: ControlRequest, at desk: StageDesk?) -> AsyncStream<
        ControlReply
    > {
        AsyncStream { continuation in
            // What a command comes to is told to the journal and the console too, whether its caller waits or not.
            Task {
                continuation.yield(await desk?.reply(to: request) ?? StageDesk.noStage)
                continuation.finish()
            }
        }
    }

    private func reply(to request: ControlRequest) async -> ControlReply {
        guard let store = store() else { return StageDesk.noStage }
        switch request {
        case .follow: return StageDesk.noStage
        case .show: return store.state.stage.map { .shown(document(of: $0)) } ?? StageDesk.noStage
        case .run(let command, let isAgreed):
            return .outcome(ControlOutcome(await store.steer(command, isAgreed: isAgreed)))
        }
    }

    nonisolated private static let noStage = ControlReply.declined("The console has no stage any more.")

    /// The stage as scripts see it: neither its address nor the meeting's token is in it.
    private func document(of stage: StageState) -> JSONValue {
        [
            "process": .integer(Int64(getpid())),
            "profile": .string(SafeText(profile).string),
            "conference": .string(stage.meeting.conference.text),
            "origin": .string(SafeText(stage.meeting.origin).string),
            "room": .string(stage.room.string),
            "isModerator": .bool(stage.meeting.isModerator),
            "began": .string(stage.began.formatted(.iso8601)),
            "page": .string(stage.page.name),
            "meeting": stage.live.document,
        ]
    }
}

extension ControlOutcome {
    /// What a script is told of what became of its command.
    fileprivate init(_ outcome: SteeringOutcome) {
        self =
            switch outcome {
            case .confirmed: .confirmed
            case .handedOver: .handedOver
            case .unconfirmed: .unconfirmed
            case .failed(let reason): .failed(SafeText(reason))
            case .refused(let reason): .refused(SafeText(reason))
            case .needsAgreement(let words): .needsAgreement(SafeText(words))
            }
    }
}
