import Foundation

extension Dialogue {
    /// Asks for a yes or a no, until it is one.
    ///
    /// - Parameters:
    ///   - question: What is asked, without what can be answered.
    ///   - usual: What Enter alone says; nil where it says nothing.
    /// - Returns: Nil where the question was left; a script that says something else has left it too.
    package func agrees(_ question: String, usual: Bool? = nil) async -> Bool? {
        let offer = usual.map { " [\($0 ? "yes" : "no")]" } ?? ""
        while true {
            guard case .line(let line) = await ask("\(question) yes/no\(offer): ") else { return nil }
            switch line.trimmingCharacters(in: .whitespaces).lowercased() {
            case "y", "yes": return true
            case "n", "no": return false
            case "": if let usual { return usual }
            default: break
            }
            guard isInteractive else { return nil }
            say("Answer yes or no.")
        }
    }
}

extension String {
    /// The one of some words that is meant: the word itself, or the only one that begins so.
    ///
    /// - Parameter words: What can be meant.
    /// - Returns: Nil where none is meant, or more than one could be.
    package func meant(among words: [String]) -> String? {
        let typed = lowercased()
        if let word = words.first(where: { $0.lowercased() == typed }) { return word }
        let begun = words.filter { !typed.isEmpty && $0.lowercased().hasPrefix(typed) }
        return begun.count == 1 ? begun.first : nil
    }
}
