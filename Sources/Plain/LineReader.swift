import Dispatch
import Foundation
import Synchronization

/// Reads lines of a descriptor, be it a terminal, a pipe or a file, each when it is asked for.
///
/// A thread of its own waits for them: Dispatch would tell nothing of a file, and everything of one that has ended.
/// Whatever is not asked for stays where it is, so that something else may read a password in between.
final class LineReader: Sendable {
    /// What came of a request.
    enum Reading: Hashable, Sendable {
        case line(String)

        /// The line is longer than anybody types; it was left out.
        case tooLong
        case end
    }

    /// The longest line that is taken, in bytes.
    static let longest = 64 * 1024

    private let demand: DispatchSemaphore
    private let isOver: Flag

    private final class Flag: Sendable {
        let value = Atomic(false)
    }

    /// Begins to wait for requests.
    ///
    /// - Parameters:
    ///   - descriptor: What to read.
    ///   - deliver: Is told of every line that was asked for, on the reader's thread.
    init(descriptor: Int32, deliver: @escaping @Sendable (Reading) -> Void) {
        let demand = DispatchSemaphore(value: 0)
        let isOver = Flag()
        self.demand = demand
        self.isOver = isOver
        Thread.detachNewThread {
            var buffer = LineBuffer(descriptor: descriptor)
            while true {
                demand.wait()
                guard !isOver.value.load(ordering: .relaxed) else { return }
                deliver(buffer.next())
            }
        }
    }

    deinit {
        isOver.value.store(true, ordering: .relaxed)
        demand.signal()
    }

    /// Asks for the next line.
    func request() { demand.signal() }
}

/// What was read and not yet asked for.
struct LineBuffer {
    let descriptor: Int32
    private var bytes: [UInt8] = []
    private var hasEnded = false

    init(descriptor: Int32) { self.descriptor = descriptor }

    /// Waits for the next line, which need not end with a line break where it is the last.
    mutating func next() -> LineReader.Reading {
        var isTooLong = false
        var searched = 0
        while true {
            if let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = bytes[..<end]
                bytes.removeFirst(end + 1)
                return isTooLong ? .tooLong : .line(LineBuffer.text(line))
            }
            if bytes.count > LineReader.longest {
                isTooLong = true
                bytes = []
            }
            searched = bytes.count
            if hasEnded { return last(isTooLong: isTooLong) }
            read()
        }
    }

    private mutating func last(isTooLong: Bool) -> LineReader.Reading {
        defer { bytes = [] }
        if isTooLong { return .tooLong }
        return bytes.isEmpty ? .end : .line(LineBuffer.text(bytes[...]))
    }

    private mutating func read() {
        var chunk = [UInt8](repeating: 0, count: 4096)
        let count = Foundation.read(descriptor, &chunk, chunk.count)
        if count < 0, errno == EINTR { return }
        // A terminal that is gone has no more to say, as little as a file at its end.
        guard count > 0 else {
            hasEnded = true
            return
        }
        bytes += chunk[..<count]
    }

    private static func text(_ line: ArraySlice<UInt8>) -> String {
        String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
    }
}
