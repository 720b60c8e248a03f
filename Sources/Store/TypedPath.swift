import Foundation

/// A path as an operator types it: `~` at its beginning is the home folder, and what does not begin with `/` lies in the
/// folder in which gavel was started.
package struct TypedPath: Sendable {
    /// The whole path.
    package let path: String

    package init(
        _ typed: String,
        home: String? = ProcessInfo.processInfo.environment["HOME"],
        folder: String = FileManager.default.currentDirectoryPath
    ) {
        if typed == "~" || typed.hasPrefix("~/"), let home, !home.isEmpty {
            path = home + typed.dropFirst()
        } else if typed.hasPrefix("/") {
            path = typed
        } else {
            path = folder + (folder.hasSuffix("/") ? "" : "/") + typed
        }
    }
}
