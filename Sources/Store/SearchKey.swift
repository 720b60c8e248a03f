import Foundation

/// A row's words, folded so that case, accents and width do not matter, as bytes that are quick to search.
struct SearchKey: Sendable {
    /// A C string: what is shown holds no NUL, so that the quickest search of the system's library serves.
    private let bytes: [CChar]

    init(_ text: String) { bytes = SearchKey.cString(SearchKey.folded(text)) }

    /// The words of a filter, folded the same way.
    static func words(of filter: String) -> [[CChar]] {
        folded(filter).split(separator: " ").map { cString(String($0)) }
    }

    func contains(all words: [[CChar]]) -> Bool { words.allSatisfy { strstr(bytes, $0) != nil } }

    private static func cString(_ text: String) -> [CChar] { text.utf8.map(CChar.init(bitPattern:)) + [0] }

    /// The text without what tells capitals, accents and widths apart.
    static func folded(_ text: String) -> String {
        // ASCII is most of it, and needs no Foundation.
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
        return text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
    }
}
