import Meetings
import Store
import Terminal

/// The first line: where one is, and how long the login lasts.
struct TopBar {
    let scene: Scene

    func draw(in area: Rectangle, isNarrow: Bool, on canvas: inout Canvas) {
        let theme = scene.theme
        canvas.fill(area, style: theme[.statusBar])
        let room = area.width - 2
        let (left, right) = isNarrow ? narrow(in: room) : wide(in: room)
        let start = Point(column: area.column + 1, row: area.row)
        canvas.write(left, at: start, width: room, theme: theme, over: .statusBar)
        if let badge = scene.badge {
            let name = Point(column: start.column + (isNarrow ? -1 : TopBar.program.width + 1), row: start.row)
            canvas.write(" \(profileName(in: room)) ", at: name, style: badge)
        }
        canvas.write(
            right, at: Point(column: area.endColumn - 1 - right.width, row: area.row), width: right.width,
            theme: theme, over: .statusBar)
    }

    private static let program = StyledLine("gavel", .titleFocused)

    /// The profile's name, which may take a third of the line.
    private func profileName(in room: Int) -> String {
        let name = scene.state.profile.name.string
        let most = max(8, room / 3)
        return DisplayText.cells(of: name) > most ? DisplayText.fitted(name, to: most) : name
    }

    /// The profile, which of its services is in view, and the login.
    private func wide(in room: Int) -> (left: StyledLine, right: StyledLine) {
        let state = scene.state
        var left = TopBar.program + StyledLine("  \(profileName(in: room))  ", .muted)
        for service in ServiceKind.allCases where state.profile.services[service] != nil {
            left +=
                service == state.service
                ? StyledLine("[\(service.title)]", .titleFocused) : StyledLine(" \(service.title) ", .muted)
        }
        return (left, rights.first { left.width + $0.width + 2 <= room } ?? StyledLine())
    }

    /// The profile and the panes, where only one of them is seen: all of them by name where there is room, else by
    /// number, else the one alone.
    private func narrow(in room: Int) -> (left: StyledLine, right: StyledLine) {
        let name = StyledLine("\(profileName(in: room)) ", .muted)
        let long = panes { "\($0.rawValue + 1) \($0.title)" }
        let focus = scene.state.focus
        let lefts = [
            StyledLine("\(scene.state.service.title) › ", .muted) + long, long,
            panes { $0 == focus ? "\($0.rawValue + 1) \($0.title)" : "\($0.rawValue + 1)" },
            StyledLine("[\(focus.rawValue + 1) \(focus.title)]", .titleFocused),
        ].map { name + $0 }
        // How to get to the other panes matters more than how long the login lasts.
        let whole = lefts.dropLast()
        let choices =
            whole.flatMap { left in rights.dropLast().map { (left, $0) } } + whole.map { ($0, rights[2]) }
            + rights.map { (lefts[3], $0) }
        return choices.first { $0.0.width + $0.1.width + 2 <= room } ?? (lefts[3], rights[2])
    }

    /// What can stand at the end of the line, the best first.
    ///
    /// Where there is no room for all of it, that nothing can be changed matters most.
    private var rights: [StyledLine] {
        [login(withUser: true), login(withUser: false), scene.state.isReadOnly ? TopBar.readOnly : StyledLine()]
    }

    private static let readOnly = StyledLine("read-only", .warning)

    private func panes(_ name: (Pane) -> String) -> StyledLine {
        scene.state.panes.reduce(StyledLine()) { line, pane in
            let isFocused = pane == scene.state.focus
            return line
                + StyledLine(
                    isFocused ? "[\(name(pane))]" : " \(name(pane)) ", isFocused ? .titleFocused : .muted)
        }
    }

    /// Who is logged in to the service in view, and the time the token has left.
    private func login(withUser: Bool) -> StyledLine {
        let state = scene.state
        let login = state.session[state.service]
        var line = StyledLine()
        if state.isReadOnly { line += TopBar.readOnly + StyledLine("  ") }
        guard login.needsLogin else { return line + StyledLine("no login needed", .muted) }
        if withUser, let user = login.user, login.isUsable { line += StyledLine("\(user) ", .text) }
        switch login.standing {
        case .valid(let until):
            let role: Role = login.warning == nil ? .muted : .warning
            return line + StyledLine("token \(scene.time.left(until: until))", role)
        case .renewing: return line + StyledLine("renewing…", .muted)
        case .ended: return line + StyledLine("login ended", .danger)
        case .loggedOut: return line + StyledLine(login.isLoggingIn ? "logging in…" : "not logged in", .muted)
        }
    }
}
