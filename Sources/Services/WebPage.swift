import Foundation

/// A page of HTML where an answer should be: what a proxy or a wrong address sends.
enum WebPage {
    /// The page's title and, where it has none, its words.
    static func words(of page: String) -> String {
        if let title = page.firstMatch(of: /(?is)<title[^>]*>(.*?)<\/title/)?.output.1 {
            let words = plain(String(title))
            if !words.isEmpty { return words }
        }
        return plain(page.replacing(/(?is)<(script|style|head)\b.*?<\/\1\s*>/, with: " "))
    }

    private static let entities = ["&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'", "&nbsp;": " ", "&amp;": "&"]

    private static func plain(_ markup: String) -> String {
        var text = markup.replacing(/(?s)<!--.*?-->|<[^>]*>/, with: " ")
        for name in ["&lt;", "&gt;", "&quot;", "&#39;", "&nbsp;", "&amp;"] {
            text = text.replacing(name, with: entities[name] ?? " ")
        }
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
