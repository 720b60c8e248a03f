import Dispatch
import Foundation
package import Meetings
package import PrivateFiles
import Synchronization

/// The account of what was done: lines of JSON in a private file, which several consoles append to.
///
/// Everything that touches the disk happens on a queue of its own, in the order in which it was asked for.
package final class Journal: Sendable {
    private struct State {
        /// Lines that could not be written yet, the oldest first.
        var waiting: [Data] = []
        var lost = 0
    }

    private let file: LineFile
    private let queue = DispatchQueue(label: "gavel.journal", qos: .utility)
    private let state = Mutex(State())

    /// The most lines that wait for the disk to have room.
    package static let mostWaiting = 1000

    /// Describes a journal; nothing is opened yet.
    ///
    /// - Parameters:
    ///   - folder: The folder it lies in.
    ///   - limit: How many bytes the file may have before it is put away.
    ///   - kept: How many of those put away are kept.
    package init(folder: PrivateFolder, limit: Int = 4 << 20, kept: Int = 3) {
        var folder = folder
        // Who cannot write now writes with the next entry; nobody is to wait for a stopped console.
        folder.patience = min(folder.patience, .seconds(2))
        file = LineFile(folder: folder, name: "journal.jsonl", limit: limit, kept: kept, isDurable: true)
    }

    /// Where it lies.
    package var path: SafeText { SafeText(file.path) }

    /// Where lines are put aside that were not finished.
    package var tornPath: SafeText { SafeText(file.folder.path(of: file.tornName)) }

    /// Writes an entry down, with those that could not be before.
    ///
    /// - Parameters:
    ///   - entry: What was done.
    ///   - report: Called on another thread when it is written, or could not be.
    package func write(_ entry: JournalEntry, report: @escaping @Sendable (JournalReport) -> Void) {
        let line = entry.line
        queue.async { report(self.write([line])) }
    }

    /// Tries a last time to write what waits.
    ///
    /// - Returns: What came of it; it is no news where nothing waited.
    package func finish() async -> JournalReport { await onQueue { self.write([]) } }

    /// Reads the journal, and puts a torn line aside.
    ///
    /// - Parameter profile: The profile whose entries are wanted.
    /// - Returns: The entries, or why there are none.
    package func contents(of profile: SafeText) async -> Result<JournalContents, PrivateFileError> {
        await onQueue { self.read(profile) }
    }

    /// Reads all lines as they are, on the calling thread.
    ///
    /// - Returns: The lines, the oldest first.
    /// - Throws: `PrivateFileError` where they cannot be read.
    package func lines() throws(PrivateFileError) -> LineFile.Contents { try file.read() }
}

extension Journal {
    private func onQueue<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in queue.async { continuation.resume(returning: work()) } }
    }

    private func write(_ lines: [Data]) -> JournalReport {
        state.withLock { state in
            var report = JournalReport()
            let before = state.waiting.count
            state.waiting += lines
            guard !state.waiting.isEmpty else { return report }
            do throws(PrivateFileError) {
                report.torn = try file.append(state.waiting)?.count
                report.caughtUp = before
                report.lost = state.lost
                state = State()
            } catch {
                let excess = max(0, state.waiting.count - Journal.mostWaiting)
                state.waiting.removeFirst(excess)
                state.lost += excess
                report.failure = error
                report.waiting = state.waiting.count
                report.lost = state.lost
            }
            return report
        }
    }

    private func read(_ profile: SafeText) -> Result<JournalContents, PrivateFileError> {
        do throws(PrivateFileError) {
            let read = try file.read()
            var contents = JournalContents(lines: read.lines, profile: profile)
            // Of several consoles only the one that puts it aside tells of it.
            if read.torn != nil { contents.torn = try? file.append([])?.count }
            return .success(contents)
        } catch {
            return .failure(error)
        }
    }
}
