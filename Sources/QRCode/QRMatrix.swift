/// The modules of a code: its patterns, and its codewords among them.
struct QRMatrix: Hashable, Sendable {
    let version: Int
    let size: Int
    private var dark: [Bool]

    /// The modules that no codeword may take.
    private var reserved: [Bool]

    /// Places all patterns, and keeps room for what is said of the code itself (sections 6.3, 7.9 and 7.10).
    init(version: Int) {
        self.version = version
        size = version * 4 + 17
        dark = Array(repeating: false, count: size * size)
        reserved = dark
        for place in 0..<size {
            set(column: 6, row: place, place % 2 == 0)
            set(column: place, row: 6, place % 2 == 0)
        }
        for (column, row) in [(3, 3), (size - 4, 3), (3, size - 4)] { placeFinder(column: column, row: row) }
        let centres = QRMatrix.alignmentCentres(version: version)
        for column in centres {
            for row in centres where !isCorner(column, row) { placeAlignment(column: column, row: row) }
        }
        placeFormat(0)
        placeVersion()
    }

    func isDark(column: Int, row: Int) -> Bool { dark[row * size + column] }

    /// Whether one of the finders stands there.
    private func isCorner(_ column: Int, _ row: Int) -> Bool {
        let last = size - 7
        return [(6, 6), (last, 6), (6, last)].contains { $0 == (column, row) }
    }

    private mutating func set(column: Int, row: Int, _ isDark: Bool) {
        dark[row * size + column] = isDark
        reserved[row * size + column] = true
    }

    private mutating func placeFinder(column: Int, row: Int) {
        for down in -4...4 {
            for right in -4...4 where 0..<size ~= column + right && 0..<size ~= row + down {
                let distance = max(abs(right), abs(down))
                set(column: column + right, row: row + down, distance != 2 && distance != 4)
            }
        }
    }

    private mutating func placeAlignment(column: Int, row: Int) {
        for down in -2...2 {
            for right in -2...2 { set(column: column + right, row: row + down, max(abs(right), abs(down)) != 1) }
        }
    }

    /// Where the alignment patterns have their middle, in both directions (annex E).
    static func alignmentCentres(version: Int) -> [Int] {
        guard version > 1 else { return [] }
        let count = version / 7 + 2
        let step = version == 32 ? 26 : (version * 4 + count * 2 + 1) / (count * 2 - 2) * 2
        return [6] + (0..<count - 1).map { version * 4 + 10 - $0 * step }.reversed()
    }

    /// Says which correction and mask the code has, twice; the fifteen bits correct themselves.
    private mutating func placeFormat(_ format: Int) {
        var rest = format
        for _ in 0..<10 { rest = rest << 1 ^ (rest >> 9) * 0x537 }
        let bits = (format << 10 | rest) ^ 0x5412
        func bit(_ place: Int) -> Bool { bits >> place & 1 == 1 }
        for place in 0..<15 {
            // Around the finder at the top left, past the timing patterns.
            switch place {
            case 0...5: set(column: 8, row: place, bit(place))
            case 6: set(column: 8, row: 7, bit(place))
            case 7: set(column: 8, row: 8, bit(place))
            case 8: set(column: 7, row: 8, bit(place))
            default: set(column: 14 - place, row: 8, bit(place))
            }
            // Beside the two others.
            if place < 8 {
                set(column: size - 1 - place, row: 8, bit(place))
            } else {
                set(column: 8, row: size - 15 + place, bit(place))
            }
        }
        set(column: 8, row: size - 8, true)
    }

    /// Says which version the code has, twice, where that is not told by its size.
    private mutating func placeVersion() {
        guard version >= 7 else { return }
        var rest = version
        for _ in 0..<12 { rest = rest << 1 ^ (rest >> 11) * 0x1F25 }
        let bits = version << 12 | rest
        for place in 0..<18 {
            let isDark = bits >> place & 1 == 1
            set(column: size - 11 + place % 3, row: place / 3, isDark)
            set(column: place / 3, row: size - 11 + place % 3, isDark)
        }
    }

    /// Places codewords in pairs of columns, up and down, from the right (section 7.7.3).
    mutating func place(_ words: [UInt8]) {
        var index = 0
        for pair in 0..<(size - 1) / 2 {
            // The column of the timing pattern is left out.
            let right = size - 1 - pair * 2 - (size - 1 - pair * 2 <= 6 ? 1 : 0)
            for step in 0..<size {
                let row = pair % 2 == 0 ? size - 1 - step : step
                for column in [right, right - 1] where !reserved[row * size + column] {
                    if index < words.count * 8 {
                        dark[row * size + column] = words[index / 8] >> UInt8(7 - index % 8) & 1 == 1
                    }
                    index += 1
                }
            }
        }
    }

    /// The same with a mask over the data, and with what is said of it.
    func masked(by mask: Int, _ correction: QRCorrection) -> QRMatrix {
        var masked = self
        for row in 0..<size {
            for column in 0..<size where !reserved[row * size + column] {
                if QRMatrix.inverts(mask, column, row) { masked.dark[row * size + column].toggle() }
            }
        }
        masked.placeFormat(correction.indicator << 3 | mask)
        return masked
    }

    /// Whether a mask inverts a module (table 10).
    private static func inverts(_ mask: Int, _ column: Int, _ row: Int) -> Bool {
        switch mask {
        case 0: (row + column) % 2 == 0
        case 1: row % 2 == 0
        case 2: column % 3 == 0
        case 3: (row + column) % 3 == 0
        case 4: (row / 2 + column / 3) % 2 == 0
        case 5: row * column % 2 + row * column % 3 == 0
        case 6: (row * column % 2 + row * column % 3) % 2 == 0
        default: ((row + column) % 2 + row * column % 3) % 2 == 0
        }
    }
}
