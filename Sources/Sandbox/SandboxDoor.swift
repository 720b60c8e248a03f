/// The listener of the services, which closes and opens again while the sandbox runs.
actor SandboxDoor {
    private let port: UInt16
    private let answering: any SandboxAnswering
    private var listener: SandboxListener?
    private var isToBeOpen = false
    private var move: Task<Void, Never>?
    private var failure: SandboxError?

    /// How often in a row the port could not be had.
    private var failures = 0
    private var reopening: Task<Void, Never>?

    /// Counts what it was told, so that the end of an outage does not undo what came after its beginning.
    private var orders = 0

    /// Prepares a door; it is closed.
    init(port: UInt16, answering: any SandboxAnswering) {
        self.port = port
        self.answering = answering
    }

    /// Whether connections are accepted.
    var isOpen: Bool { listener != nil }

    /// Listens, and returns when connections are accepted.
    ///
    /// - Throws: `SandboxError` where the port cannot be had.
    func open() async throws(SandboxError) {
        orders += 1
        reopening?.cancel()
        failure = nil
        failures = 0
        isToBeOpen = true
        await settle()
        if let failure { throw failure }
    }

    /// Closes the listener and every connection, and returns when that is so.
    func close() async {
        orders += 1
        reopening?.cancel()
        isToBeOpen = false
        await settle()
    }

    /// Closes the listener, and opens it again after a time.
    func close(for time: Duration) async {
        let order = orders + 1
        await close()
        guard orders == order else { return }
        reopening = Task {
            // The port is held, so that it can be had again.
            if (try? await Task.sleep(for: time)) != nil { try? await open() }
        }
    }

    /// Moves, one step at a time, until it is as it is to be.
    private func settle() async {
        while move != nil || (isToBeOpen != isOpen && failure == nil) {
            let move = move ?? Task { await step() }
            self.move = move
            await move.value
        }
    }

    private func step() async {
        if let listener {
            await listener.close()
            self.listener = nil
        } else {
            do throws(SandboxError) {
                listener = try await SandboxListener.open(port: port, answering: answering) { [weak self] time in
                    Task { await self?.close(for: time) }
                }
            } catch {
                await waitOrFail(with: error)
            }
        }
        move = nil
    }

    /// Tries for a second: a program that is being started has a copy of the listener before, until it is that program.
    private func waitOrFail(with error: SandboxError) async {
        failures += 1
        guard failures < 100 else { return failure = error }
        try? await Task.sleep(for: .milliseconds(10))
    }
}
