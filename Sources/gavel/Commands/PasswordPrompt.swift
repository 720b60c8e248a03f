import Dispatch
import Foundation
import Meetings

/// Asks for a password at the terminal, without showing it.
enum PasswordPrompt {
    /// Asks.
    ///
    /// The terminal is put back as it was in every case, also where a signal ends the program.
    ///
    /// - Parameter prompt: What to ask, with a blank at its end.
    /// - Returns: The password.
    /// - Throws: A `Complaint` where there is no terminal, or nothing was typed.
    static func ask(_ prompt: String) throws -> Secret {
        let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard terminal >= 0 else {
            throw Complaint(
                .noTerminal,
                "There is no terminal to ask for the password on. Use --password-fd, or a password-command.")
        }
        defer { close(terminal) }
        var before = termios()
        guard tcgetattr(terminal, &before) == 0 else {
            throw Complaint(.noTerminal, "The terminal cannot be kept from showing the password. Use --password-fd.")
        }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        let sources = [SIGTERM, SIGHUP].map { restoring(before, of: terminal, at: $0) }
        defer { for source in sources { source.cancel() } }
        tcsetattr(terminal, TCSAFLUSH, &silent)
        write(prompt, to: terminal)
        let (line, signal) = typedLine(from: terminal)
        tcsetattr(terminal, TCSAFLUSH, &before)
        write("\n", to: terminal)
        if let signal { kill(getpid(), signal) }
        guard let line, !line.isEmpty, let text = String(validating: line, as: UTF8.self) else {
            throw Complaint(.usage, "No password was typed.")
        }
        return Secret(text)
    }

    /// Puts the terminal back before a signal ends the program.
    private static func restoring(_ settings: termios, of terminal: Int32, at number: Int32) -> any DispatchSourceSignal
    {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { @Sendable in
            var settings = settings
            tcsetattr(terminal, TCSAFLUSH, &settings)
            signal(number, SIG_DFL)
            kill(getpid(), number)
        }
        source.setCancelHandler { @Sendable in signal(number, SIG_DFL) }
        source.activate()
        return source
    }

    /// Reads what is typed until the line ends, with the keys that a terminal has for correcting it.
    ///
    /// - Returns: The line; nil where the terminal is gone, or a signal was asked for by its key.
    private static func typedLine(from terminal: Int32) -> (line: [UInt8]?, signal: Int32?) {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while true {
            let count = read(terminal, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return (nil, nil) }
            switch byte {
            case 0x0A, 0x0D: return (line, nil)
            case 0x03: return (nil, SIGINT)
            case 0x1C: return (nil, SIGQUIT)
            case 0x04 where line.isEmpty: return ([], nil)
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
