import Dispatch
import Foundation
import Synchronization

/// Tells of signals on the main actor, in the place of what they would have done.
///
/// A signal that the program was started to ignore, as under `nohup`, stays ignored. Programs that are started meanwhile
/// find all of them as they were.
@MainActor
package final class SignalWatch {
    private var earlier: [(number: Int32, handler: SignalHandler?)] = []
    private var source: (any DispatchSourceRead)?
    private let ends: (reading: Int32, writing: Int32)

    /// Begins to watch; one watch at a time.
    ///
    /// - Parameters:
    ///   - signals: The numbers of the signals.
    ///   - onSignal: Is told the number of each that comes.
    package init(_ signals: [Int32], onSignal: @escaping @MainActor (Int32) -> Void) {
        var ends: [Int32] = [-1, -1]
        _ = pipe(&ends)
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        self.ends = (ends[0], ends[1])
        signalPipe.store(ends[1], ordering: .sequentiallyConsistent)
        let reading = ends[0]
        let source = DispatchSource.makeReadSource(fileDescriptor: reading, queue: .main)
        source.setEventHandler {
            MainActor.assumeIsolated {
                var number: UInt8 = 0
                while read(reading, &number, 1) == 1 { onSignal(Int32(number)) }
            }
        }
        source.activate()
        self.source = source
        for number in signals {
            let before = signal(number, noteSignal)
            if isIgnoring(before) { signal(number, before) } else { earlier.append((number, before)) }
        }
    }

    /// Leaves the signals to what they did before.
    package func end() {
        guard let source else { return }
        for (number, handler) in earlier { signal(number, handler) }
        earlier = []
        signalPipe.store(-1, ordering: .sequentiallyConsistent)
        // The writing end stays for the life of the process: a handler on another thread may be about to write to it.
        let reading = ends.reading
        source.setCancelHandler { @Sendable in close(reading) }
        source.cancel()
        self.source = nil
    }
}

/// Where the handler writes the numbers of signals; -1 for nowhere.
private let signalPipe = Atomic<Int32>(-1)

/// Does what may be done in a handler, whatever it has interrupted: writes one byte.
private func noteSignal(_ number: Int32) {
    let before = errno
    var byte = UInt8(truncatingIfNeeded: number)
    let end = signalPipe.load(ordering: .sequentiallyConsistent)
    if end >= 0 { _ = write(end, &byte, 1) }
    errno = before
}
