import ArgumentParser
import Meetings
import Services
import Store

/// Requests a conference.
struct RequestConference: DoingCommand {
    static let configuration = CommandConfiguration(
        commandName: "request",
        abstract: "Request a new conference, and print its identifier.",
        discussion: "What is not said here is filled in by the profile, and else by the service.")

    @OptionGroup var draft: DraftOptions
    @OptionGroup var services: ServiceOptions
    @OptionGroup var output: OutputOptions

    func receipt(from session: CommandSession) async throws -> Receipt {
        let order = Order.request(try await draft.draft())
        _ = try await session.v4h()
        let id = try await session.carryOut(order) { answer -> Result<ConferenceIdentifier, ServiceError>? in
            if case .requested(let result) = answer { result } else { nil }
        }
        return Receipt(id: id.text, done: order.participle)
    }

    func plain(_ report: Report<Receipt>) -> [String]? { report.subjects.map(\.id) }
}

/// Changes a conference.
struct UpdateConference: DoingCommand {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "Change a conference; what is not said stays as it is.")

    @OptionGroup var target: ConferenceArgument
    @OptionGroup var draft: DraftOptions
    @OptionGroup var services: ServiceOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        try output.check(Self.fields)
        if draft.isEmpty { throw ValidationError("Say what is to be changed, such as --name NAME.") }
    }

    func receipt(from session: CommandSession) async throws -> Receipt {
        let order = Order.update(target.identifier, try await draft.draft())
        return try await session.receipt(of: order, target.identifier) { answer in
            if case .updated(_, let result) = answer { result } else { nil }
        }
    }
}

/// Leaves a conference.
struct LeaveConference: DoingCommand {
    static let configuration = CommandConfiguration(
        commandName: "leave", abstract: "Tell the service that you left a conference.")

    @OptionGroup var target: ConferenceArgument

    @Option(
        help: ArgumentHelp(
            "The participation that start or join told, where the service gave one.", valueName: "text"))
    var participation: String = ""

    @OptionGroup var services: ServiceOptions
    @OptionGroup var output: OutputOptions

    func receipt(from session: CommandSession) async throws -> Receipt {
        let order = Order.leave(target.identifier, participation: WireText(participation))
        return try await session.receipt(of: order, target.identifier) { answer in
            if case .left(_, let result) = answer { result } else { nil }
        }
    }
}

/// Closes a conference.
struct CloseConference: DoingCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Close a conference for everyone; it cannot be opened again.")

    @OptionGroup var target: ConferenceArgument
    @OptionGroup var confirmation: Confirmation
    @OptionGroup var services: ServiceOptions
    @OptionGroup var output: OutputOptions

    func receipt(from session: CommandSession) async throws -> Receipt {
        try confirmation.require(
            "Conference \(target.identifier) is closed: everyone in it is sent out, and it cannot be opened again.")
        return try await session.receipt(of: .close(target.identifier), target.identifier) { answer in
            if case .closed(_, let result) = answer { result } else { nil }
        }
    }
}

/// Deletes a conference.
struct DeleteConference: DoingCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete a conference, with its recording's evidence.")

    @OptionGroup var target: ConferenceArgument
    @OptionGroup var confirmation: Confirmation
    @OptionGroup var services: ServiceOptions
    @OptionGroup var output: OutputOptions

    func receipt(from session: CommandSession) async throws -> Receipt {
        try confirmation.require(
            "Conference \(target.identifier) is deleted: the service forgets it, with its recording's evidence.")
        return try await session.receipt(of: .delete(target.identifier), target.identifier) { answer in
            if case .deleted(_, let result) = answer { result } else { nil }
        }
    }
}

extension CommandSession {
    /// Has something done to a conference.
    fileprivate func receipt(
        of order: Order,
        _ id: ConferenceIdentifier,
        _ pick: (Action) -> Result<Void, ServiceError>?
    ) async throws -> Receipt {
        _ = try await v4h()
        try await carryOut(order, pick)
        return Receipt(id: id.text, done: order.participle)
    }
}
