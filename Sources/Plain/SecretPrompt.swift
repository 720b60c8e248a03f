import Foundation
package import Meetings

/// Asks for a password at the terminal, without showing it.
package enum SecretPrompt {
    /// What came of asking.
    package enum Answer: Sendable {
        /// What was typed; empty where nothing was, or what is no text.
        case typed(Secret)

        /// The key of a signal was pressed.
        case interrupted(Int32)

        /// The terminal was hung up, or Ctrl-D was pressed.
        case gone

        /// There is no terminal, or none that can be kept from showing what is typed.
        case unavailable
    }

    /// Asks, and waits on the thread that asks.
    ///
    /// The terminal is put back as it was in every case, also where a signal ends the program.
    ///
    /// - Parameter prompt: What to ask, with a blank at its end.
    /// - Returns: The password, or why there is none.
    package static func ask(_ prompt: String) -> Answer {
        let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard terminal >= 0 else { return .unavailable }
        defer { close(terminal) }
        var before = termios()
        guard tcgetattr(terminal, &before) == 0 else { return .unavailable }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        let keeper = TerminalKeeper(of: terminal, as: before)
        defer { keeper.end() }
        guard tcsetattr(terminal, TCSAFLUSH, &silent) == 0 else { return .unavailable }
        write(prompt, to: terminal)
        let answer = typedLine(from: terminal)
        tcsetattr(terminal, TCSAFLUSH, &before)
        write("\n", to: terminal)
        return answer
    }

    /// Asks, while others go on.
    static func answer(to prompt: String) async -> Answer {
        await withCheckedContinuation { asker in
            Thread.detachNewThread { asker.resume(returning: ask(prompt)) }
        }
    }

    /// Reads what is typed until the line ends, with the keys that a terminal has for correcting it.
    private static func typedLine(from terminal: Int32) -> Answer {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while true {
            let count = read(terminal, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return .gone }
            switch byte {
            case 0x0A, 0x0D: return .typed(Secret(String(validating: line, as: UTF8.self) ?? ""))
            case 0x03: return .interrupted(SIGINT)
            case 0x1C: return .interrupted(SIGQUIT)
            case 0x04 where line.isEmpty: return .gone
            case 0x15: line = []
            case 0x08, 0x7F:
                // A character of several bytes goes as a whole.
                while let last = line.popLast(), last & 0xC0 == 0x80 {}
            default: line.append(byte)
            }
        }
    }

    private static func write(_ text: String, to terminal: Int32) {
        let bytes = Array(text.utf8)
        _ = Foundation.write(terminal, bytes, bytes.count)
    }
}
