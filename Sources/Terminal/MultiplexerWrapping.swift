/// How an escape sequence gets through a terminal within the terminal.
enum MultiplexerWrapping {
    /// GNU screen passes strings of less than this many bytes to its terminal.
    static let screenChunk = 768

    /// What stands between the program and the terminal of the operator.
    enum Multiplexer {
        case tmux
        case screen

        /// What the environment tells; nil where there is none.
        init?(environment: [String: String]) {
            let type = environment["TERM"] ?? ""
            if !environment["TMUX", default: ""].isEmpty || type.hasPrefix("tmux") {
                self = .tmux
            } else if type.hasPrefix("screen") {
                self = .screen
            } else {
                return nil
            }
        }
    }

    /// The sequence as the multiplexer passes it on.
    ///
    /// tmux does so with `allow-passthrough on`.
    static func wrapped(_ sequence: [UInt8], for multiplexer: Multiplexer?) -> [UInt8] {
        switch multiplexer {
        case .tmux:
            let doubled = sequence.flatMap { $0 == 0x1B ? [$0, $0] : [$0] }
            return Array("\u{1B}Ptmux;".utf8) + doubled + Array("\u{1B}\\".utf8)
        case .screen:
            let length = screenChunk - 4
            return stride(from: 0, to: sequence.count, by: length).flatMap { start in
                Array("\u{1B}P".utf8) + sequence[start..<min(start + length, sequence.count)]
                    + Array("\u{1B}\\".utf8)
            }
        case nil: return sequence
        }
    }
}
