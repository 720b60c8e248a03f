import NIOCore

/// A moment that is put off often and seldom comes.
///
/// The event loop is asked for one timer at a time, which looks when it fires whether the moment has been put off: a
/// timer that is cancelled and made anew with every request costs the loop a search each time. It belongs to its loop.
final class Deadline {
    private let eventLoop: any EventLoop
    private var due: NIODeadline?
    private var timer: (task: Scheduled<Void>, due: NIODeadline)?
    private let action: () -> Void

    /// Makes a deadline that is not set.
    ///
    /// - Parameters:
    ///   - eventLoop: The loop it belongs to.
    ///   - action: What is done when it comes; it must not hold the deadline.
    init(on eventLoop: any EventLoop, action: @escaping () -> Void) {
        self.eventLoop = eventLoop
        self.action = action
    }

    /// Sets it, or sets it anew.
    func set(after time: Duration) {
        let due = eventLoop.now + TimeAmount(time)
        self.due = due
        // One that looks earlier puts itself off; one that looks later would be too late.
        if let timer, timer.due > due { timer.task.cancel() } else if timer != nil { return }
        schedule()
    }

    /// Takes it back.
    func clear() { due = nil }

    /// Takes it back for good; nothing of it stays behind on the loop.
    func end() {
        due = nil
        timer?.task.cancel()
        timer = nil
    }

    private func schedule() {
        guard let due else { return }
        timer = (eventLoop.assumeIsolated().scheduleTask(deadline: due) { [weak self] in self?.fire() }, due)
    }

    private func fire() {
        timer = nil
        guard let due else { return }
        guard eventLoop.now >= due else { return schedule() }
        self.due = nil
        action()
    }
}
