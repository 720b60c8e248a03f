import Foundation

/// Programs that a test uses where they are.
package enum InstalledProgram {
    /// Where the search path has a program, or nil.
    package static func path(of name: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            .map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
