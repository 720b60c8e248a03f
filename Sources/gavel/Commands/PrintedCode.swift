import Console
import Foundation
import Meetings
import QRCode
import Terminal

/// A link as a QR code on the terminal that a command prints to.
enum PrintedCode {
    /// Whether standard output is a terminal, whose ground is known to be coloured.
    static var isReachable: Bool { isatty(STDOUT_FILENO) == 1 }

    /// The lines of the code, dark on light.
    ///
    /// - Parameters:
    ///   - link: The link, whose token is in the code.
    ///   - environment: Where the locale is, and what tells of the terminal.
    ///   - width: How many cells a line may have; nil for as many as it needs.
    /// - Returns: The lines.
    /// - Throws: A `Complaint` with the width that is needed.
    static func lines(of link: MeetingLink, environment: [String: String], width: Int?) throws(Complaint) -> [String] {
        guard let code = QRCode(Array(link.url.reveal().utf8)) else {
            throw Complaint(.failure, "The link is too long for a QR code.")
        }
        let picture = QRPicture(code, usesHalfBlocks: usesUnicode(environment))
        if let width, picture.columns > width {
            throw Complaint(
                .failure, "The QR code needs \(picture.columns) columns, and this terminal has \(width). Make it wider."
            )
        }
        let escape = StyleEscape(environment: environment, output: STDOUT_FILENO)
        return (0..<picture.rows).map { row in
            picture.runs(ofRow: row).map { escape.text($0.text, QRStyle.ground(isDark: $0.isDark)) }.joined()
        }
    }

    /// Whether the locale has characters beyond ASCII; where none is set, whoever shows it most likely has.
    static func usesUnicode(_ environment: [String: String]) -> Bool {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        guard let locale = locale?.lowercased() else { return true }
        return locale.contains("utf-8") || locale.contains("utf8")
    }
}
