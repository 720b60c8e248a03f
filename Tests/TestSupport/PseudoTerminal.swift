import Foundation
import Synchronization

/// A terminal of the kernel's, with the test at the other end.
///
/// One thread reads and writes for it: what a program writes is kept as it comes, byte by byte, to the very end, and what
/// the program does not read yet waits without blocking the test. Programs find the terminal by its ``path``.
package final class PseudoTerminal: Sendable {
    /// What has come from the terminal, and what is still to go there.
    struct Traffic: Sendable {
        /// What was written, from ``dropped`` on.
        var bytes: [UInt8] = []
        /// How many bytes are no longer in ``bytes``.
        var dropped = 0
        var modes = TerminalModes()
        var outgoing: [UInt8] = []
        var isPaused = false
        /// Nobody has the terminal open any more, or it was hung up.
        var hasEnded = false
    }

    /// The name of the terminal in the file system.
    package let path: String
    let traffic = Watched(Traffic())
    let controller: Int32
    /// Keeps the settings and the end of the stream for as long as the test wants to see them; -1 when closed.
    private let held: Mutex<Int32>
    private let alarm: Alarm

    /// Opens a terminal.
    ///
    /// - Parameters:
    ///   - columns: Its width in cells.
    ///   - rows: Its height in cells.
    ///   - keeping: How many bytes of what is written are kept at least; older ones are dropped.
    /// - Throws: ``SystemFailure`` where the system has no terminal left.
    package init(columns: Int = 120, rows: Int = 40, keeping: Int = 8_000_000) throws {
        // What posix_openpt and its companions do, which Glibc shows to Swift no more than their requests' names: TIOCSPTLCK
        // unlocks the terminal, and TIOCGPTN tells its number (ioctl_tty(2)).
        let controller = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
        var (isLocked, number): (Int32, UInt32) = (0, 0)
        guard controller >= 0, ioctl(controller, 0x4004_5431, &isLocked) == 0,
            ioctl(controller, 0x8004_5430, &number) == 0
        else { throw SystemFailure(call: "open /dev/ptmx") }
        path = "/dev/pts/\(number)"
        let descriptor = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemFailure(call: "open \(path)") }
        alarm = try Alarm()
        self.controller = controller
        held = Mutex(descriptor)
        resize(columns: columns, rows: rows)
        let loop = PseudoTerminalLoop(controller: controller, alarm: alarm, traffic: traffic, keeping: keeping)
        Thread.detachNewThread { loop.run() }
    }

    deinit {
        hangUp()
        close()
    }
}

