import Foundation
import Meetings
import Programs
import Store

/// The program that puts a text onto the clipboard of this machine's desktop.
struct ClipboardProgram: Sendable {
    /// What a desktop has, and by which variable it is known.
    private static let known: [(name: String, arguments: [String], variable: String?)] = [
        ("wl-copy", [], "WAYLAND_DISPLAY"), ("xclip", ["-selection", "clipboard"], "DISPLAY"), ("pbcopy", [], nil),
    ]

    /// How long it may take.
    private static let patience = Duration.seconds(3)

    private let environment: [String: String]
    private let patience: Duration

    init(environment: [String: String], patience: Duration = ClipboardProgram.patience) {
        self.environment = environment
        self.patience = patience
    }

    /// Hands a text to the first program that is there, in its standard input: nobody sees it in a list of processes.
    ///
    /// - Parameter text: The text.
    /// - Returns: What became of it.
    func take(_ text: Secret) async -> Copying.Taking {
        let found = ClipboardProgram.known.lazy.compactMap { candidate -> (String, ProgramFile, [String])? in
            if let variable = candidate.variable, environment[variable, default: ""].isEmpty { return nil }
            guard let file = ProgramFile(candidate.name, environment: environment) else { return nil }
            return (candidate.name, file, candidate.arguments)
        }
        guard let (name, file, arguments) = found.first else {
            return .failed(reason: "No wl-copy, xclip or pbcopy can be used here")
        }
        let run = ProgramRun(
            program: file, arguments: arguments, environment: ChildEnvironment.variables(of: environment),
            input: Data(text.reveal().utf8), outputLimit: 4096)
        let outcome = await run.finish(within: patience)
        return switch outcome.end {
        case .exit(0): .taken(by: name)
        case .exit(let status): .failed(reason: "\(name) ended with status \(status)")
        case .signal(let number): .failed(reason: "\(name) was ended by signal \(number)")
        case .notStarted(let reason): .failed(reason: "\(name) did not start: \(reason)")
        case .timedOut: .failed(reason: "\(name) took too long")
        case .tooMuchOutput: .failed(reason: "\(name) wrote too much")
        case .cancelled: .failed(reason: "\(name) was stopped")
        }
    }
}
