/// The themes there are, over the screen; the selected one is to be seen meanwhile.
package struct ThemeChooser: Sendable {
    package var names: [String]
    package var selected: Int

    /// Why the selected one cannot be used.
    package var problem: String?

    /// The one that comes back where none is chosen.
    let before: String

    init(names: [String], current: String) {
        self.names = names
        selected = names.firstIndex(of: current) ?? 0
        before = current
    }

    package var selectedName: String? { names.indices.contains(selected) ? names[selected] : nil }
}

/// What became of a theme.
package enum ThemeNews: Sendable {
    /// The themes there are, since one is to be chosen.
    case listed([String])

    /// It is to be seen now; whether that is to be said too.
    case shown(String, isAnnounced: Bool)

    /// It cannot be used, for this reason; the one before is still to be seen.
    case refused(String, reason: String)

    /// Its file was changed, and is to be seen as it is now.
    case reread(String)

    /// Its file was changed, and cannot be used as it is, for this reason.
    case broken(String, reason: String)
}
