import Foundation
import Meetings
import Programs

/// The program that a profile has run when the meeting on the stage is over.
struct EndedCommand: Sendable {
    /// The program and its first arguments; the conference's id comes last, as one argument, and no shell sees it.
    let command: [String]

    /// How long it may take.
    static let limit = Duration.seconds(60)

    /// Runs the program, whose output goes nowhere.
    ///
    /// - Parameter conference: The conference.
    /// - Returns: Why it did not do well; nil where it did, or none is set.
    func run(for conference: ConferenceIdentifier) async -> String? {
        guard let program = command.first else { return nil }
        // A program could take it for an option, and do something else than was meant.
        guard !conference.text.hasPrefix("-") else {
            return "\(program) was not run: the conference's id begins with a hyphen"
        }
        let environment = ProcessInfo.processInfo.environment
        guard let file = ProgramFile(program, environment: environment) else {
            return "\(program) is not there, or cannot be run"
        }
        let run = ProgramRun(
            program: file, arguments: command.dropFirst() + [conference.text],
            environment: ChildEnvironment.variables(of: environment), outputLimit: 1 << 20)
        return switch await run.finish(within: EndedCommand.limit).end {
        case .exit(0), .cancelled: nil
        case .exit(let status): "\(program) ended with status \(status)"
        case .signal(let number): "\(program) was ended by signal \(number)"
        case .notStarted(let reason): "\(program) did not start: \(reason)"
        case .timedOut: "\(program) took longer than a minute, and was ended"
        case .tooMuchOutput: "\(program) wrote more than a megabyte, and was ended"
        }
    }
}