extension PseudoTerminal {
    /// Gives the terminal another size; the kernel tells the program in its foreground by SIGWINCH.
    package func resize(columns: Int, rows: Int) {
        var size = winsize(
            ws_row: UInt16(clamping: rows), ws_col: UInt16(clamping: columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(controller, UInt(TIOCSWINSZ), &size)
    }

    /// Presses keys: sends their bytes, in order after those sent before, as soon as the terminal takes them.
    package func press(_ bytes: some Collection<UInt8> & Sendable) {
        traffic.update { $0.outgoing += bytes }
        alarm.ring()
    }

    /// Types a text.
    package func type(_ text: String) { press(Array(text.utf8)) }

    /// Waits until the terminal has taken everything that was pressed and typed; the program may still have to read it.
    ///
    /// - Parameter seconds: How long that may take.
    /// - Throws: ``SystemFailure`` where it takes longer.
    package func flush(seconds: Double = 60) async throws {
        let isEmpty = await traffic.wait(seconds: seconds) { $0.outgoing.isEmpty || $0.hasEnded ? true : nil }
        if isEmpty == nil { throw SystemFailure("the terminal takes no more keys") }
    }

    /// As ``flush(seconds:)``, until the program has read everything too.
    package func flushToProgram(seconds: Double = 60) async throws {
        try await flush(seconds: seconds)
        let deadline = ContinuousClock.now + .seconds(seconds)
        while unread > 0 {
            guard ContinuousClock.now < deadline else { throw SystemFailure("the program does not read its keys") }
            // The kernel tells nobody that a program has read; a change of what it writes comes first, most often.
            let count = count
            _ = await traffic.wait(seconds: 0.002) { $0.dropped + $0.bytes.count != count ? true : nil }
        }
    }

    /// How many bytes the program has still to read.
    private var unread: Int {
        held.withLock { descriptor in
            var count: Int32 = 0
            return ioctl(descriptor, UInt(FIONREAD), &count) == 0 ? Int(count) : 0
        }
    }

    /// Reads nothing any more, as a terminal that is stopped or behind a dead connection.
    package func pause() {
        traffic.update { $0.isPaused = true }
        alarm.ring()
    }

    /// Whether nothing more can be written to it, as nobody reads.
    package var isFull: Bool {
        held.withLock { descriptor in
            var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            return descriptor >= 0 && poll(&state, 1, 0) == 0
        }
    }

    /// Reads no more, and has the program write until the terminal is full.
    ///
    /// - Parameter key: What makes the program write much.
    /// - Throws: ``SystemFailure`` where it does not write enough.
    package func stall(by key: String) async throws {
        pause()
        let deadline = ContinuousClock.now + .seconds(60)
        while !isFull {
            guard ContinuousClock.now < deadline else { throw SystemFailure("the terminal does not get full") }
            type(key)
            try await flush()
        }
    }

    /// Reads again.
    package func resume() {
        traffic.update { $0.isPaused = false }
        alarm.ring()
    }

    /// Closes the window under the program.
    package func hangUp() {
        traffic.update { $0.hasEnded = true }
        alarm.ring()
    }

    /// Lets go of the terminal, so that the stream ends when the last program has closed it.
    package func close() {
        held.withLock { descriptor in
            if descriptor >= 0 { Glibc.close(descriptor) }
            descriptor = -1
        }
    }

    /// The terminal's settings; nil once it is closed.
    package var settings: TerminalSettings? {
        held.withLock { $0 >= 0 ? TerminalSettings(of: $0) : nil }
    }
}

extension PseudoTerminal {
    /// The bytes written since ``forget()``, as far as they are kept.
    package var bytes: [UInt8] { traffic.value.bytes }

    /// How many bytes were written since the beginning.
    package var count: Int { traffic.look { $0.dropped + $0.bytes.count } }

    /// Which modes of the terminal are not as a program finds them.
    package var modes: TerminalModes { traffic.look { $0.modes } }

    /// Forgets the bytes written so far; the modes stay known.
    package func forget() {
        traffic.update {
            $0.dropped += $0.bytes.count
            $0.bytes = []
        }
    }

    /// Waits until what was written since ``forget()`` is as it should be.
    ///
    /// - Parameters:
    ///   - expectation: What is waited for, in words for the failure.
    ///   - seconds: How long it may take.
    ///   - isMet: Whether the bytes are as they should be.
    /// - Throws: ``SystemFailure`` with what was written instead.
    package func wait(
        until expectation: String, seconds: Double = 60, _ isMet: @Sendable ([UInt8]) -> Bool
    ) async throws {
        let outcome = await traffic.wait(seconds: seconds) { traffic -> Bool? in
            if isMet(traffic.bytes) { return true }
            return traffic.hasEnded ? false : nil
        }
        guard outcome != true else { return }
        let end = String(decoding: bytes.suffix(4000), as: UTF8.self).unicodeScalars
            .map { $0.isASCII && $0.value >= 0x20 ? String($0) : "\\u{\(String($0.value, radix: 16))}" }.joined()
        throw SystemFailure("waited in vain until \(expectation); the terminal was written: …\(end)")
    }

    /// Waits until a text has been written since ``forget()``, however it was coloured.
    package func wait(for text: String, seconds: Double = 60) async throws {
        try await wait(until: "“\(text)” was written", seconds: seconds) { TerminalOutput($0).text.contains(text) }
    }

    /// Waits until the terminal's modes are as they should be.
    ///
    /// - Parameters:
    ///   - expectation: What is waited for, in words for the failure.
    ///   - seconds: How long it may take.
    ///   - isMet: Whether the modes are as they should be.
    /// - Throws: ``SystemFailure`` with what is changed instead.
    package func waitForModes(
        until expectation: String, seconds: Double = 60, _ isMet: @Sendable (TerminalModes) -> Bool
    ) async throws {
        guard await traffic.wait(seconds: seconds, { isMet($0.modes) ? true : nil }) == nil else { return }
        throw SystemFailure("waited in vain until \(expectation); changed are \(modes.changed.sorted())")
    }

    /// Waits until everything written has been read: until the stream ends, which it does after ``close()`` with the
    /// last program on it.
    ///
    /// - Parameter seconds: How long that may take.
    /// - Throws: ``SystemFailure`` where somebody still has the terminal open then.
    package func waitForEnd(seconds: Double = 60) async throws {
        guard await traffic.wait(seconds: seconds, { $0.hasEnded ? true : nil }) == nil else { return }
        throw SystemFailure("somebody still has the terminal open")
    }
}
