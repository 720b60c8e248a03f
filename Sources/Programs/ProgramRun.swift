import Dispatch
package import Foundation
import Synchronization

/// One run of a program without a terminal: it is told its input, its output is taken up to a limit, and it is ended when
/// its time is up.
///
/// Everything happens on one serial queue; nothing blocks it. The outcome does not wait for the pipes to be closed, since
/// a daemon that the program leaves behind may hold them for ever.
package final class ProgramRun: Sendable {
    /// How the run came to its end.
    package enum End: Hashable, Sendable {
        case exit(status: Int)
        case signal(Int)
        case notStarted(reason: String)
        case timedOut
        case tooMuchOutput
        case cancelled
    }

    package struct Outcome: Sendable {
        package var end: End
        package var output: Data
        package var errorOutput: Data
    }

    private struct Stream {
        var source: (any DispatchSourceRead)?
        var descriptor: Int32 = -1
        var data = Data()
    }

    private struct State {
        let process = Process()
        var output = Stream()
        var errorOutput = Stream()
        var input: ProgramInput?
        var caller: CheckedContinuation<Outcome, Never>?
        var isOver = false
    }

    private let queue = DispatchQueue(label: "gavel.program")
    private let outputLimit: Int
    private let input: Data?
    private let state = Mutex(State())

    /// How long a program that was told to end has before it is killed.
    private static let respite = DispatchTimeInterval.seconds(1)

    /// Prepares a run; nothing is started yet.
    ///
    /// - Parameters:
    ///   - program: The program.
    ///   - arguments: What it is called with.
    ///   - environment: All the variables it finds.
    ///   - input: What it finds in its standard input; nil for nothing.
    ///   - outputLimit: The most bytes that are read of what it writes.
    package init(
        program: ProgramFile,
        arguments: [String],
        environment: [String: String],
        input: Data? = nil,
        outputLimit: Int
    ) {
        self.input = input
        self.outputLimit = outputLimit
        state.withLock { state in
            state.process.executableURL = program.url
            state.process.arguments = arguments
            state.process.environment = environment
            state.process.standardInput = FileHandle.nullDevice
        }
    }

    /// Runs the program.
    ///
    /// To be called once.
    ///
    /// - Parameter limit: How long the program may run.
    /// - Returns: How it ended and what it wrote; `cancelled` at once where the task is cancelled.
    package func finish(within limit: Duration) async -> Outcome {
        await withTaskCancellationHandler {
            await withCheckedContinuation { caller in
                queue.async { @Sendable in self.start(for: caller, limit: limit) }
            }
        } onCancel: {
            queue.async { @Sendable in self.end(.cancelled) }
        }
    }

    private func start(for caller: CheckedContinuation<Outcome, Never>, limit: Duration) {
        let failure: End? = state.withLock { state in
            state.caller = caller
            // Cancelled before it began.
            if state.isOver { return .cancelled }
            let output = Pipe()
            let errorOutput = Pipe()
            state.process.standardOutput = output.fileHandleForWriting
            state.process.standardError = errorOutput.fileHandleForWriting
            state.process.terminationHandler = { @Sendable [weak self] process in
                let status = Int(process.terminationStatus)
                let end: End = process.terminationReason == .exit ? .exit(status: status) : .signal(status)
                guard let self else { return }
                self.queue.async { @Sendable in self.end(end) }
            }
            if let input {
                guard let told = ProgramInput(input) else {
                    return .notStarted(reason: String(cString: strerror(errno)))
                }
                state.process.standardInput = told.end
                state.input = told
            }
            do {
                try state.process.start()
            } catch {
                return .notStarted(reason: error.localizedDescription)
            }
            state.input?.begin(on: queue)
            let identifier = state.process.processIdentifier
            Thread.detachNewThread { @Sendable [weak self] in
                guard let end = ProgramExit.await(of: identifier), let self else { return }
                self.queue.async { @Sendable in self.end(end) }
            }
            state.output = stream(from: output, into: \.output)
            state.errorOutput = stream(from: errorOutput, into: \.errorOutput)
            return nil
        }
        if let failure { return end(failure) }
        queue.asyncAfter(deadline: .now() + limit / .seconds(1)) { @Sendable [weak self] in self?.end(.timedOut) }
    }

    /// Ends the run, and the program where it still runs, and tells the caller.
    ///
    /// The first end counts.
    private func end(_ end: End) {
        let (caller, outcome) = state.withLock { state in
            // What a program leaves behind when it ends by itself stays, such as one that serves the clipboard.
            if !state.isOver, !end.isOfProgram, state.process.isRunning {
                // Foundation gives the program a process group of its own: its children end with it.
                kill(-state.process.processIdentifier, SIGTERM)
                queue.asyncAfter(deadline: .now() + ProgramRun.respite) { @Sendable in self.killUnlessEnded() }
            }
            state.isOver = true
            state.input?.cancel()
            state.input = nil
            for stream in [\State.output, \State.errorOutput] {
                drain(&state[keyPath: stream])
                state[keyPath: stream].source?.cancel()
                state[keyPath: stream].source = nil
            }
            defer { state.caller = nil }
            return (
                state.caller,
                Outcome(end: end, output: state.output.data, errorOutput: state.errorOutput.data)
            )
        }
        caller?.resume(returning: outcome)
    }

    private func killUnlessEnded() {
        state.withLock { state in
            if state.process.isRunning { kill(-state.process.processIdentifier, SIGKILL) }
        }
    }

    private func stream(from pipe: Pipe, into path: any WritableKeyPath<State, Stream> & Sendable) -> Stream {
        let handle = pipe.fileHandleForReading
        let descriptor = handle.fileDescriptor
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
        source.setEventHandler { @Sendable [weak self] in self?.read(path) }
        // The descriptor must outlive the source, and so must the end that is written to: a pipe that nobody can write to
        // is hung up, and Dispatch may then still look at a source that it has given free already
        // (swift-corelibs-libdispatch, event_epoll.c, _dispatch_event_merge_fd).
        source.setCancelHandler { @Sendable in
            try? handle.close()
            try? pipe.fileHandleForWriting.close()
        }
        source.activate()
        return Stream(source: source, descriptor: descriptor)
    }

    private func read(_ path: any WritableKeyPath<State, Stream> & Sendable) {
        let isTooMuch = state.withLock { state in
            drain(&state[keyPath: path])
            return state[keyPath: path].data.count > outputLimit
        }
        if isTooMuch { end(.tooMuchOutput) }
    }

    /// Takes what is in the pipe, up to one byte more than the limit.
    private func drain(_ stream: inout Stream) {
        guard stream.source != nil else { return }
        var buffer = [UInt8](repeating: 0, count: 16 * 1024)
        while true {
            let count = Foundation.read(stream.descriptor, &buffer, buffer.count)
            if count > 0 {
                stream.data.append(contentsOf: buffer.prefix(min(count, outputLimit + 1 - stream.data.count)))
                if stream.data.count > outputLimit { return }
            } else if count < 0, errno == EINTR {
                continue
            } else {
                return
            }
        }
    }
}

extension ProgramRun.End {
    /// Whether the program came to it, and was not brought to it.
    fileprivate var isOfProgram: Bool {
        switch self {
        case .exit, .signal: true
        case .notStarted, .timedOut, .tooMuchOutput, .cancelled: false
        }
    }
}
