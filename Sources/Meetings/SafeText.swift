package import Foundation

/// Text that may be shown: nothing in it can steer a terminal, reorder a line or hide a character.
///
/// Everything a server, a user or a file says becomes `SafeText` at the border of Services, once. From there on the
/// type carries the proof. Control characters are made visible, bidirectional overrides and invisible characters are
/// dropped, and absurd lengths are cut.
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
        for scalar in untrusted.unicodeScalars {
            guard count < limit else {
                kept.append("…")
                break
            }
            switch Verdict(scalar, keepsLines: keepsLines) {
            case .keep:
                marks = 0
                kept.append(scalar)
            case .keepMark:
                marks += 1
                guard marks <= SafeText.mostMarks else { continue }
                kept.append(scalar)
            case .show(let visible):
                marks = 0
                kept.append(contentsOf: visible.unicodeScalars)
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

extension SafeText {
    /// What becomes of one scalar.
    private enum Verdict {
        case keep
        case keepMark
        case show(String)
        case drop

        init(_ scalar: Unicode.Scalar, keepsLines: Bool) {
            switch scalar.value {
            case 0x0A where keepsLines:
                self = .keep
            case 0x0D where keepsLines:
                self = .drop
            case 0x09:
                self = .show(keepsLines ? "    " : " ")
            case 0x00..<0x20:
                self = .show(String(SafeText.controlPicture(scalar.value)))
            case 0x20..<0x7F:
                self = .keep
            case 0x7F:
                self = .show("\u{2421}")
            case 0x80..<0xA0, 0xFFF9...0xFFFB:
                self = .show("\u{FFFD}")
            case 0x2028, 0x2029:
                self = keepsLines ? .show("\n") : .show(" ")
            case 0xAD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x200B, 0x200E, 0x200F,
                0x202A...0x202E, 0x2060...0x206F, 0x3164, 0xFEFF, 0xFFA0, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A,
                0xE0000...0xE0FFF:
                self = .drop
            default:
                self.init(category: scalar.properties.generalCategory)
            }
        }

        private init(category: Unicode.GeneralCategory) {
            switch category {
            case .nonspacingMark, .enclosingMark: self = .keepMark
            case .format: self = .keepMark  // ZWJ and ZWNJ: Indic scripts and emoji need them
            case .control, .surrogate, .privateUse, .unassigned: self = .show("\u{FFFD}")
            default: self = .keep
            }
        }
    }

    /// The picture of a C0 control character (Unicode block "Control Pictures").
    private static func controlPicture(_ value: UInt32) -> Unicode.Scalar {
        Unicode.Scalar(0x2400 + value) ?? "\u{FFFD}"
    }
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
