extension Sequence<String> {
    /// The word that was most likely meant by a misspelt one, or nil where none is near.
    ///
    /// The beginning of a word is near to it. Upper and lower case count as the same, and so do `_`, a blank and `-`,
    /// since all of them are written by habit.
    package func nearest(to word: String) -> String? {
        let typed = Array(word.spellingForm)
        let reach = Swift.max(2, typed.count / 3)
        return map { known in
            let spelling = Array(known.spellingForm)
            let isBeginning = typed.count >= 3 && spelling.starts(with: typed)
            return (word: known, distance: isBeginning ? 1 : editDistance(typed, spelling))
        }
        .filter { $0.distance <= reach && $0.distance < Swift.max(typed.count, $0.word.count) }
        .min { ($0.distance, $0.word) < ($1.distance, $1.word) }?
        .word
    }
}

extension String {
    fileprivate var spellingForm: String {
        String(lowercased().map { $0 == "_" || $0 == " " ? "-" : $0 })
    }
}

/// Levenshtein's distance, with two neighbours in the wrong order counted as one mistake (optimal string alignment).
private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
        var current = [row + 1]
        for (column, other) in right.enumerated() {
            var distance = Swift.min(
                last[column] + (letter == other ? 0 : 1),
                last[column + 1] + 1,
                current[column] + 1
            )
            if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                distance = Swift.min(distance, beforeLast[column - 1] + 1)
            }
            current.append(distance)
        }
        beforeLast = last
        last = current
    }
    return last[right.count]
}
