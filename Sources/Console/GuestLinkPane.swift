import Meetings
import Store
import Terminal

/// The Guest link pane: a form, and the link that came of it.
struct GuestLinkPane {
    let scene: Scene

    func draw(in area: Rectangle, on canvas: inout Canvas) {
        let state = scene.state
        let inner = scene.frame(.guestLink, remark: state.service == .v4h ? "" : "ProCONF token", in: area, on: &canvas)
        let isFocused = state.focus == .guestLink && state.overlay == nil
        var rest = inner
        if state.service == .v4h {
            scene.write([subject], in: rest, on: &canvas)
            rest = rest.split(top: inner.height > 10 ? 2 : 1).rest
        }
        if state.linkPane.form.place == .result, inner.height < 10 {
            // Where there is no room for both, what came of the form matters more than the form.
            scene.write(result(width: rest.width), in: rest, on: &canvas)
            return
        }
        let form = FormView(scene: scene, form: state.linkPane.form, isFocused: isFocused)
        let used = form.draw(in: rest, on: &canvas)
        rest = rest.split(top: used + (rest.height > used + 4 ? 1 : 0)).rest
        let lines = result(width: rest.width)
        scene.write(lines, in: rest, on: &canvas)
    }

    /// Which conference the next link is for.
    private var subject: StyledLine {
        guard let target = scene.state.target else { return StyledLine("Select a conference first.", .muted) }
        let name = (target.name ?? target.room)?.string ?? target.id.text
        return StyledLine("For      ", .label) + StyledLine(name, .value)
            + (target.hasEnded ? StyledLine("  (it has ended)", .warning) : StyledLine())
    }

    private func result(width: Int) -> [StyledLine] {
        let pane = scene.state.linkPane
        switch pane.link {
        case .notAsked:
            return StyledLine("Enter makes the link; \(scene.state.keys.invocation(of: .copy)) then copies it.", .muted)
                .wrapped(to: width)
        case .loading:
            return [StyledLine("… Asking the service", .info)]
        case .failed(let error, _, _):
            guard !error.isAtField else { return [] }
            return StyledLine("✗ \(error.title)", .danger).wrapped(to: width)
                + StyledLine(error.advice).wrapped(to: width)
        case .loaded(let link, _):
            let isFocused = scene.state.focus == .guestLink && pane.form.place == .result
            var lines = [
                StyledLine(isFocused ? "▸ " : "  ", .titleFocused)
                    + StyledLine("Link for \(pane.title?.string ?? "")", isFocused ? .titleFocused : .title)
            ]
            lines += DisplayText.wrapped(link.maskedURL, to: width).map { StyledLine($0, .link) }
            if let expires = link.claims?.expires {
                let words = "good for \(scene.time.left(until: expires)), until \(scene.time.minute(expires))"
                lines += StyledLine(words, .muted).wrapped(to: width)
            }
            if let remark = pane.remark { lines += StyledLine("! \(remark)", .warning).wrapped(to: width) }
            lines.append(
                StyledLine(scene.state.keys.invocation(of: .copy), .key) + StyledLine(" copies it  ", .muted)
                    + StyledLine(scene.state.keys.invocation(of: .reveal), .key)
                    + StyledLine(" shows the token", .muted))
            return lines
        }
    }
}
