import ArgumentParser

/// A command that tells something: one kind of subject, in every form of output.
protocol ReportingCommand: AsyncParsableCommand {
    associatedtype Subject: Sendable

    /// What is told of a subject; gavel(1) lists it.
    static var fields: [Field<Subject>] { get }

    var output: OutputOptions { get }
}

extension ReportingCommand {
    func validate() throws { try output.check(Self.fields) }
}

/// A command that asks a service and tells what it got.
protocol ServiceCommand: ReportingCommand {
    var services: ServiceOptions { get }

    /// Asks the service.
    ///
    /// - Parameter session: The services of the profile.
    /// - Returns: What it got.
    /// - Throws: A `Complaint`.
    func report(from session: CommandSession) async throws -> Report<Subject>

    /// What people are told of a result instead of a table; nil for the table.
    func plain(_ report: Report<Subject>) -> [String]?
}

extension ServiceCommand {
    func plain(_ report: Report<Subject>) -> [String]? { nil }

    func run() async throws {
        let session = try services.open(output)
        let result: Report<Subject>
        do {
            result = try await report(from: session)
        } catch {
            await session.close()
            throw error
        }
        await session.close()
        try output.write(result, plain: plain(result))
    }
}

/// A command after which there is nothing to tell but that it was done.
protocol DoingCommand: ServiceCommand where Subject == Receipt {
    /// Does it.
    ///
    /// - Parameter session: The services of the profile.
    /// - Returns: What was done to what.
    /// - Throws: A `Complaint`.
    func receipt(from session: CommandSession) async throws -> Receipt
}

extension DoingCommand {
    static var fields: [Field<Receipt>] { Field.all }

    func report(from session: CommandSession) async throws -> Report<Receipt> {
        Report(Self.fields, of: try await receipt(from: session))
    }

    /// People are told beside the result, so that standard output stays empty where nothing was asked for.
    func plain(_ report: Report<Receipt>) -> [String]? {
        for receipt in report.subjects { output.say("\(receipt.id): \(receipt.done).") }
        return []
    }
}
