import ArgumentParser
import Foundation
import Meetings
import Stage

/// Runs a command of the live object.
struct RunOnStage: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a command of the Jitsi IFrame API in the meeting on a stage.",
        discussion: """
            An argument that is JSON, such as true, 720 or {"mode":"file"}, is handed over as that; any other is a \
            text, and so is one in JSON's quotes. It prints confirmed where an event of the meeting confirmed it, and \
            handedOver where none ever tells what became of it. Where no event confirmed it in time, it was refused, \
            or it failed, standard error says so.
            """)

    static var fields: [Field<SteeredCommand>] { Field.all }

    @Argument(help: "The command's name, such as muteEveryone.")
    var name: String

    @Argument(help: "Its arguments, in order; - reads them from standard input, as one JSON array.")
    var arguments: [String] = []

    @Option(help: ArgumentHelp("How long to wait for what becomes of it.", valueName: "seconds"))
    var wait: Double = 30

    @OptionGroup var confirmation: Confirmation
    @OptionGroup var target: StageTarget
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard wait > 0, wait <= 3600 else { throw ValidationError("--wait takes seconds, up to 3600.") }
        // Everybody on this machine can read a command line.
        if JitsiCommand.named(name)?.holdsSecret == true, !arguments.isEmpty, !readsInput {
            throw ValidationError(
                "\(name) may hold a secret: write - for its arguments, and pipe them in as a JSON array.")
        }
    }

    private var readsInput: Bool { arguments == ["-"] }

    /// The command as it is handed over.
    private func command() throws -> StageCommand {
        guard readsInput else { return StageCommand(name, arguments.map(RunOnStage.value)) }
        let input = FileHandle.standardInput.readDataToEndOfFile()
        guard case .array(let values)? = try? JSONReader.strictDocument(input) else {
            throw Complaint(.usage, "Standard input holds no JSON array, such as [\"text\", true].")
        }
        return StageCommand(name, values)
    }

    func run() async throws {
        try output.check(Self.fields)
        let command = try command()
        let caller = try await target.caller()
        var outcome = try await outcome(of: command, isAgreed: confirmation.yes, caller)
        if case .needsAgreement(let words) = outcome {
            try confirmation.require("It cannot simply be undone: \(words).")
            outcome = try await self.outcome(of: command, isAgreed: true, caller)
        }
        try output.write(
            Report(Self.fields, of: SteeredCommand(command: command, outcome: outcome)), plain: [outcome.name])
        if let complaint = complaint(about: outcome) { throw complaint }
    }

    private func outcome(
        of command: StageCommand,
        isAgreed: Bool,
        _ caller: ControlCaller
    ) async throws -> ControlOutcome {
        let wait = wait
        let reply = try await withThrowingTaskGroup(of: ControlReply?.self) { group in
            group.addTask { try await caller.reply(to: .run(command, isAgreed: isAgreed)) }
            group.addTask {
                try await Task.sleep(for: .seconds(wait))
                return nil
            }
            defer { group.cancelAll() }
            do {
                return try await group.next() ?? nil
            } catch let error as ControlError {
                guard error == .cutOff else { throw Complaint(error) }
                throw Complaint(.unknown, "The console hung up before it said what became of \(SafeText(name)).")
            }
        }
        guard let reply else {
            throw Complaint(.unknown, "Nothing was heard of \(SafeText(name)) for as long: it may have been done.")
        }
        guard case .outcome(let outcome) = reply else { throw Complaint(unexpected: reply) }
        return outcome
    }

    private func complaint(about outcome: ControlOutcome) -> Complaint? {
        switch outcome {
        case .confirmed, .handedOver: nil
        case .unconfirmed:
            Complaint(.failure, "No event confirmed \(SafeText(name)). gavel stage show tells how things are.")
        case .failed(let reason): Complaint(.failure, "\(SafeText(name)) failed: \(reason)")
        case .refused(let reason): Complaint(.refused, "\(SafeText(name)) was refused: \(reason)")
        case .needsAgreement(let words): Complaint(.usage, "\(words): nothing was done. Add --yes.")
        }
    }

    /// An argument as the live object is given it.
    static func value(_ argument: String) -> JSONValue {
        (try? JSONReader.strictDocument(Data(argument.utf8))) ?? .string(argument)
    }
}

/// A command, and what became of it.
struct SteeredCommand: Sendable {
    let command: StageCommand
    let outcome: ControlOutcome
}

extension Field where Subject == SteeredCommand {
    static var all: [Field] {
        [
            Field("command", "Command", in: .key, "The command's name.") { .text($0.command.name) },
            Field(
                "outcome", "Outcome", "What became of it: confirmed, handedOver, unconfirmed, failed or refused."
            ) { .text($0.outcome.name) },
            Field("reason", "Reason", "Why, where it failed or was refused.") { FieldValue($0.outcome.reason) },
        ]
    }
}
