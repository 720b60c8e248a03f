/// What was done with the mouse, and on which cell.
package struct MouseEvent: Hashable, Sendable {
    package enum Deed: Hashable, Sendable {
        /// The left button was pressed.
        case press
        case wheelUp
        case wheelDown
    }

    package let deed: Deed
    package let point: Point

    package init(_ deed: Deed, at point: Point) {
        self.deed = deed
        self.point = point
    }

    /// Reads a report (xterm's ctlseqs, "SGR (1006)"): button, column and row, such as `0;12;3` and `M` for a press.
    ///
    /// Nil for what is none, and for what nothing is done about: other buttons, releases, and moves.
    init?(parameters: [UInt8], final: UInt8) {
        guard final == UInt8(ascii: "M") else { return nil }
        let numbers = parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { digits in
            digits.count <= 5 && digits.allSatisfy { 0x30...0x39 ~= $0 }
                ? Int(String(decoding: digits, as: UTF8.self)) : nil
        }
        guard numbers.count == 3, let button = numbers[0], let column = numbers[1], let row = numbers[2],
            column > 0, row > 0
        else { return nil }
        switch button {
        case 0: deed = .press
        case 64: deed = .wheelUp
        case 65: deed = .wheelDown
        default: return nil
        }
        point = Point(column: column - 1, row: row - 1)
    }
}
