package import Dispatch

extension DispatchQueue {
    /// Waits until all that a serial queue was given is done, but no longer than a moment: the program is about to end.
    package func finish(within moment: Duration) {
        let done = DispatchSemaphore(value: 0)
        async { @Sendable in done.signal() }
        _ = done.wait(timeout: .now() + moment / .seconds(1))
    }
}
