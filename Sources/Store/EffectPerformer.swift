import Foundation
import Journal
import Login
import Meetings
import Services
import Stage

/// Carries out effects, each as a task that can be cancelled, and delivers what comes of them as actions.
@MainActor
final class EffectPerformer {
    /// Effects of the same kind and target: a newer one takes the place of an older one.
    enum Kind: Hashable {
        case list
        case record
        case watch(ConferenceIdentifier)
        case meetings
        case features
        case room
        case order(Int)
        case check(Order)
        case journal
        case login(ServiceKind)
        case file
        case stage
    }

    private let connection: Connection

    /// Nil where what is done is not to be kept.
    private let journal: Journal?
    weak var surface: (any ConsoleSurface)?
    var tasks: [Kind: Task<Void, Never>] = [:]
    private var listeners: [ConferenceIdentifier: EndedListener] = [:]
    private var alarms: [ServiceKind: Alarm] = [:]
    private var orders = 0

    /// The stage that is open, and what carries it.
    var stage: (meeting: StageMeeting, session: StageSession, line: any StageLine)?

    /// Orders that were under way when all was cancelled.
    private var leaving: [Task<Void, Never>] = []
    private var isOver = false

    /// Whether another profile is shown.
    private var isAside = false

    /// Where the answers go.
    var deliver: @MainActor (Action) -> Void = { _ in }

    /// Is told what became of commands to the stage that were given from outside.
    var onSteered: @MainActor (Int, SteeringOutcome) -> Void = { _, _ in }

    /// Tells what is written down of an order, but for what comes of it.
    var describe: @MainActor (Order) -> JournalEntry? = { _ in nil }

    init(connection: Connection, surface: any ConsoleSurface, journal: Journal?) {
        self.connection = connection
        self.journal = journal
        self.surface = surface
    }

    func cancelAll() {
        isOver = true
        for case (.order, let task) in tasks { leaving.append(task) }
        // The stage's line is ended last, when all that was done is written down.
        for (kind, task) in tasks where kind != .stage { task.cancel() }
        for listener in listeners.values { listener.cancel() }
        tasks = [:]
        listeners = [:]
        alarms = [:]
    }

    /// Ends what reads and watches while another profile is shown; what was ordered goes on.
    func setAside() {
        isAside = true
        for (kind, task) in tasks {
            switch kind {
            case .order, .file, .stage: continue
            default: break
            }
            task.cancel()
            tasks[kind] = nil
        }
        // The record may end the stage, whichever profile is shown.
        for (id, listener) in listeners where id != stage?.meeting.conference {
            listener.cancel()
            listeners[id] = nil
        }
        alarms = [:]
    }

    func takeUp() { isAside = false }

    func tell(_ message: Message, of profile: SafeText) { surface?.tell(message, of: profile) }

    /// Tells the state of every login, from now on.
    func followLogins() {
        for service in ServiceKind.allCases {
            guard let keeper = connection.keeper(of: service) else { continue }
            tasks[.login(service)] = Task { [weak self] in
                for await status in keeper.updates { self?.deliver(.loginChanged(service, status)) }
            }
        }
    }

    /// Takes over the logins that were remembered.
    func recallLogins() async {
        for service in ServiceKind.allCases {
            guard let memory = connection.memory(of: service), let keeper = connection.keeper(of: service) else {
                continue
            }
            memory.onTrouble { [weak self] trouble in
                Task { @MainActor in self?.deliver(.warned(trouble.title, advice: trouble.advice)) }
            }
            do {
                guard let login = try await memory.recall() else { continue }
                keeper.adopt(login.pair)
                deliver(.loginChanged(service, keeper.status))
                deliver(.loginRecalled(service, user: login.user))
            } catch {
                deliver(.warned(error.title, advice: error.advice))
            }
        }
    }

    /// Has the keepers of the tokens look at the clock now.
    func wakeLogins() {
        for service in ServiceKind.allCases { connection.keeper(of: service)?.wakeUp() }
    }

