import Foundation

/// What stands in a row, column by column, folded so that case, accents and width do not matter, as bytes that are quick
/// to search.
struct SearchKey: Sendable {
    /// A C string: what is shown holds no NUL, so that the quickest search of the system's library serves.
    private let bytes: [CChar]

    /// What parts columns, and what parts the texts of one column: neither can stand in what is shown.
    private static let columnEnd = CChar(0x0A)
    static let textEnd = CChar(0x1F)

    /// Folds what a row says.
    ///
    /// - Parameter columns: The texts of each column.
    init(_ columns: some Sequence<[String]>) {
        var bytes: [CChar] = []
        for texts in columns {
            // A column without a text has an empty one, which can be looked for too.
            for text in texts.isEmpty ? [""] : texts {
                SearchKey.append(text, to: &bytes)
                bytes.append(SearchKey.textEnd)
            }
            bytes.append(SearchKey.columnEnd)
        }
        bytes.append(0)
        self.bytes = bytes
    }

    /// Whether a word stands in any column, or in the one of that place.
    func contains(_ word: [CChar], inColumn column: Int?) -> Bool {
        guard let column else { return strstr(bytes, word) != nil }
        return bytes.withUnsafeBufferPointer { buffer in
            let cell = SearchKey.cell(column, of: buffer)
            // What is found first behind the column's start is in it, or the column has nothing of it.
            guard let start = cell.baseAddress, let found = strstr(start, word) else { return false }
            return UnsafePointer(found) < start + cell.count
        }
    }

    /// Whether an expression fits a text of any column, or of the one of that place.
    func meets(_ pattern: TextPattern, inColumn column: Int?) -> Bool {
        bytes.withUnsafeBufferPointer { buffer in
            let all = UnsafeBufferPointer(rebasing: buffer.dropLast())
            return pattern.fits(textIn: column.map { SearchKey.cell($0, of: buffer) } ?? all)
        }
    }

    /// The bytes of a column.
    private static func cell(_ column: Int, of bytes: UnsafeBufferPointer<CChar>) -> UnsafeBufferPointer<CChar> {
        var start = bytes.startIndex
        for _ in 0..<column {
            guard let end = bytes[start...].firstIndex(of: columnEnd) else {
                return UnsafeBufferPointer(rebasing: bytes[..<0])
            }
            start = end + 1
        }
        let end = bytes[start...].firstIndex(of: columnEnd) ?? start
        return UnsafeBufferPointer(rebasing: bytes[start..<end])
    }

    /// Whether all these words stand in it, wherever.
    func contains(all words: [[CChar]]) -> Bool { words.allSatisfy { contains($0, inColumn: nil) } }

    /// The words of a text, folded.
    static func words(of text: String) -> [[CChar]] { text.split(separator: " ").map { word(String($0)) } }

    /// A folded word as ``contains(_:inColumn:)`` takes it.
    static func word(_ text: String) -> [CChar] {
        var bytes: [CChar] = []
        append(text, to: &bytes)
        return bytes + [0]
    }

    /// Appends a text as it is searched.
    private static func append(_ text: String, to bytes: inout [CChar]) {
        // ASCII is most of it, and needs neither Foundation nor another string.
        if text.utf8.allSatisfy({ $0 < 0x80 }) {
            for byte in text.utf8 {
                bytes.append(CChar(bitPattern: 0x41...0x5A ~= byte ? byte | 0x20 : byte))
            }
        } else {
            bytes.append(contentsOf: folded(text).utf8.lazy.map(CChar.init(bitPattern:)))
        }
    }

    /// The text without what tells capitals, accents and widths apart.
    static func folded(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
        return text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
    }
}
