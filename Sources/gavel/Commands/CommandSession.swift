import Foundation
import Journal
import Login
import Meetings
import PrivateFiles
import Services
import Store

/// The services of a profile for the time of one command: logged in to when they are first needed.
struct CommandSession: Sendable {
    let settings: ConsoleSettings
    let connection: Connection
    let output: OutputOptions
    let log: LogFile

    /// Begins the work with a profile; nothing is asked of any service yet.
    ///
    /// - Parameters:
    ///   - name: The profile; nil for the default one.
    ///   - source: The configuration that it is from.
    ///   - logging: How much is written to the log.
    ///   - isReadOnly: Whether what changes something is refused, whatever the profile says.
    ///   - output: How the command tells what it does.
    /// - Throws: A `Complaint` where there is no such profile, or the configuration is wrong.
    init(
        profile name: String?,
        _ source: ConfigurationOptions,
        _ logging: LogOptions,
        isReadOnly: Bool,
        _ output: OutputOptions
    ) throws {
        let log = logging.startLog()
        guard let configuration = try source.configuration(), let profile = try configuration.selected(name) else {
            throw Complaint(
                .configuration,
                "There is no profile: \(source.file) does not name one. gavel setup writes one at a terminal, gavel profile "
                    + "add in a script.")
        }
        if logging.logLevel == nil { log.level = configuration.logLevel.level }
        var settings = ConsoleSettings(profile: profile)
        if isReadOnly { settings.isReadOnly = true }
        self.init(settings, output, log: log)
    }

    /// Begins the work with services that need not be those of the configuration.
    ///
    /// - Parameters:
    ///   - settings: The services, and who logs in to them.
    ///   - output: How it is told what is done.
    ///   - log: Where it is written down what happens.
    init(_ settings: ConsoleSettings, _ output: OutputOptions, log: LogFile) {
        self.settings = settings
        self.output = output
        self.log = log
        connection = Connection(settings, folder: PrivateFolder(environment: ProcessInfo.processInfo.environment))
    }

    /// The V4H service, logged in to.
    ///
    /// - Throws: A `Complaint` where the profile has none, or nobody could be logged in.
    func v4h() async throws -> V4HService {
        guard let v4h = connection.v4h else { throw lacks(.v4h) }
        try await logIn(to: .v4h)
        return v4h.service
    }

    /// The ProCONF service, logged in to where it asks for that.
    ///
    /// - Throws: A `Complaint` where the profile has none, or nobody could be logged in.
    func proconf() async throws -> ProConfService {
        guard let proconf = connection.proconf else { throw lacks(.proconf) }
        try await logIn(to: .proconf)
        return proconf.service
    }

    /// Makes a call that changes nothing.
    ///
    /// - Parameter call: The call.
    /// - Returns: What it gave.
    /// - Throws: A `Complaint` with the exit status that tells why it gave nothing.
    func ask<Value>(_ call: () async throws(ServiceError) -> Value) async throws(Complaint) -> Value {
        do {
            return try await call()
        } catch {
            throw Complaint(error, of: self)
        }
    }

    /// Has an order carried out, past the console's gate and into its journal.
    ///
    /// - Parameters:
    ///   - order: What is to be done.
    ///   - pick: Takes the answer that is meant from those that came.
    /// - Returns: What the service answered.
    /// - Throws: A `Complaint`; where no answer came it says that it may have been done all the same.
    func carryOut<Value>(
        _ order: Order,
        _ pick: (Action) -> Result<Value, ServiceError>?
    ) async throws -> Value {
        let answers: [Action]
        do throws(OrderRefusal) {
            answers = try await desk.carryOut(order, by: await user(of: order.service))
        } catch {
            throw Complaint(
                .refused,
                "Refused: the profile is read-only, or --read-only was given. Nothing was sent.")
        }
        guard let answer = answers.lazy.compactMap(pick).first else {
            throw Complaint(.failure, "The order was not answered.")
        }
        do throws(ServiceError) {
            return try answer.get()
        } catch {
            throw order.safety != .read && error.mayHaveBeenCarriedOut
                ? Complaint(unanswered: order, error, of: self) : Complaint(error, of: self)
        }
    }

    /// Waits until everything is written down that was to be.
    func close() async {
        if let report = await settings.journal?.finish(), let failure = report.failure {
            let entries = report.waiting == 1 ? "1 entry" : "\(report.waiting) entries"
            complain("\(entries) of the journal could not be written. \(failure.title) \(failure.advice)")
        }
        for service in ServiceKind.allCases { connection.memory(of: service)?.finish() }
        log.finish()
    }

    /// Where orders are carried out.
    var desk: OrderDesk {
        OrderDesk(profile: settings.profileState, connection: connection, journal: settings.journal)
    }

    /// Who is logged in.
    func user(of service: ServiceKind) async -> SafeText? {
        if let user = settings.users[service] { return SafeText(user) }
        return await recall(service)?.user.map { SafeText($0) }
    }

    /// That the profile has no such service.
    func lacks(_ service: ServiceKind) -> Complaint {
        Complaint(
            .configuration,
            "The profile “\(settings.name)” names no \(service.title) service. Add it below \(service.rawValue): there."
        )
    }
}
