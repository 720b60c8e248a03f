import Store

/// The lines of the Details pane, and where its headings stand among them.
struct DetailsText {
    var lines: [StyledLine] = []
    private(set) var sections: [DetailsMark] = []

    /// Adds a section below an empty line.
    mutating func append(_ section: DetailsSection, _ heading: StyledLine, _ body: [StyledLine]) {
        lines.append(StyledLine())
        sections.append(DetailsMark(section, line: lines.count))
        lines.append(heading)
        lines += body
    }
}
