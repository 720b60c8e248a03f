import Foundation
import Store
import Terminal

/// The line above the footer: the last message, what is under way, and how old the list is.
struct MessageLine {
    let scene: Scene

    /// How long a message that is no complaint stays, in seconds.
    private static let stay: TimeInterval = 60

    func draw(in area: Rectangle, on canvas: inout Canvas) {
        let right = right(isNarrow: area.width < 60)
        let room = area.width - 2
        let left = message
        canvas.write(
            left, at: Point(column: area.column + 1, row: area.row),
            width: max(0, room - (right.width == 0 ? 0 : right.width + 2)), theme: scene.theme)
        guard right.width <= room else { return }
        canvas.write(
            right, at: Point(column: area.endColumn - 1 - right.width, row: area.row), width: right.width,
            theme: scene.theme)
    }

    private var message: StyledLine {
        guard let message = scene.state.foremostMessage else { return StyledLine() }
        let age = scene.state.now.timeIntervalSince(message.moment)
        guard message.isComplaint || age < MessageLine.stay else { return StyledLine() }
        let role = message.severity.role
        var line = StyledLine("\(message.severity.sign) \(message.text)", role)
        if let advice = message.advice { line += StyledLine(" \(advice)", .text) }
        return line
    }

    private func right(isNarrow: Bool) -> StyledLine {
        let state = scene.state
        if let reading = state.fileReading {
            let percent = reading.percent.map { " \($0) %" } ?? ""
            return StyledLine("… Checking the file\(percent), \(state.keys[.back].first ?? "Esc") stops", .info)
        }
        if let doing = state.progress.last { return StyledLine("… \(doing)", .info) }
        let loading = state.service == .v4h ? state.conferencesLoading : state.meetingsLoading
        // The tries of an outage are told of by its banner; here the age stays to be seen.
        if loading.isLoading, state.outage == nil { return StyledLine("… Refreshing", .info) }
        guard let moment = loading.moment else { return StyledLine() }
        let isFresh = loading.failure == nil && state.outage == nil
        // Where there is no room for both, the message matters more than the age.
        let age = isFresh || isNarrow ? "" : " (\(scene.time.relative(moment)))"
        return StyledLine("as of \(scene.time.moment(moment))\(age)", .muted)
    }
}

extension Message.Severity {
    var role: Role {
        switch self {
        case .information: .info
        case .success: .success
        case .warning: .warning
        case .error: .danger
        }
    }
}
