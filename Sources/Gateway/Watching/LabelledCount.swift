/// How often something happened, by one word.
struct LabelledCount: Sendable {
    private(set) var counts: [String: Int] = [:]

    /// The most words that are told apart.
    static let most = 64

    /// The word for those beyond.
    static let other = "other"

    /// Counts it once more.
    mutating func note(_ word: String) {
        let isKnown = counts[word] != nil || counts.count < LabelledCount.most
        counts[isKnown ? word : LabelledCount.other, default: 0] += 1
    }
}
