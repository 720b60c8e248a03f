/// A QR code (ISO/IEC 18004:2015, model 2) of any bytes, as squares that are dark or light.
///
/// It is as small as the bytes allow, and of what errors can be corrected as many as there is room for.
package struct QRCode: Hashable, Sendable {
    /// How many modules are light on each side of it, so that a reader finds it.
    package static let quietZone = 4

    /// The most bytes that fit into one.
    package static let mostBytes = 2953

    /// From 1 to 40.
    package let version: Int
    package let correction: QRCorrection

    /// Which of the eight patterns is laid over the data, from 0.
    package let mask: Int
    let matrix: QRMatrix

    /// How many modules a side has, without the quiet zone.
    package var size: Int { matrix.size }

    /// Makes a code; nothing where there is no room for so many bytes.
    ///
    /// - Parameter bytes: What it says.
    package init?(_ bytes: [UInt8]) { self.init(bytes, mask: nil) }

    /// As above, with one of the eight masks, or the one that is read best.
    init?(_ bytes: [UInt8], mask wanted: Int?) {
        guard let version = (1...40).first(where: { QRCapacity(version: $0, .low).bytes >= bytes.count }) else {
            return nil
        }
        let correction =
            QRCorrection.allCases.last { QRCapacity(version: version, $0).bytes >= bytes.count } ?? .low
        let capacity = QRCapacity(version: version, correction)
        var matrix = QRMatrix(version: version)
        matrix.place(QRCodewords(bytes, capacity: capacity).interleaved)
        let choices = (wanted.map { $0...$0 } ?? 0...7).map { mask in
            (mask: mask, matrix: matrix.masked(by: mask, correction))
        }
        guard let best = choices.min(by: { $0.matrix.penalty < $1.matrix.penalty }) else { return nil }
        self.version = version
        self.correction = correction
        self.mask = best.mask
        self.matrix = best.matrix
    }

    /// Whether a module is dark; outside the code all are light.
    package func isDark(column: Int, row: Int) -> Bool {
        guard 0..<size ~= column, 0..<size ~= row else { return false }
        return matrix.isDark(column: column, row: row)
    }
}
