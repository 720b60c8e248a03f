import Meetings
import Stage

extension EffectPerformer {
    /// Opens what carries a stage, and tells everything of it from then on.
    func openStage(of meeting: StageMeeting) {
        guard let surface else { return }
        tasks[.stage]?.cancel()
        tasks[.stage] = Task { [weak self] in
            let line: any StageLine
            switch await surface.openLine(for: meeting) {
            case .success(let opened): line = opened
            case .failure(let error):
                self?.deliver(.stageOpened(meeting.conference, .failure(error)))
                return
            }
            let session = StageSession(meeting, line: line)
            guard let self, !Task.isCancelled else { return await line.end() }
            stage = (meeting, session, line)
            makeStageAddress(of: meeting.conference)
            for await news in session.news {
                deliver(.stage(news))
                self.surface?.tellStage(news, of: meeting)
            }
            stage = nil
        }
    }

    /// Makes an address of the page, and tells it.
    func makeStageAddress(of id: ConferenceIdentifier) {
        guard let session = stage?.session else { return }
        Task { [weak self] in
            do throws(StageError) {
                self?.deliver(.stageOpened(id, .success(try await session.freshAddress())))
            } catch {
                self?.deliver(.stageOpened(id, .failure(error)))
            }
        }
    }

    /// Has the page's live object do something.
    func steer(_ command: StageCommand, _ number: Int) {
        if let session = stage?.session {
            session.run(command, number: number)
        } else {
            deliver(.stage(.notHandedOver(number, reason: "The stage is not open.")))
        }
    }

    /// How long a gateway has to hear that gavel leaves.
    private static let lineEnding = Duration.seconds(2)

    /// Ends the line of the stage when gavel ends; the meeting goes on in its page, which finds nobody any more.
    func endStageLine() async {
        guard let line = stage?.line else { return }
        let (over, tell) = AsyncStream.makeStream(of: Void.self)
        Task {
            await line.end()
            tell.finish()
        }
        let limit = Task {
            try? await Task.sleep(for: EffectPerformer.lineEnding)
            tell.finish()
        }
        for await _ in over {}
        limit.cancel()
        tasks.removeValue(forKey: .stage)?.cancel()
    }

    func endStage(_ ending: StageEnding, _ words: String) {
        guard let session = stage?.session else { return }
        Task { await session.end(ending, saying: words) }
    }

    func runEndedCommand(for id: ConferenceIdentifier) {
        guard let surface else { return }
        Task { [weak self] in
            if let reason = await surface.runEndedCommand(for: id) { self?.deliver(.endedCommandFailed(reason)) }
        }
    }
}
