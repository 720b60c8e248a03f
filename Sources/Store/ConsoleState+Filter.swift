extension ConsoleState {
    /// Opens the line of the filter with the one that is in use, or filters at once.
    ///
    /// - Parameter text: What to filter by, which has been found to be a filter.
    mutating func openFilter(_ text: String?) {
        focus = .conferences
        filterField.replace(with: text ?? filterText)
        isFiltering = text == nil
        applyFilter()
        if let text { filterHistories[service, default: FilterHistory()].add(text) }
    }

    /// What is wrong with a filter of the list in view; nil where nothing is.
    func complaint(aboutFilter text: String) -> String? {
        do throws(FilterFault) {
            switch service {
            case .v4h: _ = try ListFilter<ConferenceRow.Column>(text)
            case .proconf: _ = try ListFilter<MeetingRow.Column>(text)
            }
            return nil
        } catch {
            return error.description
        }
    }

    /// Takes the filter away; the history has it.
    mutating func clearFilter() {
        filterHistories[service, default: FilterHistory()].add(filterText)
        filterField.replace(with: "")
        applyFilter()
    }

    /// Takes what is typed, and shows at once what it finds.
    mutating func editFilter(_ edit: FieldEdit) {
        filterField.apply(edit)
        guard edit.changesText else { return }
        if let problem = filterField.problem { say(.warning, "The filter \(problem).") }
        filterHistories[service]?.leave()
        applyFilter()
    }

    /// Keeps or clears what is typed, or brings back what was typed before.
    mutating func navigateFilter(_ command: Command) -> [Effect] {
        switch command {
        case .open, .nextPane:
            guard let filterFault else {
                filterHistories[service, default: FilterHistory()].add(filterField.text)
                isFiltering = false
                break
            }
            say(.warning, "\(filterFault)", advice: "Esc clears the filter.")
        case .back:
            isFiltering = false
            clearFilter()
        case .up:
            let typed = filterField.text
            if let text = filterHistories[service]?.earlier(than: typed) { replaceFilter(with: text) }
        case .down:
            if let text = filterHistories[service]?.later() { replaceFilter(with: text) }
        default: break
        }
        return []
    }

    private mutating func replaceFilter(with text: String) {
        filterField.replace(with: text)
        applyFilter()
    }

    /// The filter in use, as it was typed.
    private var filterText: String { service == .v4h ? conferences.filter.text : meetings.filter.text }

    /// Filters by what is in the line, unless it is no filter: then the last one stays.
    private mutating func applyFilter() {
        do throws(FilterFault) {
            switch service {
            case .v4h: conferences.setFilter(try ListFilter(filterField.text))
            case .proconf: meetings.setFilter(try ListFilter(filterField.text))
            }
            filterFault = nil
        } catch {
            filterFault = error
        }
    }
}
