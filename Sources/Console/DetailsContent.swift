import Foundation
import Meetings
import Store
import Terminal

/// What the Details pane says, line by line.
struct DetailsContent {
    let scene: Scene

    /// Cells there are for a line.
    let width: Int

    private static let labelWidth = 14

    /// What is said of what is selected.
    var text: DetailsText {
        if scene.state.service == .v4h, scene.state.details.showsDocument { return DetailsText(lines: document) }
        let facts = scene.state.facts(scene.time)
        var text = DetailsText(lines: lines(of: facts.notices))
        if let since = changesSince {
            let words = "* changed since you looked at it \(scene.time.relative(since))"
            text.lines += StyledLine(words, .warning).wrapped(to: width)
            let gone = scene.state.target.map(scene.state.details.gone)?.map(\.label) ?? []
            if !gone.isEmpty {
                text.lines += StyledLine("* gone since last look: \(gone.joined(separator: ", "))", .warning)
                    .wrapped(to: width)
            }
        }
        text.lines += lines(of: facts.entries)
        for section in facts.sections { append(section, to: &text) }
        return text
    }

    /// Since when something is other, where this conference's record is in view.
    private var changesSince: Date? {
        guard scene.state.service == .v4h, let target = scene.state.target else { return nil }
        let details = scene.state.details
        return details.subject == target.id ? details.changesSince : nil
    }

    /// Adds a section, of which only the heading is shown where it is folded.
    private func append(_ section: DetailsFacts.Section, to text: inout DetailsText) {
        let details = scene.state.details
        let lines = lines(of: section.entries)
        let isFolded = details.folded.contains(section.kind)
        let isCurrent = details.section == section.kind && scene.state.focus == .details
        var heading = StyledLine("\(isFolded ? "►" : "▼") \(section.title)", isCurrent ? .titleFocused : .header)
        if isFolded {
            heading += StyledLine("  \(lines.count == 1 ? "1 line" : "\(lines.count) lines")", .muted)
            if lines.contains(where: \.isMarked) { heading += StyledLine(" *", .warning) }
        }
        text.append(section.kind, heading, isFolded ? [] : lines)
    }

    private var document: [StyledLine] {
        let state = scene.state
        guard let target = state.target else { return [StyledLine("Nothing is selected.", .muted)] }
        guard state.details.subject == target.id else {
            return [StyledLine("Enter loads the record of \(target.id).", .muted)]
        }
        var lines = lines(of: state.facts(scene.time).notices)
        guard let record = state.details.record.value else { return lines }
        lines += JSONText(record.shownDocument, width: width).lines
        return lines
    }

    private func lines(of entries: [DetailsFacts.Entry]) -> [StyledLine] { entries.flatMap(lines(of:)) }

    private func lines(of entry: DetailsFacts.Entry) -> [StyledLine] {
        switch entry {
        case .fact(let fact): lines(of: fact)
        case .remark(let words): [StyledLine(words, .muted)]
        case .prose(let words) where words.isEmpty: [StyledLine("Nothing so far.", .muted)]
        case .prose(let words): DisplayText.wrapped(words.string, to: width).map { StyledLine($0, .value) }
        case .feature(let name, let isOn): [StyledLine("\(isOn ? "●" : "○") \(name)", isOn ? .value : .muted)]
        case .loading: [StyledLine("… Loading", .info)]
        case .failure(let error): failure(error)
        }
    }

    private func failure(_ error: Trouble) -> [StyledLine] {
        if error.isExpected { return StyledLine("\(error.title) \(error.advice)", .muted).wrapped(to: width) }
        return StyledLine("✗ \(error.title)", .danger).wrapped(to: width)
            + (error.detail.map { StyledLine($0, .muted).wrapped(to: width) } ?? [])
            + StyledLine(error.advice, .text).wrapped(to: width)
    }

    /// A label with its value, and a mark where it has changed; a long value goes on below itself.
    private func lines(of fact: DetailsFacts.Fact) -> [StyledLine] {
        let room = max(8, width - DetailsContent.labelWidth)
        let isChanged = changesSince != nil && fact.field.map(scene.state.details.changes.contains) == true
        let value = fact.tone.sign.map { "\($0) \(fact.value)" } ?? fact.value
        return DisplayText.wrapped(value, to: room).enumerated().map { index, part in
            let name = StyledLine(
                DisplayText.fitted(index == 0 ? fact.label : "", to: DetailsContent.labelWidth - 2), .label)
            let mark = isChanged && index == 0 ? DetailsContent.mark : StyledLine(" ")
            return name + mark + StyledLine(" ") + StyledLine(part, fact.tone.role)
        }
    }

    /// What stands before a value that has changed.
    fileprivate static let mark = StyledLine("*", .warning)
}

extension StyledLine {
    /// Whether it tells of a change.
    fileprivate var isMarked: Bool {
        spans.contains { $0.text == DetailsContent.mark.text && $0.role == .warning }
    }
}

extension DetailsFacts.Tone {
    /// What stands before the value, so that no colour alone tells it.
    fileprivate var sign: String? {
        switch self {
        case .state(let state): state.sign
        case .activity(let isOn): isOn ? "●" : "○"
        case .success: "✓"
        case .danger: "✗"
        case .warning: "?"
        case .value, .muted, .information, .link: nil
        }
    }

    fileprivate var role: Role {
        switch self {
        case .value: .value
        case .muted: .muted
        case .information: .info
        case .link: .link
        case .state(let state): state.role
        case .activity(let isOn): isOn ? .stateLive : .muted
        case .success: .success
        case .danger: .danger
        case .warning: .warning
        }
    }
}
