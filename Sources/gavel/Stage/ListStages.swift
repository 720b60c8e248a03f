import ArgumentParser
import Meetings
import Stage

/// Lists the stages of all consoles of the user.
struct ListStages: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the stages of your running consoles.")

    static var fields: [Field<ShownStage>] { Field.all }

    @OptionGroup var output: OutputOptions

    func run() async throws {
        try output.check(Self.fields)
        let stages = await ShownStage.all(at: try StageTarget.all())
        if stages.isEmpty { output.say("No console of yours has a stage: start or join a conference in one.") }
        try output.write(Report(Self.fields, ofAll: stages))
    }
}

/// Shows the meeting on a stage.
struct ShowStage: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the meeting on a stage.",
        discussion: """
            It lists who is in the meeting. With --json it prints one object with all that the console knows of the \
            meeting: participants, those who wait in the lobby, chat, recordings, moderation, breakout rooms.
            """)

    static var fields: [Field<ShownParticipant>] { Field.all }

    @OptionGroup var target: StageTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try output.check(Self.fields)
        let caller = try await target.caller()
        var shown: ShownStage?
        try await caller.callOrComplain(.show) { reply in
            guard case .shown(let document) = reply else { throw Complaint(unexpected: reply) }
            shown = ShownStage(place: caller.place, document: document)
            return false
        }
        guard let shown else { throw Complaint(ControlError.cutOff) }
        guard !output.json else { return try StandardOutput.writeLine(shown.document.pretty) }
        let participants = shown.participants
        if participants.isEmpty {
            output.say("Nobody is seen in the meeting; its page is \(shown.document["page"]?.text ?? "unknown").")
        }
        try output.write(Report(Self.fields, ofAll: participants))
    }
}
