package import Foundation

extension FileHandle {
    /// Reads on a thread of its own, to the end.
    ///
    /// Not by `readabilityHandler`, which is Dispatch's: that may crash where a pipe is hung up (see
    /// `Sources/CTerminal/readiness.c`).
    ///
    /// - Parameter take: Is given what has come, and at the end nil.
    package func readToEnd(_ take: @escaping @Sendable (Data?) -> Void) {
        Thread.detachNewThread {
            while case let data = self.availableData, !data.isEmpty { take(data) }
            take(nil)
        }
    }
}
