/// How much of a code may be spoilt, and the rest still be read: about 7, 15, 25 and 30 % (section 7.5.1).
package enum QRCorrection: Int, CaseIterable, Hashable, Sendable {
    case low
    case medium
    case quartile
    case high

    /// What the format information calls it (section 7.9.1).
    var indicator: Int {
        switch self {
        case .low: 1
        case .medium: 0
        case .quartile: 3
        case .high: 2
        }
    }
}
