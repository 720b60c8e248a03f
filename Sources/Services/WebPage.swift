/// A page of HTML where an answer should be: what a proxy or a wrong address sends.
///
/// It is gone through once, from the beginning to the end: a pattern that is tried anew at every bracket would take
/// minutes for a page made to that end.
enum WebPage {
    /// The page's title and, where it has none, its words.
    static func words(of page: String) -> String {
        var (title, text) = ("", "")
        var isTitle = false
        var rest = page[...]
        while let open = rest.firstIndex(of: "<") {
            if isTitle { title += rest[..<open] } else { text += rest[..<open] + " " }
            rest = rest[open...]
            if rest.hasPrefix("<!--") {
                // Without an end, nothing more of the page would be seen.
                rest = rest.dropFirst(4).firstRange(of: "-->").map { rest[$0.upperBound...] } ?? ""
                continue
            }
            let name = rest.dropFirst().prefix { $0 == "/" || $0.isLetter }.lowercased()
            rest = rest.firstIndex(of: ">").map { rest[rest.index(after: $0)...] } ?? ""
            switch name {
            case "title": isTitle = true
            case "/title": isTitle = false
            case "script", "style":
                rest = rest.firstMatch(of: /(?i)<\/(?:script|style)/).map { rest[$0.startIndex...] } ?? ""
            default: break
            }
        }
        if isTitle { title += rest } else { text += rest }
        let plainTitle = plain(title)
        return plainTitle.isEmpty ? plain(text) : plainTitle
    }

    private static let entities = [
        ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&"),
    ]

    private static func plain(_ words: String) -> String {
        let text = entities.reduce(words) { $0.replacing($1.0, with: $1.1) }
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
