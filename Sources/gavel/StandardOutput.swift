import Foundation

/// Standard output, for commands that print much.
enum StandardOutput {
    /// Makes a reader that goes away an error of the write, and no reason to die of.
    private static let survivesClosedPipes: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

    /// How many cells a line of the terminal has; nil where it is none, and nothing is to be cut.
    static var width: Int? {
        guard isatty(STDOUT_FILENO) == 1 else { return nil }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// Writes all of it.
    ///
    /// - Parameter data: What to write.
    /// - Returns: Whether anybody still reads; who has read enough, such as `head`, closes the pipe.
    /// - Throws: A `Complaint` where it cannot be written for any other reason.
    static func write(_ data: Data) throws(Complaint) -> Bool {
        survivesClosedPipes
        var written = 0
        while written < data.count {
            let count = data.withUnsafeBytes { bytes in
                bytes.baseAddress.map { Foundation.write(STDOUT_FILENO, $0 + written, data.count - written) } ?? 0
            }
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EPIPE { return false }
            guard count > 0 else {
                throw Complaint(.failure, "standard output could not be written: \(String(cString: strerror(errno))).")
            }
            written += count
        }
        return true
    }

    /// Writes text as it is, if anybody still reads.
    ///
    /// - Parameter text: What to write.
    /// - Throws: A `Complaint` where it cannot be written.
    static func writeText(_ text: String) throws(Complaint) { _ = try write(Data(text.utf8)) }

    /// Writes a line, if anybody still reads.
    ///
    /// - Parameter line: What to write, without its end.
    /// - Throws: A `Complaint` where it cannot be written.
    static func writeLine(_ line: String) throws(Complaint) { try writeText(line + "\n") }
}
