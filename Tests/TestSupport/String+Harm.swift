extension String {
    /// What in a shown text could still steer a terminal, reorder a line or hide; nil where nothing could.
    ///
    /// - Parameter keepsLines: Whether it is a text of several lines.
    /// - Returns: The first scalar that should not be there, and why.
    package func harm(keepsLines: Bool = false) -> String? {
        var marks = 0
        var last: Unicode.Scalar?
        let scalars = Array(unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            if scalar == "\n", keepsLines {
                last = nil
                marks = 0
                continue
            }
            if scalar.isForbidden { return "U+\(String(scalar.value, radix: 16)) is there" }
            let next = index + 1 < scalars.count ? scalars[index + 1] : nil
            if [0x200C, 0x200D].contains(scalar.value) {
                guard let last, let next, last.value > 0x500, next.value > 0x500 else {
                    return "a joiner joins nothing"
                }
                if [0x200C, 0x200D].contains(next.value) { return "joiners stand in a row" }
            }
            if scalar.properties.isVariationSelector {
                let isKeycap = last.map { $0.value < 0x80 } == true && next?.value == 0x20E3
                guard isKeycap || last.map({ $0.value > 0x2000 && $0.properties.isEmoji }) == true else {
                    return "a selector selects nothing"
                }
            }
            let isMark = [.nonspacingMark, .enclosingMark].contains(scalar.properties.generalCategory)
            marks = isMark ? marks + 1 : 0
            if marks > 9 { return "marks pile up" }
            last = scalar
        }
        return nil
    }
}

extension Unicode.Scalar {
    /// Whether a terminal, or a reader, could be misled by it wherever it stands.
    fileprivate var isForbidden: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: return true
        default: break
        }
        if properties.isBidiControl || [0x2800, 0xFFFC, 0x1D159].contains(value) { return true }
        // These have work to do in Indic scripts, in Persian and in emoji.
        let isNeeded = [0x200C, 0x200D, 0xFE0E, 0xFE0F].contains(value)
        return properties.isDefaultIgnorableCodePoint && !isNeeded
    }
}
