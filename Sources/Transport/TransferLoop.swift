import CCurl
import Foundation
import Synchronization

/// What the transport's thread does: it alone touches libcurl's handles.
///
/// Calls wait here, one queue an origin, for one of the connections allowed. libcurl could hold them back itself
/// (`CURLMOPT_MAX_HOST_CONNECTIONS`), but would take the time they wait for time the server let pass.
final class TransferLoop {
    private struct Pending {
        let call: TransferCall
        let continuation: CheckedContinuation<TransferOutcome, Never>
    }

    private struct Running {
        let call: TransferCall
        let continuation: CheckedContinuation<TransferOutcome, Never>
        let transfer: Transfer
    }

    private struct Origin {
        var running = 0
        var waiting: [Pending] = []
    }

    private let configuration: TransportConfiguration
    private let mailbox: TransferMailbox
    private let multi: UnsafeMutableRawPointer?
    private let share: UnsafeMutableRawPointer?

    private var origins: [String: Origin] = [:]
    private var running: [UnsafeMutableRawPointer: Running] = [:]
    private var idle: [Transfer] = []

    /// Makes the handles; to be called on the thread that calls `run`.
    ///
    /// - Parameters:
    ///   - configuration: The limits.
    ///   - mailbox: Where commands come from.
    init(configuration: TransportConfiguration, mailbox: TransferMailbox) {
        self.configuration = configuration
        self.mailbox = mailbox
        let isReady = CurlLibrary.initialization == CURLE_OK
        multi = isReady ? curl_multi_init() : nil
        share = isReady ? curl_share_init() : nil
        if let multi {
            ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, max(8, configuration.maximumConnectionsPerHost))
        }
        if let share {
            // No lock functions: all handles of this share live on this thread.
            ccurl_share_set_long(share, CURLSHOPT_SHARE, Int(CURL_LOCK_DATA_SSL_SESSION.rawValue))
        }
    }

    deinit {
        idle.removeAll()
        curl_multi_cleanup(multi)
        curl_share_cleanup(share)
    }

    /// Works until the mailbox is closed.
    func run() {
        Self.blockSignals()
        var commands: [TransferCommand] = []
        while mailbox.collect(into: &commands) {
            for command in commands {
                carryOut(command)
            }
            commands.removeAll(keepingCapacity: true)
            guard let multi else { continue }

            var runningCount: Int32 = 0
            curl_multi_perform(multi, &runningCount)
            // What has just been started wants to be performed before the thread sleeps.
            guard !finishTransfers(), mailbox.prepareToSleep(in: multi) else { continue }
            curl_multi_poll(multi, nil, 0, Int32.max, nil)
        }
        for case .start(_, let continuation) in commands {
            continuation.resume(returning: .failure(.cancelled(beforeSending: true)))
        }
        cancelAll()
    }

    /// Leaves signals to the other threads; above all SIGPIPE, which a TLS connection closed by the server raises in the
    /// thread that writes to it, and which libcurl does not keep off with `CURLOPT_NOSIGNAL`.
    private static func blockSignals() {
        var signals = sigset_t()
        sigfillset(&signals)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    // MARK: - Commands

    private func carryOut(_ command: TransferCommand) {
        switch command {
        case .start(let call, let continuation): start(Pending(call: call, continuation: continuation))
        case .cancel(let call): cancel(call)
        }
    }

    private func start(_ pending: Pending) {
        guard !pending.call.isCancelled.load(ordering: .sequentiallyConsistent) else {
            pending.continuation.resume(returning: .failure(.cancelled(beforeSending: true)))
            return
        }
        let origin = pending.call.request.origin
        origins[origin, default: Origin()].waiting.append(pending)
        beginWaiting(at: origin)
    }

    private func cancel(_ call: TransferCall) {
        if let (handle, cancelled) = running.first(where: { $0.value.call === call }) {
            let beforeSending = !cancelled.transfer.mayHaveBeenSent
            release(handle)
            cancelled.continuation.resume(returning: .failure(.cancelled(beforeSending: beforeSending)))
        } else if let index = origins[call.request.origin]?.waiting.firstIndex(where: { $0.call === call }) {
            let cancelled = origins[call.request.origin]?.waiting.remove(at: index)
            cancelled?.continuation.resume(returning: .failure(.cancelled(beforeSending: true)))
        }
    }

    private func cancelAll() {
        for pending in origins.values.flatMap(\.waiting) {
            pending.continuation.resume(returning: .failure(.cancelled(beforeSending: true)))
        }
        origins.removeAll()
        for call in running.values.map(\.call) {
            cancel(call)
        }
    }

    // MARK: - Transfers

    /// Begins as many of the calls waiting for an origin as may run.
    private func beginWaiting(at origin: String) {
        // Taken out while it changes, so that its array is not copied.
        guard var queue = origins.removeValue(forKey: origin) else { return }
        var begun = 0
        while queue.running < configuration.maximumConnectionsPerHost, begun < queue.waiting.count {
            if begin(queue.waiting[begun]) {
                queue.running += 1
            }
            begun += 1
        }
        queue.waiting.removeFirst(begun)
        if queue.running > 0 {
            origins[origin] = queue
        }
    }

    /// Hands a call to libcurl.
    ///
    /// - Parameter pending: The call.
    /// - Returns: False where libcurl does not take it; the call has been told.
    private func begin(_ pending: Pending) -> Bool {
        guard let multi, let transfer = idle.popLast() ?? Transfer(configuration: configuration, share: share) else {
            pending.continuation.resume(returning: .failure(.other(code: 2, words: "libcurl cannot be initialized")))
            return false
        }
        transfer.prepare(pending.call.request)
        let code = curl_multi_add_handle(multi, transfer.handle)
        guard code == CURLM_OK else {
            let words = String(cString: curl_multi_strerror(code))
            pending.continuation.resume(returning: .failure(.other(code: Int(code.rawValue), words: words)))
            return false
        }
        running[transfer.handle] = Running(call: pending.call, continuation: pending.continuation, transfer: transfer)
        return true
    }

    /// Answers the calls whose transfers are done, and begins what waited for their connections.
    ///
    /// - Returns: Whether there was any.
    private func finishTransfers() -> Bool {
        var hasFinishedAny = false
        var remaining: Int32 = 0
        while let message = curl_multi_info_read(multi, &remaining) {
            guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle,
                let finished = running[handle]
            else { continue }
            hasFinishedAny = true
            let outcome = finished.transfer.outcome(
                of: ccurl_message_result(message),
                request: finished.call.request
            )
            release(handle)
            finished.continuation.resume(returning: outcome)
        }
        return hasFinishedAny
    }

    /// Takes a transfer out, aborting it if it is not done, and gives its place to the next in the queue.
    private func release(_ handle: UnsafeMutableRawPointer) {
        guard let released = running.removeValue(forKey: handle) else { return }
        curl_multi_remove_handle(multi, handle)
        released.transfer.clear()
        idle.append(released.transfer)

        let origin = released.call.request.origin
        origins[origin]?.running -= 1
        beginWaiting(at: origin)
    }
}
