package import Foundation

/// A program that is there and can be run.
package struct ProgramFile: Hashable, Sendable {
    /// Where it is.
    package let url: URL

    /// Finds a program: at the path that was given, or in `PATH` where it is a name alone.
    ///
    /// No shell has a part in it: nothing is expanded.
    ///
    /// - Parameters:
    ///   - program: Its name or path.
    ///   - environment: Where `PATH` is; nil comes where no program of that name can be run.
    package init?(_ program: String, environment: [String: String]) {
        let folders =
            program.contains("/")
            ? [""] : (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":").map { "\($0)/" }
        let path = folders.lazy.map { $0 + program }.first { path in
            var isFolder: ObjCBool = false
            return FileManager.default.isExecutableFile(atPath: path)
                && FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
        }
        guard let path else { return nil }
        url = URL(fileURLWithPath: path)
    }
}
