import Evidence
import Foundation
import Meetings
import Services

extension FileReading {
    /// Reads the file and holds it against what the conference's record says, away from the caller's actor.
    ///
    /// - Parameters:
    ///   - known: What the record says, as far as it was read; nil to ask for the record first.
    ///   - service: Who is asked for it.
    ///   - progress: Is told how far the reading has come.
    /// - Returns: The answers, as actions.
    @concurrent func check(
        against known: IntegrityEvidence?,
        on service: V4HService?,
        progress: @Sendable (FileReading) -> Void
    ) async -> [Action] {
        if let known { return [.file(.found(self, await finding(against: known, progress), against: known))] }
        guard let service else { return [] }
        let subject = subject
        let record = await result { () throws(ServiceError) in try await service.getConference(subject) }
        switch record {
        case .success(let found):
            let evidence = found.conference.evidence
            return [
                .recordLoaded(subject, record),
                .file(.found(self, await finding(against: evidence, progress), against: evidence)),
            ]
        case .failure(let error):
            return [.file(.found(self, .open(Trouble(error)), against: IntegrityEvidence()))]
        }
    }

    private func finding(
        against evidence: IntegrityEvidence,
        _ progress: @Sendable (FileReading) -> Void
    ) async -> FileCheck.Finding {
        let place = TypedPath(path).path
        let real = URL(fileURLWithPath: place).resolvingSymlinksInPath().path
        let type = try? FileManager.default.attributesOfItem(atPath: real)[.type] as? FileAttributeType
        // Opening a pipe could wait for ever.
        if let type, type != .typeRegular {
            let shown = SafeText(place)
            return .open(Trouble(title: "\(shown) is no ordinary file.", advice: RecordingCheckError.pathAdvice))
        }
        do throws(RecordingCheckError) {
            let check = try await RecordingCheck(of: place, against: evidence) { percent in
                var reading = self
                reading.percent = percent
                progress(reading)
            }
            let algorithm = check.algorithm.rawValue
            return check.isMatch
                ? .match(algorithm: algorithm)
                : .mismatch(algorithm: algorithm, expected: check.expected, found: check.found)
        } catch {
            return .open(Trouble(title: error.title, advice: error.advice))
        }
    }
}
