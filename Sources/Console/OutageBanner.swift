import Store
import Terminal

/// The line that is there for as long as the service in view is away: since when, and when it is asked again.
struct OutageBanner {
    let scene: Scene
    let outage: Outage

    func draw(in area: Rectangle, on canvas: inout Canvas) {
        let style = scene.theme[.bannerWarning]
        canvas.fill(area, style: style)
        let room = area.width - 2
        let text = wordings.first { DisplayText.cells(of: $0) <= room } ?? wordings[wordings.count - 1]
        canvas.write(
            DisplayText.fitted(text, to: room), at: Point(column: area.column + 1, row: area.row), style: style)
        let hint = "\(scene.state.keys.invocation(of: .refresh)) tries now"
        let left = DisplayText.cells(of: text)
        // Where letters are typed, or a dialog is open, no key does.
        let isKey = Scope.panes.contains(scene.state.scope)
        guard isKey, isUsable, outage.nextTry != nil, left + hint.count + 3 <= room else { return }
        canvas.write(hint, at: Point(column: area.endColumn - 1 - hint.count, row: area.row), style: style)
    }

    /// The same in fewer and fewer words.
    private var wordings: [String] {
        let service = scene.state.service.title
        let since = scene.time.moment(outage.since)
        return [
            "! \(service) \(outage.predicate) since \(since) · \(next)",
            "! \(service) \(outage.predicate) since \(since) · \(shortNext)",
            "! \(service) \(shortPredicate) since \(since) · \(shortNext)",
            "! \(service) \(shortPredicate) since \(since)",
        ]
    }

    private var shortPredicate: String {
        switch outage.manner {
        case .silent: "silent"
        case .failing: "failing"
        case .busy: "busy"
        case .behindWebPage: "hidden"
        case .breakingOff: "broken off"
        }
    }

    private var next: String {
        guard let seconds = outage.secondsLeft(at: scene.state.now) else {
            return isWaitingForLogin ? "log in to go on" : "trying now"
        }
        return "next try in \(span(seconds))"
    }

    private var shortNext: String {
        guard let seconds = outage.secondsLeft(at: scene.state.now) else { return isWaitingForLogin ? "log in" : "now" }
        return span(seconds)
    }

    private var isWaitingForLogin: Bool { !isUsable && !outage.isOfLogin }

    private var isUsable: Bool { scene.state.session[scene.state.service].isUsable }

    /// Seconds, with minutes where a service asks for a long wait.
    private func span(_ seconds: Int) -> String {
        seconds < 120 ? "\(seconds) s" : "\(seconds / 60) min \(seconds % 60) s"
    }
}
