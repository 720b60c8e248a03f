import Foundation
import Meetings
import Stage
import Store
import Terminal

/// What stands in the way of the meeting, or of seeing it, and what to do.
struct LiveNotices {
    let scene: Scene
    let stage: StageState
    let signs: LiveSigns

    /// What is said above the people, the most important first; it is as short as it can be.
    var brief: [StyledLine] {
        var lines: [StyledLine] = []
        if let fault = stage.fault {
            lines.append(StyledLine("\(signs.failed) \(fault.title) \(fault.advice)", .danger))
        }
        if case .cutOff = stage.page {
            lines.append(
                StyledLine(
                    "! What is seen may be old. \(keys.invocation(of: .newAddress)) makes a new address.", .warning))
        }
        if stage.live.hasLeft { lines.append(StyledLine("You are out of the meeting.", .warning)) }
        return lines + doors
    }

    /// What is said where nobody is to be seen yet.
    func whole(width: Int) -> [StyledLine] {
        if let fault = stage.fault {
            return wrapped("\(signs.failed) \(fault.title)", .danger, width) + wrapped(fault.advice, .text, width)
        }
        let doors = doors.flatMap { $0.wrapped(to: width) }
        switch stage.page {
        case .awaited: return doors + awaited(width: width)
        case .cutOff:
            return doors + wrapped("! Nothing is heard of the page; the meeting may go on in it.", .warning, width)
                + wrapped("\(keys.invocation(of: .newAddress)) makes a new address.", .muted, width)
        case .loading:
            return wrapped("Loading the meeting's script from \(SafeText(stage.meeting.origin))", .info, width)
        case .connected:
            guard doors.isEmpty else { return doors }
            if stage.live.hasLeft { return wrapped("You are out of the meeting.", .warning, width) }
            return wrapped(
                stage.live.joined == nil
                    ? "The page is open. Join the meeting in it, if it does not join by itself."
                    : "Nobody is to be seen yet.", .muted, width)
        }
    }

    private var keys: CommandKeys { scene.state.keys }

    /// What keeps one from the page or out of the meeting, or went wrong in it.
    private var doors: [StyledLine] {
        var lines: [StyledLine] = []
        if let reason = stage.lineFault { lines.append(StyledLine("! \(StageError.noRelay(reason).title)", .warning)) }
        if let problem = stage.live.problem { lines.append(StyledLine("\(signs.failed) \(problem)", .danger)) }
        if stage.live.asksForPassword {
            lines.append(
                StyledLine("! A password is asked for: \(keys.invocation(of: .meetingPassword)) gives it.", .warning))
        }
        if stage.live.isInLobby {
            lines.append(StyledLine("You are waiting in the lobby: a moderator has to let you in.", .warning))
        }
        return lines
    }

    /// How the page is opened: in this machine's browser, or in another's.
    private func awaited(width: Int) -> [StyledLine] {
        guard let address = stage.address else { return wrapped("Making an address for the page", .info, width) }
        let mask = signs.hasUnicode ? Secret.mask : "***"
        let shown =
            address.secret.isEmpty
            ? address.url.reveal() : address.url.reveal().replacing(address.secret.reveal(), with: mask)
        var lines = wrapped("Waiting for the page. Open in a browser:", .text, width)
        lines += DisplayText.wrapped(shown, to: width).map { StyledLine($0, .link) }
        if let tunnel = scene.state.tunnel(to: address) {
            lines += wrapped("From another machine, first:", .text, width)
            lines += DisplayText.wrapped(tunnel, to: width).map { StyledLine($0, .value) }
        }
        let copy =
            "\(keys.invocation(of: .copy)) copies the address, \(keys.invocation(of: .newAddress)) makes a new one."
        return lines + wrapped(copy, .muted, width)
    }

    private func wrapped(_ text: String, _ role: Role, _ width: Int) -> [StyledLine] {
        StyledLine(text, role).wrapped(to: width)
    }
}
