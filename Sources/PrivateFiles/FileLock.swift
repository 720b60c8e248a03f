import Dispatch
import Foundation
import Synchronization

/// A file's lock, held until it is given back or the process ends.
package final class FileLock: Sendable {
    /// The descriptor; -1 once it is closed.
    private let number: Atomic<Int32>

    fileprivate init(_ number: Int32) { self.number = Atomic(number) }

    deinit { giveBack() }

    /// Lets the next one have it.
    package func giveBack() {
        let held = number.exchange(-1, ordering: .acquiringAndReleasing)
        if held >= 0 { close(held) }
    }
}

extension PrivateFolder {
    /// Waits for the lock of a file that is there for its lock alone, and blocks nobody meanwhile.
    ///
    /// It may be held for as long as a call to a service takes, so that the wait has an end of its own: who holds it may
    /// have been stopped by Ctrl-Z.
    ///
    /// - Parameters:
    ///   - name: The file's name; it is made where there is none, and is never to be removed.
    ///   - patience: How long to wait.
    /// - Returns: The lock; nil where it was not to be had in time.
    /// - Throws: `PrivateFileError` where the folder or the file is not private, or cannot be made.
    package func lock(_ name: String, patience: Duration) async throws(PrivateFileError) -> FileLock? {
        let outcome = await withCheckedContinuation { caller in
            let race = LockRace(caller)
            DispatchQueue.global().asyncAfter(deadline: .now() + patience / .seconds(1)) { @Sendable in
                race.finish(.success(nil))
            }
            // A thread of its own, since the wait may outlive everybody's patience.
            Thread.detachNewThread { @Sendable in race.finish(waitForLock(name)) }
        }
        return try outcome.get()
    }

    private func waitForLock(_ name: String) -> Result<FileLock?, PrivateFileError> {
        do throws(PrivateFileError) {
            let folder = try openOrMake()
            guard let file = try file(name, in: folder, O_RDWR | O_CREAT) else { return .success(nil) }
            let copy = fcntl(file.number, F_DUPFD_CLOEXEC, 3)
            guard copy >= 0 else { throw PrivateFileError(errno, doing: "locked", path(of: name)) }
            let lock = FileLock(copy)
            while flock(copy, LOCK_EX) != 0 {
                guard errno == EINTR else { throw PrivateFileError(errno, doing: "locked", path(of: name)) }
            }
            return .success(lock)
        } catch {
            return .failure(error)
        }
    }
}

/// Who comes first: the lock or the end of the wait.
///
/// A lock that comes second is given back as it is let go.
private final class LockRace: Sendable {
    typealias Outcome = Result<FileLock?, PrivateFileError>

    private let caller: Mutex<CheckedContinuation<Outcome, Never>?>

    init(_ caller: CheckedContinuation<Outcome, Never>) { self.caller = Mutex(caller) }

    func finish(_ outcome: Outcome) {
        let caller = caller.withLock { caller in
            defer { caller = nil }
            return caller
        }
        caller?.resume(returning: outcome)
    }
}
