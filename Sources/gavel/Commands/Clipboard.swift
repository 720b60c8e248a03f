import Foundation
import Terminal

/// The clipboard of the terminal that a command runs in.
enum Clipboard {
    /// Whether there is a terminal.
    static var isReachable: Bool {
        let terminal = open("/dev/tty", O_WRONLY | O_CLOEXEC | O_NOCTTY)
        guard terminal >= 0 else { return false }
        close(terminal)
        return true
    }

    /// Puts a text into it.
    ///
    /// - Parameter text: The text.
    /// - Throws: A `Complaint` where there is no terminal, or the text is too long for one.
    static func copy(_ text: String) throws {
        let environment = ProcessInfo.processInfo.environment
        guard let bytes = ClipboardEscape.bytes(for: text, environment: environment) else {
            throw Complaint(.failure, "The link is too long for the clipboard. Use --url-only.")
        }
        let terminal = open("/dev/tty", O_WRONLY | O_CLOEXEC | O_NOCTTY)
        guard terminal >= 0 else {
            throw Complaint(.noTerminal, "There is no terminal whose clipboard could be used. Use --url-only.")
        }
        defer { close(terminal) }
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw Complaint(.failure, "The terminal did not take the link. Use --url-only.")
            }
            sent += count
        }
    }
}
