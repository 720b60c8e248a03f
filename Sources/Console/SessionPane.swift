import Meetings
import Store
import Terminal

/// The Session pane: where one is logged in, for how long, and the form to log in with.
struct SessionPane {
    let scene: Scene

    func draw(in area: Rectangle, on canvas: inout Canvas) {
        let state = scene.state
        let inner = scene.frame(.session, remark: state.profile.name.string, in: area, on: &canvas)
        let statuses = ServiceKind.allCases.filter { state.profile.services[$0] != nil }
            .map { status(of: $0, width: inner.width) }
        let isFocused = state.focus == .session && state.overlay == nil
        let login = state.session[state.service]
        guard login.asksForLogin else {
            scene.write(statuses.flatMap(\.self), in: inner, on: &canvas)
            return
        }
        // Where room is short, the form and what came of it matter more than what else is known of the services.
        let outcome = outcome(of: login, width: inner.width)
        let room = max(1, inner.height - login.form.lines.count - 3 - outcome.count)
        let all = statuses.flatMap(\.self)
        let shown = (all.count <= room ? all : statuses.compactMap(\.first)).prefix(room)
        scene.write(shown, in: inner, on: &canvas)
        let below = inner.split(top: shown.count).rest
        let heading = StyledLine("Log in to \(state.service.title)", .title)
        scene.write([heading], in: below, on: &canvas)
        var rest = below.split(top: 1).rest
        let used = FormView(scene: scene, form: login.form, isFocused: isFocused).draw(in: rest, on: &canvas)
        rest = rest.split(top: used).rest
        scene.write(outcome, in: rest, on: &canvas)
    }

    /// What came of the last try.
    private func outcome(of login: LoginState, width: Int) -> [StyledLine] {
        if login.isLoggingIn { return [StyledLine("… Logging in", .info)] }
        guard let problem = login.problem, !problem.isAtField else { return [] }
        return StyledLine("✗ \(problem.title)", .danger).wrapped(to: width)
            + StyledLine(problem.advice, .text).wrapped(to: width)
    }

    private func status(of service: ServiceKind, width: Int) -> [StyledLine] {
        let state = scene.state
        let login = state.session[service]
        var first = StyledLine(
            DisplayText.fitted(service.title, to: 9), service == state.service ? .titleFocused : .label)
        guard login.needsLogin else { return [first + StyledLine("no login needed", .muted), address(of: service)] }
        switch login.standing {
        case .valid(let until):
            first += StyledLine("● \(login.user?.string ?? "logged in")", .success)
            var lines = [first, address(of: service)]
            lines.append(indented(StyledLine("token \(scene.time.left(until: until)) left", .value)))
            if let renewed = login.renewed {
                lines.append(indented(StyledLine("renewed \(scene.time.clock(renewed))", .muted)))
            }
            if let warning = login.warning {
                lines += StyledLine("! \(warning)", .warning).wrapped(to: width - 9).map(indented)
            }
            return lines
        case .renewing:
            return [
                first + StyledLine("● \(login.user?.string ?? "logged in")", .success), address(of: service),
                indented(StyledLine("… renewing the token", .info)),
            ]
        case .ended: return [first + StyledLine("✗ login has ended", .danger), address(of: service)]
        case .loggedOut: return [first + StyledLine("○ not logged in", .muted), address(of: service)]
        }
    }

    private func indented(_ line: StyledLine) -> StyledLine { StyledLine(String(repeating: " ", count: 9)) + line }

    private func address(of service: ServiceKind) -> StyledLine {
        indented(StyledLine(scene.state.profile.services[service]?.string ?? "", .muted))
    }
}
