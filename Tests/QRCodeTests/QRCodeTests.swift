import Testing

@testable import QRCode

/// The codes that are known to be right were made by another encoder (the Python package qrcode 8.2).
@Suite("A QR code")
struct QRCodeTests {
    private func rows(of code: QRCode) -> [String] {
        (0..<code.size).map { row in
            (0..<code.size).map { code.isDark(column: $0, row: row) ? "#" : "." }.joined()
        }
    }

    @Test("of a word is the one that others make of it")
    func small() throws {
        let code = try #require(QRCode(Array("gavel".utf8), mask: 3))
        #expect(code.version == 1 && code.correction == .high)
        #expect(rows(of: code) == QRFixtures.small.split(separator: "\n").map(String.init))
    }

    @Test("that says its version, has several blocks and alignment patterns is the one that others make")
    func medium() throws {
        let code = try #require(QRCode((0..<150).map { UInt8($0) }, mask: 5))
        #expect(code.version == 7 && code.correction == .low)
        #expect(rows(of: code) == QRFixtures.medium.split(separator: "\n").map(String.init))
    }

    @Test("of as many bytes as there is room for is the one that others make, in every version", arguments: 1...40)
    func full(version: Int) throws {
        let count = QRCapacity(version: version, .low).bytes
        let code = try #require(QRCode(QRFixtures.bytes(count, seed: version), mask: version % 8))
        #expect(code.version == version && code.correction == .low && code.size == version * 4 + 17)
        #expect(QRFixtures.hash(of: code.matrix) == QRFixtures.hashes[version - 1])
    }

    @Test("corrects as others correct it, however much", arguments: QRCorrection.allCases)
    func correction(correction: QRCorrection) throws {
        let capacity = QRCapacity(version: 5, correction)
        var matrix = QRMatrix(version: 5)
        matrix.place(QRCodewords(QRFixtures.bytes(capacity.bytes, seed: 5), capacity: capacity).interleaved)
        #expect(QRFixtures.hash(of: matrix.masked(by: 2, correction)) == QRFixtures.corrected[correction])
    }

    @Test("is the smallest that has room, and none is made of more than fits into the largest")
    func version() {
        for (count, version) in [(0, 1), (17, 1), (18, 2), (32, 2), (230, 9), (231, 10), (2953, 40)] {
            #expect(QRCode(QRFixtures.bytes(count, seed: 1), mask: 0)?.version == version, "\(count)")
        }
        #expect(QRCode(QRFixtures.bytes(QRCode.mostBytes + 1, seed: 1)) == nil)
    }

    @Test("has the mask with the least penalty")
    func mask() throws {
        for text in ["gavel", "https://meet.example/uti?jwt=eyJhbGciOiJub25lIn0", String(repeating: "A", count: 90)] {
            let bytes = Array(text.utf8)
            let code = try #require(QRCode(bytes))
            let penalties = (0...7).compactMap { mask -> Int? in
                var matrix = QRMatrix(version: code.version)
                matrix.place(
                    QRCodewords(bytes, capacity: QRCapacity(version: code.version, code.correction)).interleaved)
                return matrix.masked(by: mask, code.correction).penalty
            }
            #expect(penalties[code.mask] == penalties.min() && Set(penalties).count > 1)
        }
    }

    @Test("is drawn two modules a cell with its quiet zone, or with blanks alone")
    func picture() throws {
        let code = try #require(QRCode(Array("gavel".utf8), mask: 3))
        let dense = QRPicture(code, usesHalfBlocks: true)
        #expect(dense.columns == 29 && dense.rows == 15)
        let wide = QRPicture(code, usesHalfBlocks: false)
        #expect(wide.columns == 58 && wide.rows == 29)
        let upper: [Character: Bool] = ["█": true, "▀": true, "▄": false, " ": false]
        let lower: [Character: Bool] = ["█": true, "▀": false, "▄": true, " ": false]
        for row in 0..<dense.rows {
            let text = dense.runs(ofRow: row).map(\.text).joined()
            #expect(text.count == dense.columns)
            for (column, character) in text.enumerated() {
                let x = column - QRCode.quietZone
                let y = row * 2 - QRCode.quietZone
                #expect(upper[character] == code.isDark(column: x, row: y))
                #expect(lower[character] == code.isDark(column: x, row: y + 1))
            }
        }
        for row in 0..<wide.rows {
            let modules = wide.runs(ofRow: row).flatMap { run in
                Array(repeating: run.isDark, count: run.text.count / 2)
            }
            #expect(wide.runs(ofRow: row).allSatisfy { $0.text.allSatisfy { $0 == " " } })
            #expect(
                modules
                    == (0..<29).map { code.isDark(column: $0 - QRCode.quietZone, row: row - QRCode.quietZone) })
        }
    }
}
