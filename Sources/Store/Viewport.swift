/// What a frame had room for, and where its scrolled parts really stand.
package struct Viewport: Hashable, Sendable {
    /// Rows of the list.
    package var listRows: Int

    /// Lines of the details, and the first one shown.
    package var detailRows: Int
    package var detailTop: Int

    /// The headings among the lines of the details, from above.
    package var detailSections: [DetailsMark]

    /// Rows of those in the meeting on the stage.
    package var liveRows: Int

    /// Whether the meeting on the stage is on the screen, where seconds are counted.
    package var showsLive: Bool

    /// Lines of what lies over the panes, and the first one shown.
    package var overlayRows: Int
    package var overlayTop: Int

    /// Whether the banner of an outage is on the screen, where seconds are counted down.
    package var showsOutage: Bool

    package init(
        listRows: Int = 1,
        detailRows: Int = 1,
        detailTop: Int = 0,
        detailSections: [DetailsMark] = [],
        liveRows: Int = 1,
        showsLive: Bool = false,
        overlayRows: Int = 1,
        overlayTop: Int = 0,
        showsOutage: Bool = false
    ) {
        self.listRows = listRows
        self.detailRows = detailRows
        self.detailTop = detailTop
        self.detailSections = detailSections
        self.liveRows = liveRows
        self.showsLive = showsLive
        self.overlayRows = overlayRows
        self.overlayTop = overlayTop
        self.showsOutage = showsOutage
    }
}
