import Stage

extension ConsoleState {
    /// Moves through those in the meeting.
    mutating func navigateLive(_ command: Command) -> [Effect] {
        switch command {
        case .up: moveLiveSelection(by: -1)
        case .down: moveLiveSelection(by: 1)
        case .pageUp: moveLiveSelection(by: -viewport.liveRows)
        case .pageDown: moveLiveSelection(by: viewport.liveRows)
        case .first: moveLiveSelection(by: -.max / 2)
        case .last: moveLiveSelection(by: .max / 2)
        case .left, .back: focus = .conferences
        case .right: focus = .guestLink
        case .open:
            // Whoever knocks is what one comes here for; the page's address where there is no page yet.
            guard let stage else { return [] }
            if case .knocking = stage.selection { return [.send(.perform(.admit))] }
            if stage.page == .awaited { return [.send(.perform(.newAddress))] }
            return [.askStage]
        default: break
        }
        return []
    }

    /// Moves the selection, and the rows that are shown with it.
    mutating func moveLiveSelection(by step: Int) {
        guard let people = stage?.people, !people.isEmpty else { return }
        let last = min(stage?.selectedPlace ?? 0, people.count - 1)
        // From where somebody has gone the next step leads to whoever stands there.
        let next = abs(step) == 1 ? last : last + step
        let place = stage?.selection.flatMap(people.firstIndex).map { $0 + step } ?? next
        selectLive(at: min(max(0, place), people.count - 1), of: people)
    }

    /// Selects somebody by the place in the pane.
    mutating func selectLive(at place: Int) {
        guard let people = stage?.people, people.indices.contains(place) else { return }
        selectLive(at: place, of: people)
    }

    private mutating func selectLive(at place: Int, of people: [LiveSelection]) {
        stage?.selection = people[place]
        stage?.selectedPlace = place
        let top = stage?.top ?? 0
        stage?.top = min(max(top, place - viewport.liveRows + 1), place)
    }
}