    /// Waits until what was cancelled has been written down, with what it came to.
    ///
    /// - Returns: What could not be written; nil where the journal is not kept.
    func finishJournal() async -> JournalReport? {
        for task in leaving { await task.value }
        await endStageLine()
        return await journal?.finish()
    }

    func perform(_ effect: Effect) {
        // What is answered after the end has no consequences any more.
        guard !isOver, !isAside || effect.goesOnAside else { return }
        switch effect {
        case .order(let order): perform(order)
        case .loadConferences(let table, let names): loadConferences(over: table, organisationNames: names)
        case .loadRecord(let id): loadRecord(id)
        case .watch(let id): watch(id)
        case .unwatch(let id): listeners.removeValue(forKey: id)?.cancel()
        case .loadMeetings: loadMeetings()
        case .loadFeatures: loadFeatures()
        case .loadRoom(let room): loadRoom(room)
        case .logOut(let service): connection.keeper(of: service)?.logOut()
        case .check(let order): check(order)
        case .retry(let service, let seconds): retry(service, after: seconds)
        case .logInAutomatically(let service): surface?.logInAutomatically(to: service)
        case .journal(let entry): write(entry)
        case .readJournal(let profile): readJournal(of: profile)
        case .copy(let text):
            surface?.copy(text.text) { [weak self] outcome in self?.deliver(.copied(text, outcome)) }
        case .open(let address): open(address)
        case .export(let export): write(export)
        case .keepCommand(let line): surface?.keepCommand(line)
        case .checkFile(let reading, let evidence): check(reading, against: evidence)
        case .stopCheckingFile: tasks.removeValue(forKey: .file)?.cancel()
        case .openStage(let meeting): openStage(of: meeting)
        case .steer(let command, let number): steer(command, number)
        case .askStage: stage?.session.askAnew()
        case .freshStageAddress(let id): makeStageAddress(of: id)
        case .endStage(let ending, let words): endStage(ending, words)
        case .steered(let number, let outcome): onSteered(number, outcome)
        case .runEndedCommand(let id): runEndedCommand(for: id)
        case .changeProfile(let name): surface?.changeProfile(to: name)
        case .notify(let notice): surface?.notify(notice)
        case .listThemes: if let surface { deliver(.theme(.listed(surface.themeNames()))) }
        case .showTheme(let name, let isAnnounced):
            guard let surface else { return }
            if let reason = surface.showTheme(name) {
                deliver(.theme(.refused(name, reason: reason)))
            } else {
                deliver(.theme(.shown(name, isAnnounced: isAnnounced)))
            }
        case .redraw: surface?.redraw()
        case .suspend: surface?.suspend()
        case .quit(let isAgreed): surface?.quit(isAgreed: isAgreed)
        case .send: break  // taken by the store, before it gets here
        }
    }

    private func open(_ address: WebAddress) {
        guard let surface else { return }
        Task { [weak self] in
            let outcome = await surface.open(address)
            self?.deliver(.opened(outcome))
        }
    }

    private func check(_ reading: FileReading, against evidence: IntegrityEvidence?) {
        let service = connection.v4h?.service
        let told: @Sendable (FileReading) -> Void = { [weak self] reading in
            Task { @MainActor in self?.deliver(.file(.read(reading))) }
        }
        run(.file) { await reading.check(against: evidence, on: service, progress: told) }
    }

    private func write(_ export: Export) {
        guard let surface else { return }
        Task { [weak self] in
            let outcome = await surface.export(export)
            self?.deliver(.exported(export, outcome))
        }
    }

    /// Runs a call away from the main actor and delivers its answer there, unless it was cancelled meanwhile.
    private func run(_ kind: Kind, _ call: @escaping @Sendable () async -> [Action]) {
        tasks[kind]?.cancel()
        tasks[kind] = Task { @concurrent [weak self] in
            await self?.finish(await call())
        }
    }

    /// Delivers answers, unless their task was cancelled while they were on their way to the main actor.
    private func finish(_ answers: [Action]) {
        guard !Task.isCancelled else { return }
        for answer in answers { deliver(answer) }
    }

