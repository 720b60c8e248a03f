package import Foundation

/// Text that may be shown: nothing in it can steer a terminal, reorder a line or hide a character.
///
/// Everything a server, a user or a file says becomes `SafeText` at the border of Services, once. From there on the
/// type carries the proof. Control characters are made visible, bidirectional overrides and invisible characters are
/// dropped, and absurd lengths are cut. Joiners and variation selectors stay only where a script or an emoji needs them.
package struct SafeText: Hashable, Sendable {
    /// The text, free of anything a terminal would act on.
    package let string: String

    /// The longest text that is kept, in Unicode scalars.
    package static let longest = 4096

    /// The longest multi-line text that is kept, in Unicode scalars.
    package static let longestDocument = 1 << 18

    /// Combining marks kept on one base character.
    ///
    /// More than these are only ever used to deface a screen.
    private static let mostMarks = 8

    /// Makes one line of text from words of unknown origin.
    ///
    /// - Parameters:
    ///   - untrusted: Anything at all.
    ///   - limit: The most Unicode scalars to keep; what is cut is shown by an ellipsis.
    package init(_ untrusted: String, limit: Int = SafeText.longest) {
        self.init(untrusted, limit: limit, keepsLines: false)
    }

    /// Makes a text whose line breaks are kept, such as a transcript or a JSON document.
    ///
    /// - Parameter untrusted: Anything at all. Carriage returns are dropped, tabs become four blanks.
    package init(document untrusted: String) {
        self.init(untrusted, limit: SafeText.longestDocument, keepsLines: true)
    }

    private init(_ untrusted: String, limit: Int, keepsLines: Bool) {
        if untrusted.utf8.count <= limit, untrusted.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
            string = untrusted
            return
        }
        var kept = String.UnicodeScalarView()
        var count = 0
        var marks = 0
        var last: Unicode.Scalar?
        // Seen, and kept only if what follows needs it.
        var pending: Unicode.Scalar?
        for scalar in untrusted.unicodeScalars {
            guard count < limit else {
                kept.append("…")
                break
            }
            let verdict = ScalarVerdict(scalar, keepsLines: keepsLines)
            switch verdict {
            case .keep, .keepMark:
                if let joiner = pending {
                    pending = nil
                    if joiner.isNeeded(between: last, and: scalar), marks < SafeText.mostMarks {
                        marks += 1
                        count += 1
                        kept.append(joiner)
                    }
                }
                marks = verdict == .keepMark ? marks + 1 : 0
                guard marks <= SafeText.mostMarks else { continue }
                kept.append(scalar)
                last = scalar
            case .show(let visible):
                marks = 0
                pending = nil
                kept.append(contentsOf: visible.unicodeScalars)
                last = nil
            case .select where last?.isPicture == true && marks < SafeText.mostMarks:
                marks += 1
                kept.append(scalar)
                last = scalar
            case .join, .select:
                if pending == nil { pending = scalar }
                continue
            case .drop:
                continue
            }
            count += 1
        }
        string = String(kept)
    }

    /// Whether there is nothing to show.
    package var isEmpty: Bool { string.isEmpty }
}

extension SafeText: ExpressibleByStringInterpolation {
    package init(stringLiteral value: String) { self.init(value) }
}

extension SafeText: CustomStringConvertible, Comparable {
    package var description: String { string }

    package static func < (left: SafeText, right: SafeText) -> Bool { left.string < right.string }
}

extension SafeText {
    /// Makes text from bytes that should be UTF-8; what is not becomes U+FFFD.
    ///
    /// - Parameters:
    ///   - bytes: The bytes as they came.
    ///   - limit: The most Unicode scalars to keep.
    package init(bytes: Data, limit: Int = SafeText.longest) {
        // No scalar takes more than four bytes, so that a body of many megabytes is not decoded for its first words. The
        // byte above that lets the cut show.
        self.init(String(decoding: bytes.prefix(limit * 4 + 1), as: UTF8.self), limit: limit)
    }
}
