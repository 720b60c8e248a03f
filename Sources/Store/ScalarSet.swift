/// Some of all Unicode scalars, as an expression tells them.
struct ScalarSet: Hashable, Sendable {
    /// In order, none touching another.
    let ranges: [ClosedRange<UInt32>]

    private static let last: UInt32 = 0x10FFFF

    /// Takes ranges in any order.
    init(_ ranges: [ClosedRange<UInt32>]) {
        var merged: [ClosedRange<UInt32>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let before = merged.last, range.lowerBound <= before.upperBound + 1 {
                merged[merged.count - 1] = before.lowerBound...max(before.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        self.ranges = merged
    }

    init(_ scalar: Unicode.Scalar) { self.init([scalar.value...scalar.value]) }

    /// All that are not in this one.
    var inverted: ScalarSet {
        var gaps: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { gaps.append(next...range.lowerBound - 1) }
            next = range.upperBound + 1
        }
        if next <= ScalarSet.last { gaps.append(next...ScalarSet.last) }
        return ScalarSet(gaps)
    }

    func contains(_ value: UInt32) -> Bool { ranges.contains { $0.contains(value) } }

    static let all = ScalarSet([0...last])
    static let digits = ScalarSet([0x30...0x39])
    static let blanks = ScalarSet([
        0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x2000...0x200A, 0x202F...0x202F, 0x3000...0x3000,
    ])

    /// Letters, digits and `_`; beyond ASCII everything that is no punctuation.
    static let wordParts = ScalarSet([
        0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A, 0xAA...0xAA, 0xB5...0xB5, 0xBA...0xBA, 0xC0...0xD6,
        0xD8...0xF6, 0xF8...0x1FFF, 0x2070...0x2FFF, 0x3040...0xD7FF, 0xE000...last,
    ])
}
