import Foundation
import Synchronization

/// Leads standard error elsewhere for as long as the terminal is taken.
///
/// What a library prints, or the runtime in a crash, must neither spoil the screen nor be lost. With the terminal
/// standard error is given back, so that complaints after it are seen.
package final class ErrorOutput: Sendable {
    private struct State {
        /// Where standard error is to go while the terminal is taken; -1 for nowhere.
        var target: Int32 = -1

        /// Where it went before; -1 unless it is led elsewhere.
        var found: Int32 = -1
    }

    private let state = Mutex(State())

    package init() {}

    deinit {
        release()
        state.withLock { state in
            if state.target >= 0 { close(state.target) }
        }
    }

    /// Says where standard error is to go; while the terminal is taken it goes there at once.
    ///
    /// - Parameter descriptor: A file that is open for writing; it is copied, and remains the caller's. Until there is
    ///   one, what is written is dropped.
    package func lead(to descriptor: Int32) {
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
        guard copy >= 0 else { return }
        state.withLock { state in
            if state.target >= 0 { close(state.target) }
            state.target = copy
            if state.found >= 0 { dup2(copy, STDERR_FILENO) }
        }
    }

    /// Leads standard error away, since the terminal is taken now.
    func divert() {
        state.withLock { state in
            guard state.found < 0 else { return }
            if state.target < 0 { state.target = open("/dev/null", O_WRONLY | O_CLOEXEC) }
            guard state.target >= 0 else { return }
            state.found = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
            if state.found >= 0 { dup2(state.target, STDERR_FILENO) }
        }
    }

    /// Leads standard error back to where it went.
    func release() {
        state.withLock { state in
            guard state.found >= 0 else { return }
            dup2(state.found, STDERR_FILENO)
            close(state.found)
            state.found = -1
        }
    }
}
