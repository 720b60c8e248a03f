package import Foundation

/// A folder of its own for a test: home, configuration, and whatever the program may write.
package struct TemporaryHome: Sendable {
    package let folder: URL

    package init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "gavel-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// Everything a program may know of the world: nothing of whoever runs the tests.
    ///
    /// A program that is built with ThreadSanitizer is told what the tests are told of it.
    package var environment: [String: String] {
        let sanitizer = ProcessInfo.processInfo.environment["TSAN_OPTIONS"].map { ["TSAN_OPTIONS": $0] } ?? [:]
        return sanitizer.merging([
            "HOME": folder.path, "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
            "XDG_CONFIG_HOME": path("config"), "XDG_STATE_HOME": path("state"), "XDG_DATA_HOME": path("data"),
            "XDG_CACHE_HOME": path("cache"), "XDG_RUNTIME_DIR": path("run"), "LC_ALL": "C.UTF-8", "TZ": "UTC",
        ]) { $1 }
    }

    package func path(_ name: String) -> String { folder.appending(path: name).path }

    /// Writes a file below the folder.
    @discardableResult
    package func write(_ text: String, to name: String) throws -> String {
        let file = folder.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        return file.path
    }

    /// Puts a program below the folder.
    ///
    /// Another program copies it: a file that this process has just written may still be open in a child that another
    /// thread has begun to start, and the system runs no program that is open for writing (ETXTBSY).
    package func install(_ script: String, as name: String) throws {
        let text = try write(script, to: name + ".text")
        try Process.run("/usr/bin/install", ["-m", "700", text, path(name)], in: folder)
        try FileManager.default.removeItem(atPath: text)
    }

    package func read(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    /// Writes the configuration that gavel finds by itself.
    @discardableResult
    package func configure(_ yaml: String) throws -> String { try write(yaml, to: "config/gavel/config.yaml") }

    /// Everything below the folder, by its path in it.
    package var files: [String] { FileManager.default.subpaths(atPath: folder.path)?.sorted() ?? [] }

    package func remove() { try? FileManager.default.removeItem(at: folder) }
}
