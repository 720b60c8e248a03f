package import Foundation
import Meetings

/// A real browser without a window, for tests: its pages are opened, asked and looked at over its DevTools pipe.
///
/// At most two run at a time: a further one waits for its turn. All of its processes, and the folder that it wrote
/// to, are gone after ``end()``; one that is forgotten is ended too, some time later.
package final class Chromium: Sendable {
    private static let program = InstalledProgram.path(of: "chromium")

    /// Whether this machine has one; tests that need it are skipped where it has not.
    package static var isInstalled: Bool { program != nil }

    /// How many may still be started.
    private static let turns = Watched(2)

    private let line: DevToolsLine
    private let process: SpawnedProcess
    /// Where it keeps everything that it writes.
    package let folder: URL
    private let takesTurn: Bool
    private let isEnded = Watched(false)

    /// Starts a browser, and returns when it answers.
    ///
    /// - Parameter besides: A browser of the same test, so that this one takes no turn of its own: tests that wait for
    ///   each other's second browser would wait for ever.
    /// - Throws: ``SystemFailure`` where there is none, or it does not start.
    package init(besides: Chromium? = nil) async throws {
        guard let program = Self.program else { throw SystemFailure("chromium is not installed") }
        takesTurn = besides == nil
        if takesTurn { try await Self.takeTurn() }
        // The browser makes a socket below it, whose path may have 107 bytes: no room for a long temporary folder.
        let folder = URL(filePath: "/tmp/gavel-chromium-\(String(UInt64.random(in: .min ... .max), radix: 36))")
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            self.folder = folder
            (process, line) = try Self.start(program, in: folder)
        } catch {
            if takesTurn { Self.turns.update { $0 += 1 } }
            throw error
        }
        do {
            try await line.call("Browser.getVersion", seconds: 60)
        } catch {
            let words = (try? String(contentsOf: folder.appending(path: "words"), encoding: .utf8)) ?? ""
            await end()
            throw SystemFailure("\(error); it said: \(words.suffix(2_000))")
        }
    }

    deinit { beginEnding() }

    /// Opens a page in a tab of its own.
    ///
    /// - Parameter url: Its address.
    /// - Returns: The tab, when the page has begun to be read; wait in it for what you need.
    /// - Throws: ``SystemFailure`` where the address cannot be reached.
    package func open(_ url: String) async throws -> Tab {
        let target = try await line.call("Target.createTarget", ["url": "about:blank"])["targetId"]?.text ?? ""
        let attached = try await line.call(
            "Target.attachToTarget", ["targetId": .string(target), "flatten": true])
        guard let session = attached["sessionId"]?.text else { throw SystemFailure("the tab has no session") }
        let tab = Tab(line: line, target: target, session: session)
        try await tab.prepare()
        try await tab.go(to: url)
        return tab
    }

    /// Puts the browser to sleep, as a suspended laptop does: nothing in it runs until ``thaw()``.
    package func freeze() { process.sendToGroup(SIGSTOP) }

    /// Wakes it.
    package func thaw() { process.sendToGroup(SIGCONT) }

    /// Kills it, and returns when all its processes and its folder are gone.
    package func end() async {
        beginEnding()
        _ = await isEnded.wait(seconds: 60) { $0 ? true : nil }
    }

    private func beginEnding() {
        // A second signal does no harm, and a second removal finds nothing; only the turn is given back once.
        guard process.sendToGroup(SIGKILL) || !isEnded.value else { return }
        let (process, folder, takesTurn, isEnded) = (process, folder, takesTurn, isEnded)
        Thread.detachNewThread {
            let end = Date(timeIntervalSinceNow: 10)
            while process.isRunning || Self.isAlive(process.identifier, in: folder), Date() < end {
                // A group has its number for as long as it has members, even without its leader.
                if !process.isRunning { kill(-process.identifier, SIGKILL) }
                // The system tells of no process's end but a child's own.
                usleep(5_000)
            }
            try? FileManager.default.removeItem(at: folder)
            let isFirst = isEnded.update { isEnded in
                defer { isEnded = true }
                return !isEnded
            }
            if isFirst, takesTurn { Self.turns.update { $0 += 1 } }
        }
    }

    private static func takeTurn() async throws {
        let end = Date(timeIntervalSinceNow: 600)
        while true {
            let isMine = turns.update { turns in
                guard turns > 0 else { return false }
                turns -= 1
                return true
            }
            if isMine { return }
            guard Date() < end else { throw SystemFailure("no browser has ended in ten minutes") }
            _ = await turns.wait(seconds: 60) { $0 > 0 ? true : nil }
        }
    }

    private static func start(_ program: String, in folder: URL) throws -> (SpawnedProcess, DevToolsLine) {
        let (ours, its) = try pair()
        // The child has a copy of its end; ours would keep the line from ending with it.
        defer { close(its) }
        let words = folder.appending(path: "words").path
        do {
            let process = try SpawnedProcess(
                program, arguments(folder: folder),
                environment: [
                    "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": folder.path,
                    "XDG_CONFIG_HOME": folder.path, "XDG_CACHE_HOME": folder.path, "TMPDIR": folder.path,
                    "LC_ALL": "C.UTF-8", "TZ": "UTC",
                ],
                streams: [
                    .input("/dev/null"), .output(words), .output(words), .descriptor(its), .descriptor(its),
                ])
            return (process, DevToolsLine(ours))
        } catch {
            close(ours)
            throw error
        }
    }

    private static func arguments(folder: URL) -> [String] {
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            "--no-default-browser-check", "--no-proxy-server", "--mute-audio", "--lang=en-US", "--disable-breakpad",
            "--disable-crash-reporter", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--disable-extensions", "--disable-background-timer-throttling",
            "--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows",
            "--user-data-dir=\(folder.path)", "--remote-debugging-pipe", "about:blank",
        ]
    }

    /// Two ends of a line whose numbers are in no stream's way, and that no other child inherits.
    private static func pair() throws -> (Int32, Int32) {
        var ends: [Int32] = [0, 0]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw SystemFailure(call: "socketpair") }
        let moved = ends.map { fcntl($0, F_DUPFD_CLOEXEC, 100) }
        for end in ends { close(end) }
        guard moved.allSatisfy({ $0 >= 0 }) else { throw SystemFailure(call: "fcntl") }
        return (moved[0], moved[1])
    }

    /// Whether something of a browser lives.
    ///
    /// It may be of its group, whose leader can be gone, or outside of it, as what waits for a crash is. Those that have
    /// ended may wait for somebody to reap them, and have no arguments any more.
    private static func isAlive(_ group: pid_t, in folder: URL) -> Bool {
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.compactMap { pid_t($0) } ?? []
        return processes.contains { process in
            let arguments = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
            if arguments.range(of: Data(folder.path.utf8)) != nil { return true }
            let statistics = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
            // The name in brackets may contain anything; behind it stand state, parent and group (proc(5)).
            let fields = statistics?.split(separator: ")").last?.split(separator: " ") ?? []
            return fields.count > 2 && fields[2] == "\(group)" && fields[0] != "Z" && fields[0] != "X"
        }
    }
}
