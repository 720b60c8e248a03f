import Store
import Terminal

/// The first line: where one is, and how long the login lasts.
struct TopBar {
    let scene: Scene

    func draw(in area: Rectangle, isNarrow: Bool, on canvas: inout Canvas) {
        let theme = scene.theme
        canvas.fill(area, style: theme[.statusBar])
        let login = self.login
        let left = isNarrow ? breadcrumb(in: area.width - login.width - 4) : place
        let room = area.width - 2
        canvas.write(
            left, at: Point(column: area.column + 1, row: area.row), width: room, theme: theme, over: .statusBar)
        // Where there is no room for all of it, that nothing can be changed matters most.
        let short = scene.state.isReadOnly ? [StyledLine("read-only", .warning)] : []
        guard let right = ([login] + short).first(where: { left.width + $0.width + 2 <= room }) else { return }
        canvas.write(
            right, at: Point(column: area.endColumn - 1 - right.width, row: area.row), width: right.width,
            theme: theme, over: .statusBar)
    }

    /// The profile, and which of its services is in view.
    private var place: StyledLine {
        let state = scene.state
        var line = StyledLine("gavel", .titleFocused) + StyledLine("  \(state.profile.name)  ", .muted)
        for service in ServiceKind.allCases where state.profile.services[service] != nil {
            line +=
                service == state.service
                ? StyledLine("[\(service.title)]", .titleFocused) : StyledLine(" \(service.title) ", .muted)
        }
        return line
    }

    /// The panes, where only one of them is seen: all of them by name where there is room, else by number.
    private func breadcrumb(in width: Int) -> StyledLine {
        let long = panes { "\($0.rawValue + 1) \($0.title)" }
        let line = StyledLine("\(scene.state.service.title) › ", .muted) + long
        if line.width <= width { return line }
        if long.width <= width { return long }
        return panes { $0 == scene.state.focus ? "\($0.rawValue + 1) \($0.title)" : "\($0.rawValue + 1)" }
    }

    private func panes(_ name: (Pane) -> String) -> StyledLine {
        Pane.allCases.reduce(StyledLine()) { line, pane in
            let isFocused = pane == scene.state.focus
            return line
                + StyledLine(
                    isFocused ? "[\(name(pane))]" : " \(name(pane)) ", isFocused ? .titleFocused : .muted)
        }
    }

    /// Who is logged in to the service in view, and the time the token has left.
    private var login: StyledLine {
        let state = scene.state
        let login = state.session[state.service]
        var line = StyledLine()
        if state.isReadOnly { line += StyledLine("read-only  ", .warning) }
        guard login.needsLogin else { return line + StyledLine("no login needed", .muted) }
        if let user = login.user, login.isUsable { line += StyledLine("\(user) ", .text) }
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
