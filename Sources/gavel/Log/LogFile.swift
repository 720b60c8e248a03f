import Dispatch
import Foundation
import Logging
import PrivateFiles
import Synchronization
import Terminal

/// The log: `gavel.log` in the state folder, which only its owner can read.
///
/// Lines are written by a queue of its own, so that a slow disk holds nobody up. Where it cannot be written, that is
/// told once, and the program goes on without.
final class LogFile: LogDestination {
    private struct State {
        var level = LogLevel.usual.level

        /// Lines that wait for the disk.
        var waiting = 0

        /// Lines that were lost since the last one that was written.
        var lost = 0

        /// What the console is to be told, and who tells it.
        var trouble: PrivateFileError?
        var listener: (@Sendable (PrivateFileError) -> Void)?
    }

    /// Leads standard error to the file while the terminal is taken.
    let errorOutput = ErrorOutput()

    private let file: LineFile
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "gavel.log", qos: .utility)

    /// What standard error is led to; touched on the queue only.
    private let descriptor = Mutex<Int32>(-1)

    /// The most lines that may wait: a disk that hangs must not fill the memory.
    private static let mostWaiting = 1000

    /// Describes the log; nothing is opened yet.
    ///
    /// - Parameters:
    ///   - folder: The state folder.
    ///   - limit: The size at which the file is put away, in bytes.
    init(folder: PrivateFolder, limit: Int = 1 << 20) {
        file = LineFile(folder: folder, name: "gavel.log", limit: limit, kept: 3)
    }

    deinit { descriptor.withLock { if $0 >= 0 { close($0) } } }

    /// The least that is written.
    var level: Logger.Level {
        get { state.withLock { $0.level } }
        set { state.withLock { $0.level = newValue } }
    }

    /// Opens the file, and says where standard error is to go.
    func open() async {
        await withCheckedContinuation { caller in
            queue.async { @Sendable in
                self.leadErrorOutput()
                caller.resume()
            }
        }
    }

    /// Has a line written soon.
    func write(_ line: String) {
        let hasRoom = state.withLock { state in
            guard state.waiting < LogFile.mostWaiting else {
                state.lost += 1
                return false
            }
            state.waiting += 1
            return true
        }
        if hasRoom { queue.async { @Sendable in self.append(line) } }
    }

    /// Says who is told that the log cannot be written: at once where that is known already, and never twice.
    func onTrouble(_ listener: @escaping @Sendable (PrivateFileError) -> Void) {
        let known = state.withLock { state in
            state.listener = listener
            return state.trouble
        }
        if let known { listener(known) }
    }

    /// Waits until all is written, but no longer than a moment: the program is about to end.
    func finish(within moment: Duration = .seconds(2)) { queue.finish(within: moment) }
}

extension LogFile {
    private func append(_ line: String) {
        let lost = state.withLock { state in
            state.waiting -= 1
            return state.lost
        }
        var lines = [Data(line.utf8)]
        if lost > 0 { lines.insert(Data("… \(lost) lines were lost here".utf8), at: 0) }
        do throws(PrivateFileError) {
            try file.append(lines)
            state.withLock { $0.lost -= lost }
            leadErrorOutput()
        } catch {
            state.withLock { $0.lost += 1 }
            tell(error)
        }
    }

    /// Leads standard error to the file that has the name now: the one before may have been put away.
    private func leadErrorOutput() {
        let old = descriptor.withLock(\.self)
        guard old < 0 || !file.isNewest(old) else { return }
        do throws(PrivateFileError) {
            let new = try file.descriptor()
            errorOutput.lead(to: new)
            descriptor.withLock { $0 = new }
            if old >= 0 { close(old) }
        } catch {
            tell(error)
        }
    }

    private func tell(_ error: PrivateFileError) {
        let listener = state.withLock { state in
            guard state.trouble == nil else { return nil as (@Sendable (PrivateFileError) -> Void)? }
            state.trouble = error
            return state.listener
        }
        listener?(error)
    }
}
