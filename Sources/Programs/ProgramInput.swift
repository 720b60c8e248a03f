import Dispatch
import Foundation
import Synchronization

/// What a program reads from its standard input: written as fast as it is read, without ever waiting for it.
///
/// It is a socket and not a pipe, so that a program that goes away without reading ends the writing and nothing else: a
/// pipe would raise SIGPIPE.
final class ProgramInput: Sendable {
    private struct State {
        var rest: Data
        var source: (any DispatchSourceWrite)?
    }

    /// The program's end.
    let end: FileHandle
    private let socket: Int32
    private let state: Mutex<State>

    #if os(Linux)
        private static let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        private static let flags = Int32(MSG_NOSIGNAL)
    #else
        private static let kind = SOCK_STREAM
        private static let flags: Int32 = 0
    #endif

    /// Makes the two ends, unless the system has no socket to spare.
    ///
    /// - Parameter data: All of it; then the program finds the end of its input.
    init?(_ data: Data) {
        var descriptors: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, ProgramInput.kind, 0, &descriptors) == 0 else { return nil }
        socket = descriptors[0]
        end = FileHandle(fileDescriptor: descriptors[1], closeOnDealloc: true)
        state = Mutex(State(rest: data))
        #if !os(Linux)
            var isOn: Int32 = 1
            setsockopt(socket, SOL_SOCKET, SO_NOSIGPIPE, &isOn, socklen_t(MemoryLayout<Int32>.size))
            for descriptor in descriptors { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        #endif
        _ = fcntl(socket, F_SETFL, O_NONBLOCK)
    }

    deinit {
        // Where it was never begun, nothing else closes it.
        if state.withLock({ $0.source }) == nil { close(socket) }
    }

    /// Begins to write.
    ///
    /// - Parameter queue: Where the writing is done.
    func begin(on queue: DispatchQueue) {
        state.withLock { state in
            let source = DispatchSource.makeWriteSource(fileDescriptor: socket, queue: queue)
            source.setEventHandler { @Sendable [weak self] in self?.write() }
            source.setCancelHandler { @Sendable [socket] in close(socket) }
            source.activate()
            state.source = source
        }
    }

    /// Ends the writing, however much is left.
    func cancel() { state.withLock { $0.source?.cancel() } }

    /// Writes what there is room for.
    private func write() {
        state.withLock { state in
            while !state.rest.isEmpty {
                let count = state.rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, ProgramInput.flags) }
                if count > 0 {
                    state.rest = state.rest.dropFirst(count)
                } else if count < 0, errno == EINTR {
                    continue
                } else if count < 0, errno == EAGAIN || errno == EWOULDBLOCK {
                    return
                } else {
                    break
                }
            }
            state.source?.cancel()
        }
    }
}
