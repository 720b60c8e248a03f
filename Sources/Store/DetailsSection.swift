/// A part of the Details pane that has a heading, and can be folded away.
package enum DetailsSection: String, Hashable, Sendable {
    case policies
    case recording
    case otherFields
    case status
    case catchUp
    case summary
    case features
}

/// Where the heading of a section stands among the lines of the Details pane.
package struct DetailsMark: Hashable, Sendable {
    package let section: DetailsSection
    package let line: Int

    package init(_ section: DetailsSection, line: Int) {
        self.section = section
        self.line = line
    }
}

extension ConsoleState {
    /// Goes to the next heading of the details, or to the one before.
    ///
    /// Before the first there is the beginning.
    mutating func moveSection(by step: Int) {
        let marks = viewport.detailSections
        let current = marks.firstIndex { $0.section == details.section }
        let next: Int? =
            switch (current, step > 0) {
            case (.some(let index), _): index + step
            case (nil, true): marks.firstIndex { $0.line >= details.top }
            case (nil, false): marks.lastIndex { $0.line < details.top }
            }
        guard let next, next < marks.count else { return }
        guard next >= 0 else {
            details.section = nil
            details.top = 0
            return
        }
        details.section = marks[next].section
        showLine(marks[next].line)
    }

    /// Folds the section that was gone to, or the first one in view; unfolds it again.
    mutating func foldSection() {
        let marks = viewport.detailSections
        let window = details.top..<details.top + max(1, viewport.detailRows)
        guard
            let mark = marks.first(where: { $0.section == details.section })
                ?? marks.first(where: { window ~= $0.line })
        else { return }
        details.section = mark.section
        details.folded.formSymmetricDifference([mark.section])
        showLine(mark.line)
    }

    private mutating func showLine(_ line: Int) {
        let isSeen = line >= details.top && line < details.top + viewport.detailRows - 1
        if !isSeen { details.top = line }
    }
}
