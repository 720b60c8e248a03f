/// How a terminal is asked to call the operator.
package enum NotificationWay: String, CaseIterable, Hashable, Sendable {
    case bell

    /// A notification of the desktop, as iTerm2, WezTerm, Windows Terminal and foot know it.
    case osc9

    /// The same with a title, as urxvt, foot, WezTerm and Ghostty know it.
    case osc777

    /// The most characters of each part that are sent.
    private static let longest = 200

    /// The bytes to send.
    ///
    /// - Parameters:
    ///   - title: What it is about.
    ///   - body: What has happened.
    ///   - environment: Where `TERM` and `TMUX` are.
    /// - Returns: The bytes, in which nothing of the words can end the sequence.
    func bytes(title: String, body: String, environment: [String: String]) -> [UInt8] {
        let (title, body) = (Self.plain(title), Self.plain(body))
        let sequence: String
        switch self {
        // tmux and screen ring it themselves.
        case .bell: return [0x07]
        // It begins with a word, since some take a number there for a command.
        case .osc9: sequence = "\u{1B}]9;gavel: \(title): \(body)\u{07}"
        // A semicolon would end the title.
        case .osc777: sequence = "\u{1B}]777;notify;\(title.replacing(";", with: ","));\(body)\u{07}"
        }
        let multiplexer = MultiplexerWrapping.Multiplexer(environment: environment)
        return MultiplexerWrapping.wrapped(Array(sequence.utf8), for: multiplexer)
    }

    /// A text with nothing in it that a terminal would act on.
    private static func plain(_ text: String) -> String {
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where kept.count < longest {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: kept.append(" ")
            case .format, .surrogate, .privateUse, .unassigned: break
            default: kept.append(scalar)
            }
        }
        return String(kept)
    }
}
