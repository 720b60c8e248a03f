/// A code with its quiet zone, as it is drawn in a terminal: rows of text on a light or a dark ground.
package struct QRPicture: Sendable {
    /// A part of a row.
    package struct Run: Hashable, Sendable {
        /// What is written, in dark ink.
        package let text: String

        /// Whether what lies beneath is dark, too.
        package let isDark: Bool
    }

    private let code: QRCode
    private let usesHalfBlocks: Bool

    /// Makes a picture.
    ///
    /// - Parameters:
    ///   - code: The code.
    ///   - usesHalfBlocks: Whether a cell is two modules, one above the other. Otherwise two blanks beside each other are
    ///     one: that takes four times the room, and no character beyond ASCII.
    package init(_ code: QRCode, usesHalfBlocks: Bool) {
        self.code = code
        self.usesHalfBlocks = usesHalfBlocks
    }

    /// Modules of a side, with the quiet zone.
    private var side: Int { code.size + 2 * QRCode.quietZone }

    /// Cells of its width.
    package var columns: Int { usesHalfBlocks ? side : side * 2 }

    package var rows: Int { usesHalfBlocks ? (side + 1) / 2 : side }

    /// The parts of a row, from the left.
    package func runs(ofRow row: Int) -> [Run] {
        guard usesHalfBlocks else {
            return (0..<side).reduce(into: []) { runs, column in
                let isDark = isDark(column, row)
                if let last = runs.last, last.isDark == isDark {
                    runs[runs.count - 1] = Run(text: last.text + "  ", isDark: isDark)
                } else {
                    runs.append(Run(text: "  ", isDark: isDark))
                }
            }
        }
        let text = (0..<side).map { column in
            switch (isDark(column, row * 2), isDark(column, row * 2 + 1)) {
            case (true, true): "█"
            case (true, false): "▀"
            case (false, true): "▄"
            case (false, false): " "
            }
        }
        return [Run(text: text.joined(), isDark: false)]
    }

    /// Whether a module is dark, counted from the corner of the quiet zone.
    private func isDark(_ column: Int, _ row: Int) -> Bool {
        code.isDark(column: column - QRCode.quietZone, row: row - QRCode.quietZone)
    }
}
