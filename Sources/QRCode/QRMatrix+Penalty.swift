extension QRMatrix {
    /// How badly the code is read: the less, the better (table 11).
    var penalty: Int {
        var penalty = 0
        for line in 0..<size {
            let row = (0..<size).map { isDark(column: $0, row: line) }
            let column = (0..<size).map { isDark(column: line, row: $0) }
            penalty += QRMatrix.penalty(of: row) + QRMatrix.penalty(of: column)
        }
        for row in 0..<size - 1 {
            for column in 0..<size - 1 {
                let first = isDark(column: column, row: row)
                let isBlock =
                    first == isDark(column: column + 1, row: row) && first == isDark(column: column, row: row + 1)
                    && first == isDark(column: column + 1, row: row + 1)
                if isBlock { penalty += 3 }
            }
        }
        let all = size * size
        let darkCount = (0..<all).count { isDark(column: $0 % size, row: $0 / size) }
        // Ten for every step of five in a hundred that it is off the half.
        return penalty + abs(darkCount * 20 - all * 10) / all * 10
    }

    /// The part of a row or a column: what is alike for long, and what could be taken for a finder.
    private static func penalty(of line: [Bool]) -> Int {
        var penalty = 0
        var run = 0
        for (index, isDark) in line.enumerated() {
            run = index > 0 && line[index - 1] == isDark ? run + 1 : 1
            if run == 5 { penalty += 3 } else if run > 5 { penalty += 1 }
        }
        // What lies outside the code is light.
        let quiet = Array(repeating: false, count: 4)
        let whole = quiet + line + quiet
        for start in 0...(whole.count - finderLike.count) {
            let part = whole[start..<start + finderLike.count]
            if part.elementsEqual(finderLike) || part.elementsEqual(finderLike.reversed()) { penalty += 40 }
        }
        return penalty
    }

    /// Dark and light as 1 : 1 : 3 : 1 : 1, with four light ones behind.
    private static let finderLike: [Bool] = [1, 0, 1, 1, 1, 0, 1, 0, 0, 0, 0].map { $0 == 1 }
}
