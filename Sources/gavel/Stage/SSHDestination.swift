import Foundation
import Meetings

/// This machine as an SSH client elsewhere names it, for the command that leads a port of it there.
enum SSHDestination {
    /// What stands behind `ssh` to get here.
    ///
    /// Over SSH it is the address that the operator has come by (`SSH_CONNECTION`, ssh(1)); else the machine's name.
    ///
    /// - Parameters:
    ///   - environment: Where user and connection are named.
    ///   - hostName: The machine's own name.
    /// - Returns: Such as `ana@10.0.0.5` or `-p 2222 ana@10.0.0.5`; nil where a part of it could not be typed as it is.
    static func current(
        environment: [String: String],
        hostName: String = ProcessInfo.processInfo.hostName
    ) -> String? {
        let connection = environment["SSH_CONNECTION"]?.split(separator: " ").map(String.init) ?? []
        let isRemote = connection.count == 4
        let host = isRemote ? connection[2] : hostName
        let user = environment["USER"] ?? environment["LOGNAME"]
        guard isPlain(host), user.map(isPlain) ?? true else { return nil }
        let port = isRemote && connection[3] != "22" && isPlain(connection[3]) ? "-p \(connection[3]) " : ""
        return port + (user.map { "\($0)@" } ?? "") + host
    }

    /// Whether a shell takes a word as it is.
    private static func isPlain(_ word: String) -> Bool {
        word.wholeMatch(of: /[A-Za-z0-9._:][A-Za-z0-9._:\-]*/) != nil
    }
}
