import Foundation

@testable import PrivateFiles

/// A folder that goes when the test is over, with the place for a private folder in it.
final class TemporaryFolder: Sendable {
    let path: String

    init() {
        path = FileManager.default.temporaryDirectory.path + "/gavel-private-\(UUID().uuidString)"
        mkdir(path, 0o700)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The private folder, which is not there yet.
    var state: PrivateFolder { PrivateFolder(path: path + "/state/gavel") }

    /// The private folder, made.
    func madeState() throws -> PrivateFolder {
        _ = try state.openOrMake()
        return state
    }
}

extension PrivateFolder {
    /// Writes a file as any other program would.
    func plant(_ name: String, _ text: String, permissions: mode_t = 0o600) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path(of: name)))
        chmod(path(of: name), permissions)
    }

    /// What is in a file.
    func text(of name: String) throws -> String {
        try String(contentsOf: URL(fileURLWithPath: path(of: name)), encoding: .utf8)
    }

    /// The names of all files, hidden ones too.
    var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? [] }
}

/// The permissions of what is at a path.
func permissions(of path: String) -> mode_t {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & 0o7777 : 0
}
