import CCurl
import Synchronization

/// What a call ends with.
typealias TransferOutcome = Result<TransportResponse, TransportError>

/// One call on its way through the transport; its identity is what a cancellation names.
final class TransferCall: Sendable {
    let request: PreparedRequest

    /// Set before the cancellation is posted, for a cancellation that overtakes the start.
    let isCancelled = Atomic(false)

    init(request: PreparedRequest) {
        self.request = request
    }
}

/// What tasks ask of the transport's thread.
enum TransferCommand: Sendable {
    case start(TransferCall, CheckedContinuation<TransferOutcome, Never>)
    case cancel(TransferCall)
}

/// The one place where tasks and the transport's thread meet.
final class TransferMailbox: Sendable {
    private struct State {
        var commands: [TransferCommand] = []
        var isClosed = false

        /// The multi handle the thread sleeps in, set only while it does and nobody has woken it yet.
        var sleeper: UnsafeMutableRawPointer?

        /// Wakes the thread, once: `curl_multi_wakeup` may be called from any thread.
        mutating func wake() {
            guard let sleeper else { return }
            curl_multi_wakeup(sleeper)
            self.sleeper = nil
        }
    }

    private let state = Mutex(State())

    /// Hands a command to the thread; once closed, a start fails as cancelled.
    func post(_ command: TransferCommand) {
        let isClosed = state.withLock { state in
            guard !state.isClosed else { return true }
            state.commands.append(command)
            state.wake()
            return false
        }
        if isClosed, case .start(_, let continuation) = command {
            continuation.resume(returning: .failure(.cancelled(beforeSending: true)))
        }
    }

    /// Tells the thread to cancel everything and to end.
    func close() {
        state.withLock { state in
            state.isClosed = true
            state.wake()
        }
    }

    /// Empties the mailbox into `commands`, on the thread.
    ///
    /// - Parameter commands: An empty array, whose storage takes the next commands.
    /// - Returns: Whether the thread may go on; false once closed.
    func collect(into commands: inout [TransferCommand]) -> Bool {
        state.withLock { state in
            state.sleeper = nil
            swap(&state.commands, &commands)
            return !state.isClosed
        }
    }

    /// Announces that the thread is about to sleep in `multi`.
    ///
    /// - Parameter multi: The handle whose `curl_multi_poll` comes next.
    /// - Returns: False where there is something to do first.
    func prepareToSleep(in multi: UnsafeMutableRawPointer) -> Bool {
        let address = UInt(bitPattern: multi)
        return state.withLock { state in
            guard state.commands.isEmpty, !state.isClosed else { return false }
            state.sleeper = UnsafeMutableRawPointer(bitPattern: address)
            return true
        }
    }
}
