import Meetings

extension ConsoleState {
    mutating func take(_ news: ThemeNews) {
        switch news {
        case .listed(let names):
            themeNames = names
            overlay = .themes(ThemeChooser(names: names, current: theme))
        case .shown(let name, let isAnnounced):
            theme = name
            changeThemeChooser { $0.problem = nil }
            guard isAnnounced else { return }
            say(.success, "Theme \(SafeText(name)).", advice: "theme: \(SafeText(name)) in the configuration keeps it.")
        case .refused(let name, let reason):
            guard case .themes = overlay else {
                return say(.error, "The theme “\(SafeText(name))” cannot be used: \(reason)")
            }
            changeThemeChooser { $0.problem = reason }
        case .reread(let name):
            say(.information, "The theme \(SafeText(name)) has been read anew.")
        case .broken(let name, let reason):
            say(
                .warning, "The theme \(SafeText(name)) has a mistake: \(reason)",
                advice: "Until it is mended, it stays as it was.")
        }
    }

    /// Moves through the themes, each of which is shown at once, and keeps one or the one before.
    mutating func choose(_ chooser: ThemeChooser, with command: Command) -> [Effect] {
        let last = max(0, chooser.names.count - 1)
        var next = chooser
        switch command {
        case .up, .previousPane: next.selected = chooser.selected == 0 ? last : chooser.selected - 1
        case .down, .nextPane: next.selected = chooser.selected == last ? 0 : chooser.selected + 1
        case .pageUp, .first: next.selected = 0
        case .pageDown, .last: next.selected = last
        case .open:
            guard chooser.problem == nil, let name = chooser.selectedName else { return [] }
            overlay = nil
            return [.showTheme(name, isAnnounced: true)]
        case .back:
            overlay = nil
            return theme == chooser.before ? [] : [.showTheme(chooser.before, isAnnounced: false)]
        default: return []
        }
        overlay = .themes(next)
        return next.selectedName.map { [.showTheme($0, isAnnounced: false)] } ?? []
    }

    private mutating func changeThemeChooser(_ change: (inout ThemeChooser) -> Void) {
        guard case .themes(var chooser) = overlay else { return }
        change(&chooser)
        overlay = .themes(chooser)
    }
}
