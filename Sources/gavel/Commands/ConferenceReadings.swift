import ArgumentParser
import Meetings
import Services
import Store

/// Shows one conference.
struct ShowConference: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show everything that the service says of a conference.")

    static var fields: [Field<ConferenceRecord>] { Field.all }

    @OptionGroup var target: ConferenceArgument
    @OptionGroup var services: ServiceOptions
    @OptionGroup var output: OutputOptions

    func report(from session: CommandSession) async throws -> Report<ConferenceRecord> {
        let service = try await session.v4h()
        let record = try await session.ask { () async throws(ServiceError) in
            try await service.getConference(target.identifier)
        }
        return Report(Self.fields, of: record)
    }
}

/// Waits for the end of a conference.
struct WatchConference: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Wait until a conference has ended, and show it then.",
        discussion: "Failures of the service make the looks rarer, but do not end the watch.")

    static var fields: [Field<ConferenceRecord>] { Field.all }

    @OptionGroup var target: ConferenceArgument
    @OptionGroup var services: ServiceOptions
    @OptionGroup var output: OutputOptions

    func report(from session: CommandSession) async throws -> Report<ConferenceRecord> {
        let service = try await session.v4h()
        // A watch of what is not there would end at once, as that of one that was deleted does.
        let now = try await session.ask { () async throws(ServiceError) in
            try await service.getConference(target.identifier)
        }
        if !now.conference.hasEnded { output.say("Watching \(target.identifier) until it has ended.") }
        let (ends, told) = AsyncStream.makeStream(of: ConferenceRecord.self)
        let listener = service.registerEndedListener(target.identifier) { told.yield($0) }
        defer { listener.cancel() }
        guard let record = await ends.first(where: { _ in true }) else {
            throw Complaint(.failure, "The watch was given up.")
        }
        session.desk.noteEnd(of: record.conference, by: await session.user(of: .v4h))
        return Report(Self.fields, of: record)
    }
}

/// Which conference is meant.
struct ConferenceArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("The conference's identifier.", valueName: "id"))
    var id: String

    var identifier: ConferenceIdentifier { ConferenceIdentifier(id) }
}
