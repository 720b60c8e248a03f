extension TableState {
    /// Marks the selected row, or takes its mark away, and goes on to the next.
    package mutating func toggleMark() {
        guard let id = selected?.id else { return }
        if marks.remove(id) == nil {
            marks.insert(id)
            lastMark = id
        }
        move(by: 1)
    }

    /// Marks the rows from the one marked last to the selected one, as they stand.
    ///
    /// Where none was marked before, or its row is not shown, the selected one is marked, and a range may begin there.
    package mutating func markRange() {
        guard let selected else { return }
        let last = lastMark.flatMap { id in order.firstIndex { rows[$0].id == id } } ?? position
        for place in min(last, position)...max(last, position) { marks.insert(rows[order[place]].id) }
        lastMark = selected.id
    }

    /// Marks all rows that pass the filter.
    package mutating func markFound() {
        for index in order { marks.insert(rows[index].id) }
    }

    package mutating func unmarkAll() {
        marks = []
        lastMark = nil
        hiddenMarks = 0
    }

    package mutating func unmark(_ id: Row.ID) {
        guard marks.remove(id) != nil else { return }
        countHiddenMarks()
    }

    /// The marked rows: those that pass the filter as they stand, then the others.
    package var marked: [Row] {
        guard !marks.isEmpty else { return [] }
        let found = order.lazy.map { rows[$0] }.filter { marks.contains($0.id) }
        guard hiddenMarks > 0 else { return Array(found) }
        let shown = Set(found.map(\.id))
        return found + rows.filter { marks.contains($0.id) && !shown.contains($0.id) }
    }

    /// How many of some rows the filter hides.
    package func hiddenCount(among ids: some Collection<Row.ID>) -> Int {
        let asked = Set(ids)
        return asked.count - order.count { asked.contains(rows[$0].id) }
    }

    /// Forgets the marks of rows that are not there any more.
    mutating func forgetMarksOfGone() {
        guard !marks.isEmpty else { return }
        marks.formIntersection(rows.lazy.map(\.id))
        countHiddenMarks()
    }

    /// Counts anew which marked rows the filter hides; each frame shows it.
    mutating func countHiddenMarks() { hiddenMarks = marks.isEmpty ? 0 : hiddenCount(among: marks) }
}