    private func retry(_ service: ServiceKind, after seconds: Double?) {
        alarms[service] = seconds.map { Alarm(seconds: $0) { [weak self] in self?.deliver(.retryDue(service)) } }
    }

    private func check(_ order: Order) {
        guard let service = connection.v4h?.service, let id = order.subject else { return }
        run(.check(order)) {
            [.checked(order, await result { () throws(ServiceError) in try await service.getConference(id) })]
        }
    }

    /// Loads the list.
    ///
    /// The names of the organisations are asked for with the first one.
    private func loadConferences(over table: TableState<ConferenceRow>, organisationNames: [String: SafeText]) {
        guard let service = connection.v4h?.service else { return }
        run(.list) {
            async let listed = result { () throws(ServiceError) in try await service.listConferences() }
            guard organisationNames.isEmpty else {
                return [
                    .conferencesLoaded(
                        await listed.map { ConferenceListing($0, over: table, organisationNames: organisationNames) })
                ]
            }
            let organisations = await result { () throws(ServiceError) in try await service.organisations() }
            let names = (try? organisations.get())?.names ?? [:]
            return [
                .organisationsLoaded(organisations),
                .conferencesLoaded(await listed.map { ConferenceListing($0, over: table, organisationNames: names) }),
            ]
        }
    }

    private func loadRecord(_ id: ConferenceIdentifier) {
        guard let service = connection.v4h?.service else { return }
        run(.record) {
            [.recordLoaded(id, await result { () throws(ServiceError) in try await service.getConference(id) })]
        }
    }

    private func watch(_ id: ConferenceIdentifier) {
        guard let service = connection.v4h?.service else { return }
        listeners[id]?.cancel()
        listeners[id] = service.registerEndedListener(id) { [weak self] record in
            Task { @MainActor in
                self?.listeners[id] = nil
                self?.deliver(.watchedEnded(record))
            }
        }
    }

    private func loadMeetings() {
        guard let service = connection.proconf?.service else { return }
        run(.meetings) { [.meetingsLoaded(await result { () throws(ServiceError) in try await service.meetings() })] }
    }

    private func loadFeatures() {
        guard let service = connection.proconf?.service else { return }
        run(.features) { [.featuresLoaded(await result { () throws(ServiceError) in try await service.features() })] }
    }

    private func loadRoom(_ room: SafeText) {
        guard let service = connection.proconf?.service else { return }
        let name = room.string
        run(.room) {
            async let status = result { () throws(ServiceError) in try await service.status(of: name) }
            async let catchUp = result { () throws(ServiceError) in try await service.catchUp(of: name) }
            async let summary = result { () throws(ServiceError) in try await service.summary(of: name) }
            return [
                .statusLoaded(room, await status), .catchUpLoaded(room, await catchUp),
                .summaryLoaded(room, await summary),
            ]
        }
    }

    private func perform(_ order: Order) {
        orders += 1
        let kind = Kind.order(orders)
        let connection = connection
        let entry = describe(order)
        tasks[kind] = Task { @concurrent [weak self] in
            let (answers, made) = await order.carryOut(on: connection, as: entry)
            // What is wrong with the journal is to be said last, where it is seen.
            await self?.finish(answers + [.orderEnded(order, isUnanswered: answers.contains(where: \.isUnanswered))])
            if let made { await self?.write(made) }
            await self?.forget(kind)
        }
    }

    private func forget(_ kind: Kind) { tasks[kind] = nil }

    private func write(_ entry: JournalEntry) {
        deliver(.journal(.made(entry)))
        journal?.write(entry) { [weak self] report in
            guard report.isNews else { return }
            Task { @MainActor in self?.deliver(.journal(.reported(report))) }
        }
    }

    private func readJournal(of profile: SafeText) {
        guard let journal else { return }
        run(.journal) { [.journal(.read(await journal.contents(of: profile)))] }
    }
}

/// What a call gave, as a value.
func result<Value: Sendable>(
    _ call: @Sendable () async throws(ServiceError) -> Value
) async -> Result<Value, ServiceError> {
    do {
        return .success(try await call())
    } catch {
        return .failure(error)
    }
}
