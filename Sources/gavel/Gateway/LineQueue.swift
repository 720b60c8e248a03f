import Dispatch
import Foundation
import PrivateFiles
import Synchronization

/// Lines on their way to somebody who may be slow.
///
/// Nobody who writes one ever waits: a queue of its own hands them on, many at once where many have come. Where the
/// reader hangs, or there is no room left on the disk, lines are lost and counted.
final class LineQueue: Sendable {
    /// Where lines go.
    enum Place: Hashable, Sendable {
        /// A descriptor that the process began with.
        case standard(Int32)

        /// A file, which is made where there is none.
        case file(String)
    }

    private struct State {
        var waiting = Data()
        var isWriting = false

        /// Lines that were lost since the last one that was written.
        var lost = 0
    }

    private let place: Place
    private let mostBytes: Int
    private let lossNote: (@Sendable (Int) -> String)?
    private let onLoss: @Sendable (_ lines: Int, _ isFirst: Bool) -> Void
    private let state = Mutex(State())

    /// Where lines are written just now; changed on the queue alone once the place is open.
    private let descriptor = Mutex<Int32>(-1)
    private let queue = DispatchQueue(label: "gavel.gateway.lines", qos: .utility)

    /// Describes the queue; nothing is opened yet.
    ///
    /// - Parameters:
    ///   - place: Where lines go.
    ///   - mostBytes: How many bytes may wait.
    ///   - onLoss: Is told how many lines were lost, and whether lines before them were not.
    ///   - lossNote: What is written where lines were lost, once it can be; nil for nothing.
    init(
        to place: Place,
        mostBytes: Int = 1 << 20,
        onLoss: @escaping @Sendable (_ lines: Int, _ isFirst: Bool) -> Void = { _, _ in },
        lossNote: (@Sendable (Int) -> String)? = nil
    ) {
        self.place = place
        self.mostBytes = mostBytes
        self.lossNote = lossNote
        self.onLoss = onLoss
        if case .standard(let number) = place { descriptor.withLock { $0 = number } }
    }

    deinit {
        if case .file = place { descriptor.withLock { if $0 >= 0 { close($0) } } }
    }
}

extension LineQueue {
    /// Opens the file, or the one that has its name now, so that another program can put the old one away.
    ///
    /// - Throws: A `SystemError` where it cannot be opened; what was open before goes on to be written.
    func open() async throws(SystemError) {
        guard case .file(let path) = place else { return }
        // A pipe that nobody reads would keep the call waiting, but for O_NONBLOCK.
        let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY | O_NONBLOCK
        let new = Foundation.open(path, flags, 0o600 as mode_t)
        guard new >= 0 else { throw SystemError(errno) }
        _ = fcntl(new, F_SETFL, O_APPEND)
        await withCheckedContinuation { caller in
            queue.async { @Sendable [self] in
                let old = descriptor.withLock { descriptor in
                    defer { descriptor = new }
                    return descriptor
                }
                if old >= 0 { close(old) }
                caller.resume()
            }
        }
    }

    /// Has a line written soon.
    ///
    /// - Parameter line: The line with its end.
    func write(_ line: Data) {
        enum Next { case start, wait, lose(isFirst: Bool) }
        let next = state.withLock { state -> Next in
            guard state.waiting.count + line.count <= mostBytes else {
                state.lost += 1
                return .lose(isFirst: state.lost == 1)
            }
            state.waiting.append(line)
            guard !state.isWriting else { return .wait }
            state.isWriting = true
            return .start
        }
        switch next {
        case .start: queue.async { @Sendable [self] in writeWaiting() }
        case .wait: break
        case .lose(let isFirst): onLoss(1, isFirst)
        }
    }

    /// Waits until all is written, but no longer than a moment: the program is about to end.
    func finish(within moment: Duration = .seconds(2)) { queue.finish(within: moment) }

    private func writeWaiting() {
        while true {
            let (lines, lost) = state.withLock { state in
                defer { state.waiting = Data() }
                state.isWriting = !state.waiting.isEmpty
                return (state.waiting, state.lost)
            }
            guard !lines.isEmpty else { return }
            let note = lost > 0 ? lossNote.map { Data(($0(lost) + "\n").utf8) } ?? Data() : Data()
            let written = write(all: lines + note)
            guard written < lines.count + note.count else {
                state.withLock { $0.lost -= lost }
                continue
            }
            let rest = lines.dropFirst(written).count { $0 == UInt8(ascii: "\n") }
            state.withLock { $0.lost += rest }
            if rest > 0 { onLoss(rest, lost == 0) }
        }
    }

    /// Writes bytes, however long that takes.
    ///
    /// - Returns: How many of them were written, which is fewer where there is nobody to read them, or no room.
    private func write(all bytes: Data) -> Int {
        let number = descriptor.withLock(\.self)
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                buffer.baseAddress.map { Foundation.write(number, $0 + written, bytes.count - written) } ?? 0
            }
            if count > 0 {
                written += count
            } else if count < 0, errno == EAGAIN {
                // Who shares the descriptor may have said that nobody waits for it.
                var state = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
                poll(&state, 1, -1)
            } else if count < 0, errno == EINTR {
                continue
            } else {
                break
            }
        }
        return written
    }
}

/// Why the system refused something.
struct SystemError: Error, CustomStringConvertible, Hashable, Sendable {
    let number: Int32

    init(_ number: Int32) { self.number = number }

    var description: String { String(cString: strerror(number)) }
}
