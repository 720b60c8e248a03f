import Foundation
import Meetings
import Plain

/// The guided set-up: a few questions, a trial, and a profile that is written when all of it was seen.
///
/// Until the very last answer nothing is touched.
@MainActor
struct SetUp {
    /// What it has come to.
    enum Outcome: Equatable {
        /// The console is to be tried on the Sandbox.
        case demo

        /// A profile of that name was written.
        case written(String)
    }

    let source: ConfigurationOptions
    let log: LogFile
    private let dialogue: Dialogue
    private let interview: ProfileInterview

    /// Prepares the questions; nothing is asked yet.
    ///
    /// - Parameters:
    ///   - source: Where the profile is to be written.
    ///   - log: Where it is written down what happens while it is tried.
    ///   - dialogue: Where it is asked.
    init(source: ConfigurationOptions, log: LogFile, dialogue: Dialogue) {
        self.source = source
        self.log = log
        self.dialogue = dialogue
        interview = ProfileInterview(dialogue: dialogue, source: source)
    }

    /// Runs the set-up at the terminal of the process.
    ///
    /// - Parameters:
    ///   - source: Where the profile is to be written.
    ///   - log: Where it is written down what happens.
    ///   - isFirst: Whether there is no configuration yet, so that the Sandbox is offered too.
    /// - Returns: What it has come to.
    /// - Throws: A `Complaint` where the operator has left, or the profile could not be written; all is as it was then.
    static func run(source: ConfigurationOptions, log: LogFile, isFirst: Bool) async throws -> Outcome {
        let dialogue = Dialogue(isInteractive: true) { try? StandardOutput.writeText($0) }
        let watch = SignalWatch([SIGINT]) { _ in dialogue.interrupt() }
        defer {
            watch.end()
            dialogue.end()
        }
        return try await SetUp(source: source, log: log, dialogue: dialogue).run(isFirst: isFirst)
    }

    /// Asks, tries and writes.
    ///
    /// - Parameter isFirst: Whether the Sandbox is offered too.
    /// - Returns: What it has come to.
    /// - Throws: As ``run(source:log:isFirst:)``.
    func run(isFirst: Bool) async throws -> Outcome {
        do {
            if isFirst {
                dialogue.say(
                    """
                    gavel has no configuration yet: \(source.file) does not exist.
                    1  Try gavel with the Sandbox inside it: nothing to set up, and nothing that can go wrong.
                    2  Set up a profile for your own services.
                    """)
            }
            dialogue.say("Enter takes what stands in brackets; q leaves at any question, with everything as it was.")
            if isFirst, try await interview.choice("1 or 2", of: ["1", "2"], usual: "1") == "1" { return .demo }
            return .written(try await profile())
        } catch is ProfileInterview.Left {
            throw Complaint(.failure, "You left the set-up: nothing was written, everything is as it was.")
        }
    }

    private func profile() async throws -> String {
        var answers = ProfileAnswers()
        while true {
            answers = try await interview.answers(knowing: answers)
            let draft = try draft(of: answers)
            let isGood = try await tries(draft.profile)
            dialogue.say("This will be in \(draft.file.path):")
            dialogue.say(
                (draft.isNew ? draft.text.trimmingCharacters(in: .newlines) : draft.lines.joined(separator: "\n")))
            let next = try await interview.choice(
                isGood ? "Write it, change it, or leave?" : "Change it, write it all the same, or leave?",
                of: ["write", "change", "leave"], usual: isGood ? "write" : "change")
            switch next {
            case "write":
                try draft.write()
                dialogue.say("\(draft.file.path) has the profile \(answers.name) now.")
                return answers.name
            case "change": continue
            default: throw ProfileInterview.Left()
            }
        }
    }

    private func draft(of answers: ProfileAnswers) throws -> ConfigurationDraft {
        do {
            return try answers.text.draft(for: source)
        } catch let error as ConfigurationError {
            throw Complaint(.configuration, "Nothing was written, since this would be wrong:\n\(error)")
        }
    }

    /// Tries the profile, unless the operator does not want that.
    ///
    /// - Returns: Whether nothing speaks against writing it.
    private func tries(_ profile: Profile) async throws -> Bool {
        guard try await interview.agrees("Try it now? Nothing is changed on the services.", usual: true) else {
            return true
        }
        return try await ProfileTrial(profile: profile, dialogue: dialogue, log: log).isGood()
    }
}
