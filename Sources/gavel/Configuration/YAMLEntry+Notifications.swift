import Console
import Meetings
import Terminal

extension YAMLEntry {
    /// The word that wants nobody to be called.
    static let noNotification = "none"

    /// What can be written for the ways in which the operator is called.
    static let notificationWords = [noNotification] + NotificationWay.allCases.map(\.rawValue)

    /// The ways in which the operator is called: one word, or a list of them.
    ///
    /// - Returns: Nil where it says none that are known, which is reported.
    func notificationWays() -> Set<NotificationWay>? {
        let all = YAMLEntry.notificationWords.joined(separator: ", ")
        let example = "one of \(all), or a list such as [bell, osc9]"
        guard let words = isList ? texts(example: example) : text(example: example).map({ [$0] }) else { return nil }
        if let stranger = words.first(where: { !YAMLEntry.notificationWords.contains($0) }) {
            report(
                "“\(stranger)” is not known here",
                remedy: "write \(YAMLEntry.notificationWords.nearest(to: stranger) ?? example)")
            return nil
        }
        if words.count > 1, words.contains(YAMLEntry.noNotification) {
            report("has none beside others", remedy: "write none alone, or leave it out")
            return nil
        }
        return Set(words.compactMap(NotificationWay.init(rawValue:)))
    }
}
