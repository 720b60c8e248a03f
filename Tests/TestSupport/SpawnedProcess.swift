package import Foundation
import Synchronization

/// A process that leads a session of its own, on a terminal or without.
///
/// It begins as a shell would have begun it: no signal blocked, none ignored, no descriptor open but the first ones, which are three unless more are given.
package final class SpawnedProcess: Sendable {
    /// What one of the first descriptors is.
    package enum Stream: Hashable, Sendable {
        /// The terminal, which becomes the one that controls the process.
        case terminal
        /// A file to read from.
        case input(String)
        /// A file to append to; it is made where there is none.
        case output(String)
        /// A descriptor of this process, whose number is greater than that of every stream.
        case descriptor(Int32)
    }

    /// How a process ended, and what it had cost.
    package struct Ending: Hashable, Sendable, CustomStringConvertible {
        package enum Cause: Hashable, Sendable {
            case exit(Int32)
            case signal(Int32)
        }

        package let cause: Cause
        /// How much processor time it spent in its whole life, in seconds.
        package let processorTime: Double

        package var description: String { "\(cause) after \(processorTime) s of processor time" }
    }

    package let identifier: pid_t
    private let ending = Watched<Ending?>(nil)
    /// Held while a signal is sent and while the process is reaped, so that its number is its own.
    private let isReaped: SharedFlag

    private final class SharedFlag: Sendable {
        let value = Mutex(false)
    }

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - program: Its path.
    ///   - arguments: What it is called with, without its own name.
    ///   - environment: Its whole environment.
    ///   - folder: Where it works.
    ///   - terminal: The path of its terminal, where it has one.
    ///   - streams: What its first descriptors are, of which there are three or more.
    ///   - ignoring: Signals it finds ignored, as under `nohup`.
    /// - Throws: ``SystemFailure`` where it cannot be started.
    package init(
        _ program: String,
        _ arguments: [String] = [],
        environment: [String: String],
        folder: String? = nil,
        terminal: String? = nil,
        streams: [Stream] = [.terminal, .terminal, .terminal],
        ignoring: [Int32] = []
    ) throws {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var (none, all) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigfillset(&all)
        for signal in ignoring { sigdelset(&all, signal) }
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        // POSIX_SPAWN_SETSID, which Glibc does not show to Swift.
        let flags = 0x80 | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        posix_spawnattr_setflags(&attributes, Int16(flags))

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (index, stream) in streams.enumerated() {
            guard let (path, mode) = Self.opening(of: stream, terminal: terminal) else { continue }
            posix_spawn_file_actions_addopen(&actions, Int32(index), path, mode, 0o600)
        }
        for case (let index, .descriptor(let descriptor)) in streams.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(index))
        }
        // All of them, those too that other threads open meanwhile: whoever waits for their end would wait for the child's.
        guard let closeFrom = Self.closeFrom, closeFrom(&actions, Int32(streams.count)) == 0 else {
            throw SystemFailure("this system cannot close all descriptors of a child")
        }

        // posix_spawn can set signals back to the default only, and Glibc shows no way to Swift to have it change the folder.
        let ignored = ignoring.isEmpty ? [] : ["--ignore-signal=\(ignoring.map(String.init).joined(separator: ","))"]
        let settings = (folder.map { ["-C", $0] } ?? []) + ignored
        let words = (settings.isEmpty ? [] : ["/usr/bin/env"] + settings) + [program] + arguments
        let executable = words[0]
        let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        identifier = try Self.withStrings(words) { words in
            try Self.withStrings(variables) { variables in
                var identifier: pid_t = 0
                let code = posix_spawn(&identifier, executable, &actions, &attributes, words, variables)
                guard code == 0 else { throw SystemFailure(call: "posix_spawn \(program)", code: code) }
                return identifier
            }
        }
        isReaped = SharedFlag()
        let (identifier, ending, isReaped) = (identifier, ending, isReaped)
        Thread.detachNewThread { Self.reap(identifier, ending, isReaped) }
    }

    /// The numbers of a process's own signals would be somebody else's after it was reaped: so it is only looked at until
    /// nobody can send it one.
    private static func reap(_ identifier: pid_t, _ ending: Watched<Ending?>, _ isReaped: SharedFlag) {
        var information = siginfo_t()
        while waitid(P_PID, id_t(identifier), &information, WEXITED | WNOWAIT) != 0, errno == EINTR { continue }
        let (status, usage) = isReaped.value.withLock { isReaped in
            isReaped = true
            var (status, usage): (Int32, rusage) = (0, rusage())
            while wait4(identifier, &status, 0, &usage) < 0, errno == EINTR { continue }
            return (status, usage)
        }
        let signal = status & 0x7F
        let time = [usage.ru_utime, usage.ru_stime].reduce(0.0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
        ending.update {
            $0 = Ending(cause: signal == 0 ? .exit(status >> 8 & 0xFF) : .signal(signal), processorTime: time)
        }
    }

    /// `posix_spawn_file_actions_addclosefrom_np` (glibc 2.34), which Glibc does not show to Swift.
    private static let closeFrom = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np").map {
        unsafeBitCast($0, to: (@convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32).self)
    }

    private static func opening(of stream: Stream, terminal: String?) -> (path: String, mode: Int32)? {
        switch stream {
        case .terminal: (terminal ?? "/dev/null", O_RDWR)
        case .input(let path): (path, O_RDONLY)
        case .output(let path): (path, O_WRONLY | O_CREAT | O_APPEND)
        case .descriptor: nil
        }
    }

    private static func withStrings<Result>(
        _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) throws -> Result
    ) rethrows -> Result {
        let copies = strings.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return try body(copies + [nil])
    }
}

extension SpawnedProcess {
    /// Whether it has not ended yet.
    package var isRunning: Bool { ending.value == nil }

    /// Sends a signal; false where the process has ended.
    @discardableResult
    package func send(_ signal: Int32) -> Bool {
        isReaped.value.withLock { !$0 && kill(identifier, signal) == 0 }
    }

    /// Sends a signal to its whole group; false where the process has ended.
    @discardableResult
    package func sendToGroup(_ signal: Int32) -> Bool {
        isReaped.value.withLock { !$0 && kill(-identifier, signal) == 0 }
    }

    /// Waits until it has ended.
    ///
    /// - Parameter seconds: How long that may take.
    /// - Returns: How it ended.
    /// - Throws: ``SystemFailure`` where it lives on.
    package func end(seconds: Double = 60) async throws -> Ending {
        if let ending = await ending.wait(seconds: seconds, { $0 }) { return ending }
        throw SystemFailure("the process lives on after \(seconds) s")
    }

    /// What it uses now; nil where it has ended.
    package var usage: ProcessUsage? {
        isReaped.value.withLock { $0 ? nil : ProcessUsage(of: identifier) }
    }

    /// The processes it has started, and that still live.
    package var children: [pid_t] {
        let lists = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(identifier)/task")) ?? []
        return lists.flatMap { task in
            let list = try? String(contentsOfFile: "/proc/\(identifier)/task/\(task)/children", encoding: .utf8)
            return list?.split(separator: " ").compactMap { pid_t($0) } ?? []
        }
    }
}
