import Foundation
import Synchronization

/// Where scrypt is computed: a few at once, a few more that wait, and no more than that.
///
/// It takes a good part of a tenth of a second each time, and has threads of its own: on Linux, tasks and all queues of
/// one quality share as many threads as there are processors, and two computations would keep everybody else waiting.
final class ScryptDesk: Sendable {
    private typealias Job = @Sendable () -> Void

    private struct Load {
        var running = 0
        var waiting: [Job] = []
    }

    private enum Admission {
        case now, later, never
    }

    private let load = Mutex(Load())
    private let most: Int
    private let mostWaiting: Int

    /// Makes a desk with nothing to do.
    ///
    /// - Parameters:
    ///   - most: How many computations run at once.
    ///   - mostWaiting: How many wait for their turn.
    init(most: Int = 2, mostWaiting: Int = 32) {
        self.most = most
        self.mostWaiting = mostWaiting
    }

    /// Computes something, as soon as it is its turn.
    ///
    /// - Parameter work: The computation, which may block.
    /// - Returns: What came of it; nil where too many are waiting.
    func compute<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value? {
        await withCheckedContinuation { caller in
            let job: Job = { caller.resume(returning: work()) }
            switch admit(job) {
            case .now: begin(job)
            case .later: break
            case .never: caller.resume(returning: nil)
            }
        }
    }

    private func admit(_ job: @escaping Job) -> Admission {
        load.withLock { load in
            if load.running < most {
                load.running += 1
                return .now
            }
            guard load.waiting.count < mostWaiting else { return .never }
            load.waiting.append(job)
            return .later
        }
    }

    private func begin(_ job: @escaping Job) {
        Thread.detachNewThread { @Sendable in self.run(job) }
    }

    /// Does one job after the other, until none is waiting.
    private func run(_ first: @escaping Job) {
        var job: Job? = first
        while let present = job {
            present()
            job = load.withLock { load in
                if load.waiting.isEmpty {
                    load.running -= 1
                    return nil
                }
                return load.waiting.removeFirst()
            }
        }
    }
}
