import ArgumentParser
import Meetings
import Services
import Store

/// Meetings of ProCONF.
struct ProConfCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proconf",
        abstract: "Get tokens, and look at the rooms and meetings of ProCONF.",
        subcommands: [
            MakeToken.self, ListFeatures.self, ShowStatus.self, ShowCatchUp.self, ShowSummary.self, ListMeetings.self,
        ])

    /// Gets a token.
    struct MakeToken: ServiceCommand {
        static let configuration = CommandConfiguration(
            commandName: "token", abstract: "Get a token for a room, and print the way in.")

        static var fields: [Field<MeetingPass>] { Field.all }

        @OptionGroup var target: RoomArgument

        @Option(help: ArgumentHelp("One of the profile's roles.", valueName: "role"))
        var role: String

        @Option(help: ArgumentHelp("Who comes in, as the others shall see it.", valueName: "name"))
        var name: String

        @OptionGroup var link: LinkOptions
        @OptionGroup var services: ServiceOptions
        @OptionGroup var output: OutputOptions

        func report(from session: CommandSession) async throws -> Report<MeetingPass> {
            _ = try await session.proconf()
            let order = Order.makeToken(ProConfTokenRequest(role: role, room: target.room, participantName: name))
            let token = try await session.carryOut(order) { answer -> Result<ProConfToken, ServiceError>? in
                if case .tokenMade(_, let result) = answer { result } else { nil }
            }
            if token.roomWasLowercased { output.say("The token names the room in small letters.") }
            return try link.hand(over: Report(Self.fields, of: MeetingPass(link: token.link)), output)
        }

        func plain(_ report: Report<MeetingPass>) -> [String]? { link.plain(report) }
    }

    /// Lists what the deployment offers.
    struct ListFeatures: ServiceCommand {
        static let configuration = CommandConfiguration(
            commandName: "features", abstract: "List what the deployment offers.")

        static var fields: [Field<ProConfFeature>] { Field.all }

        @OptionGroup var services: ServiceOptions
        @OptionGroup var output: OutputOptions

        func report(from session: CommandSession) async throws -> Report<ProConfFeature> {
            let service = try await session.proconf()
            let features = try await session.ask { () async throws(ServiceError) in try await service.features() }
            return Report(Self.fields, ofAll: features)
        }
    }

    /// Shows what is being kept of a meeting.
    struct ShowStatus: ServiceCommand {
        static let configuration = CommandConfiguration(
            commandName: "status", abstract: "Tell whether a room is being recorded and transcribed.")

        static var fields: [Field<RoomReport>] { Field.all }

        @OptionGroup var target: RoomArgument
        @OptionGroup var services: ServiceOptions
        @OptionGroup var output: OutputOptions

        func report(from session: CommandSession) async throws -> Report<RoomReport> {
            let service = try await session.proconf()
            let status = try await session.ask { () async throws(ServiceError) in
                try await service.status(of: target.room)
            }
            return Report(Self.fields, of: RoomReport(room: target.room, status: status))
        }
    }

    /// Shows what was said so far.
    struct ShowCatchUp: ServiceCommand {
        static let configuration = CommandConfiguration(
            commandName: "catchup", abstract: "Print what was said in a room so far, for who comes late.")

        static var fields: [Field<RoomText>] { Field.all }

        @OptionGroup var target: RoomArgument
        @OptionGroup var services: ServiceOptions
        @OptionGroup var output: OutputOptions

        func report(from session: CommandSession) async throws -> Report<RoomText> {
            let service = try await session.proconf()
            let text = try await session.ask { () async throws(ServiceError) in
                try await service.catchUp(of: target.room)
            }
            if text.isEmpty { output.say("Nothing was said yet.") }
            return Report(Self.fields, of: RoomText(room: target.room, text: text))
        }

        func plain(_ report: Report<RoomText>) -> [String]? { report.subjects.compactMap(\.spoken) }
    }

    /// Shows what a meeting came to.
    struct ShowSummary: ServiceCommand {
        static let configuration = CommandConfiguration(
            commandName: "summary", abstract: "Print what a room's meeting came to, or where that lies.")

        static var fields: [Field<RoomText>] { Field.all }

        @OptionGroup var target: RoomArgument
        @OptionGroup var services: ServiceOptions
        @OptionGroup var output: OutputOptions

        func report(from session: CommandSession) async throws -> Report<RoomText> {
            let service = try await session.proconf()
            let summary = try await session.ask { () async throws(ServiceError) in
                try await service.summary(of: target.room)
            }
            return Report(Self.fields, of: RoomText(room: target.room, summary: summary))
        }

        func plain(_ report: Report<RoomText>) -> [String]? {
            report.subjects.compactMap { $0.text == nil ? $0.location?.string : $0.spoken }
        }
    }

    /// Lists meetings that have ended.
    struct ListMeetings: ServiceCommand {
        static let configuration = CommandConfiguration(
            commandName: "meetings", abstract: "List the meetings that have ended, in the service's order.")

        static var fields: [Field<ProConfMeeting>] { Field.all }

        @OptionGroup var services: ServiceOptions
        @OptionGroup var output: OutputOptions

        func report(from session: CommandSession) async throws -> Report<ProConfMeeting> {
            let service = try await session.proconf()
            let meetings = try await session.ask { () async throws(ServiceError) in try await service.meetings() }
            if meetings.isEmpty { output.say("No meeting has ended yet.") }
            return Report(Self.fields, ofAll: meetings)
        }
    }
}

/// Which room is meant.
struct RoomArgument: ParsableArguments {
    @Argument(help: "The room's name.")
    var room: String
}
