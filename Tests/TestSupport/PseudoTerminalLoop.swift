import Foundation

/// What the thread of a ``PseudoTerminal`` does, until the stream ends or the terminal is hung up.
struct PseudoTerminalLoop: Sendable {
    let controller: Int32
    let alarm: Alarm
    let traffic: Watched<PseudoTerminal.Traffic>
    let keeping: Int

    func run() {
        while let events = awaitEvents() {
            if events & Int16(POLLOUT) != 0 { sendSome() }
            if events & Int16(POLLIN | POLLHUP | POLLERR) != 0, !receiveSome() { break }
        }
        close(controller)
        traffic.update { $0.hasEnded = true }
    }

    /// Waits for what can be done with the terminal; nil where it was hung up.
    private func awaitEvents() -> Int16? {
        let (isOver, isPaused, hasMore) = traffic.look { ($0.hasEnded, $0.isPaused, !$0.outgoing.isEmpty) }
        guard !isOver else { return nil }
        let events = (isPaused ? 0 : POLLIN) | (hasMore ? POLLOUT : 0)
        // A hang-up is told even to those who ask for nothing, again and again.
        var descriptors = [
            pollfd(fd: alarm.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: events == 0 ? -1 : controller, events: Int16(events), revents: 0),
        ]
        guard poll(&descriptors, 2, -1) > 0 else { return 0 }
        if descriptors[0].revents != 0 { alarm.silence() }
        return descriptors[1].revents
    }

    private func sendSome() {
        let bytes = traffic.look { Array($0.outgoing.prefix(4096)) }
        let count = write(controller, bytes, bytes.count)
        if count > 0 { traffic.update { $0.outgoing.removeFirst(count) } }
    }

    /// Takes what was written; false at the end of the stream.
    private func receiveSome() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = read(controller, &buffer, buffer.count)
        guard count > 0 else { return count < 0 && (errno == EAGAIN || errno == EINTR) }
        let chunk = buffer[..<count]
        traffic.update {
            $0.bytes += chunk
            $0.modes.follow(chunk)
            let excess = $0.bytes.count - keeping
            guard excess > keeping else { return }
            $0.bytes.removeFirst(excess)
            $0.dropped += excess
        }
        return true
    }
}

/// Wakes a thread that waits in `poll`.
final class Alarm: Sendable {
    /// Readable once it was rung.
    let descriptor: Int32
    private let bell: Int32

    init() throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw SystemFailure(call: "pipe") }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (descriptor, bell) = (ends[0], ends[1])
    }

    deinit {
        close(descriptor)
        close(bell)
    }

    func ring() { _ = write(bell, [1], 1) }

    func silence() {
        var bytes = [UInt8](repeating: 0, count: 64)
        _ = read(descriptor, &bytes, bytes.count)
    }
}
