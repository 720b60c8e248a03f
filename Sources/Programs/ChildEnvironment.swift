/// What the programs that gavel starts find in their environment: all of its own, but what may be secret.
package enum ChildEnvironment {
    /// Beginnings of the names of variables that may hold the secrets of a login.
    private static let ownPrefixes = ["GAVEL_", "V4H_", "PROCONF_"]

    /// The variables to pass on.
    ///
    /// - Parameter environment: Those of this process.
    /// - Returns: The same without those whose names say that they are gavel's own.
    package static func variables(of environment: [String: String]) -> [String: String] {
        environment.filter { variable in !ownPrefixes.contains { variable.key.uppercased().hasPrefix($0) } }
    }
}
