import ArgumentParser
import Foundation
import Meetings
import Services
import Store

/// Starts a conference.
struct StartConference: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Start a conference as its moderator, and print the way in.")

    static var fields: [Field<MeetingPass>] { Field.all }

    @OptionGroup var target: ConferenceArgument
    @OptionGroup var person: PersonOptions
    @OptionGroup var link: LinkOptions
    @OptionGroup var services: ServiceOptions
    @OptionGroup var output: OutputOptions

    func report(from session: CommandSession) async throws -> Report<MeetingPass> {
        let order = Order.start(target.identifier, name: person.name, avatarURL: person.avatarURL)
        return try link.hand(over: Report(Self.fields, of: try await session.enter(target.identifier, order)), output)
    }

    func plain(_ report: Report<MeetingPass>) -> [String]? { link.plain(report) }
}

/// Joins a conference.
struct JoinConference: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "join", abstract: "Join a conference as a participant, and print the way in.")

    static var fields: [Field<MeetingPass>] { Field.all }

    @OptionGroup var target: ConferenceArgument
    @OptionGroup var person: PersonOptions
    @OptionGroup var link: LinkOptions
    @OptionGroup var services: ServiceOptions
    @OptionGroup var output: OutputOptions

    func report(from session: CommandSession) async throws -> Report<MeetingPass> {
        let order = Order.join(target.identifier, name: person.name, avatarURL: person.avatarURL)
        return try link.hand(over: Report(Self.fields, of: try await session.enter(target.identifier, order)), output)
    }

    func plain(_ report: Report<MeetingPass>) -> [String]? { link.plain(report) }
}

/// Makes a guest link.
struct GuestLinkCommand: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "guest-link",
        abstract: "Make a link with which a guest joins a conference without a login.",
        discussion: "Whoever has the link can come in: it holds a token.")

    static var fields: [Field<MeetingPass>] { Field.all }

    @OptionGroup var target: ConferenceArgument
    @OptionGroup var person: PersonOptions
    @OptionGroup var link: LinkOptions
    @OptionGroup var services: ServiceOptions
    @OptionGroup var output: OutputOptions

    func report(from session: CommandSession) async throws -> Report<MeetingPass> {
        _ = try await session.v4h()
        let id = target.identifier
        let order = Order.makeGuestLink(id, name: person.name, avatarURL: person.avatarURL)
        let made = try await session.carryOut(order) { answer -> Result<MeetingLink, ServiceError>? in
            if case .guestLinkMade(_, let result) = answer { result } else { nil }
        }
        return try link.hand(over: Report(Self.fields, of: MeetingPass(link: made, conference: id)), output)
    }

    func plain(_ report: Report<MeetingPass>) -> [String]? { link.plain(report) }
}

/// Who comes into a meeting, as the others shall see it.
struct PersonOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Who comes in, as the others shall see it.", valueName: "name"))
    var name: String

    @Option(name: .customLong("avatar-url"), help: ArgumentHelp("The address of a picture.", valueName: "url"))
    var avatarURL: String = ""
}

/// What is done with a link beside printing it.
struct LinkOptions: ParsableArguments {
    @Flag(help: "Print the address alone.")
    var urlOnly = false

    @Flag(help: "Put the address into the terminal's clipboard (OSC 52) and print no token.")
    var copy = false

    @Flag(help: "Draw the address as a QR code, which holds the token, and print no token.")
    var qr = false

    func validate() throws {
        if copy, urlOnly { throw ValidationError("--copy and --url-only exclude each other.") }
        if qr, urlOnly { throw ValidationError("--qr and --url-only exclude each other.") }
        if qr, !PrintedCode.isReachable {
            throw ValidationError("--qr draws on a terminal, and standard output is none. Use --url-only.")
        }
        // Said before anything is asked for that would be lost.
        if copy, !Clipboard.isReachable {
            throw ValidationError("There is no terminal whose clipboard --copy could use. Use --url-only.")
        }
    }

    /// Copies the address where that is wanted.
    func hand(over report: Report<MeetingPass>, _ output: OutputOptions) throws -> Report<MeetingPass> {
        guard copy, let pass = report.subjects.first else { return report }
        try Clipboard.copy(pass.link.url.reveal())
        output.say("The link was sent to the clipboard. If it does not paste, your terminal has OSC 52 off.")
        return report
    }

    /// What people are told of a link.
    func plain(_ report: Report<MeetingPass>) -> [String]? {
        if urlOnly { return report.subjects.map { $0.link.url.reveal() } }
        if qr, let link = report.subjects.first?.link { return drawn(link) }
        return copy ? report.subjects.map(\.link.maskedURL) : nil
    }
}

extension LinkOptions {
    /// The code; where there is no room for it the address, since the link is made and would be lost.
    private func drawn(_ link: MeetingLink) -> [String] {
        do throws(Complaint) {
            let environment = ProcessInfo.processInfo.environment
            return try PrintedCode.lines(of: link, environment: environment, width: StandardOutput.width)
        } catch {
            complain("\(error)")
            return [copy ? link.maskedURL : link.url.reveal()]
        }
    }
}

extension CommandSession {
    /// Starts or joins a conference.
    fileprivate func enter(_ id: ConferenceIdentifier, _ order: Order) async throws -> MeetingPass {
        _ = try await v4h()
        let entry = try await carryOut(order) { answer -> Result<MeetingEntry, ServiceError>? in
            if case .entered(_, _, let result) = answer { result } else { nil }
        }
        return MeetingPass(link: entry.link, conference: id, participation: entry.ticket.participation)
    }
}
