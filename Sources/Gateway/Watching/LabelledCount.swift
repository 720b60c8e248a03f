/// How often something happened, by one word.
struct LabelledCount: Sendable {
    private(set) var counts: [String: Int] = [:]

    /// The most words that are told apart.
    static let most = 64

    /// The word for those beyond.
    static let other = "other"

    /// Begins with words that count from zero, so that a reader sees the first time as a rise.
    init(_ words: [String] = []) { counts = Dictionary(words.map { ($0, 0) }) { $1 } }

    /// Counts it once more.
    mutating func note(_ word: String) {
        let isKnown = counts[word] != nil || counts.count < LabelledCount.most
        counts[isKnown ? word : LabelledCount.other, default: 0] += 1
    }
}
