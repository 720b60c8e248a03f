/// What becomes of one scalar of a text that is to be shown.
enum ScalarVerdict: Equatable {
    case keep

    /// It joins the one before it, as accents do.
    case keepMark

    /// It is shown as something else.
    case show(String)

    /// An invisible joiner: kept between two letters of a script that joins them, or two parts of an emoji.
    case join

    /// An invisible choice between the picture and the sign of an emoji.
    case select
    case drop

    init(_ scalar: Unicode.Scalar, keepsLines: Bool) {
        switch scalar.value {
        case 0x0A where keepsLines: self = .keep
        case 0x0D where keepsLines: self = .drop
        case 0x09: self = .show(keepsLines ? "    " : " ")
        case 0x00..<0x20: self = .show(String(ScalarVerdict.controlPicture(scalar.value)))
        case 0x20..<0x7F: self = .keep
        case 0x7F: self = .show("\u{2421}")
        case 0x80..<0xA0, 0xFFF9...0xFFFC: self = .show("\u{FFFD}")
        case 0x2028, 0x2029: self = keepsLines ? .show("\n") : .show(" ")
        // A blank of Braille, and of music, that a reader takes for a space.
        case 0x2800, 0x1D159: self = .show(" ")
        case 0x200C, 0x200D: self = .join
        case 0xFE0E, 0xFE0F: self = .select
        case 0xAD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x200B, 0x200E, 0x200F,
            0x202A...0x202E, 0x2060...0x206F, 0x3164, 0xFE00...0xFE0D, 0xFEFF, 0xFFA0, 0x1BCA0...0x1BCA3,
            0x1D173...0x1D17A, 0xE0000...0xE0FFF:
            self = .drop
        // Vowels and final consonants of Korean, of which any number would pile up in the cells of one syllable.
        case 0x1161...0x11FF, 0xD7B0...0xD7C6, 0xD7CB...0xD7FB: self = .keepMark
        // Signs of Arabic, Syriac and Kaithi that stand visibly before the number they belong to.
        case 0x0600...0x0605, 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD: self = .keepMark
        default: self.init(category: scalar.properties.generalCategory)
        }
    }

    private init(category: Unicode.GeneralCategory) {
        switch category {
        case .nonspacingMark, .enclosingMark: self = .keepMark
        case .format: self = .drop
        case .control, .surrogate, .privateUse, .unassigned: self = .show("\u{FFFD}")
        default: self = .keep
        }
    }

    /// The picture of a C0 control character (Unicode block "Control Pictures").
    private static func controlPicture(_ value: UInt32) -> Unicode.Scalar {
        Unicode.Scalar(0x2400 + value) ?? "\u{FFFD}"
    }
}

extension Unicode.Scalar {
    /// Whether it is an emoji beyond the digits and signs of ASCII and Latin-1, which are emoji too.
    var isPicture: Bool { value > 0x2000 && properties.isEmoji }

    /// Whether a joiner or a selector has work to do between two scalars, so that it does not only hide there.
    func isNeeded(between left: Unicode.Scalar?, and right: Unicode.Scalar) -> Bool {
        guard let left else { return false }
        if value == 0x200C || value == 0x200D {
            let joinsPictures = value == 0x200D && (left.isPicture || left.value == 0xFE0F) && right.isPicture
            return joinsPictures || (left.isOfJoiningScript && right.isOfJoiningScript)
        }
        // A keycap: a digit, the selector, and the frame of the key.
        return value == 0xFE0F && right.value == 0x20E3 && (left == "#" || left == "*" || "0"..."9" ~= left)
    }

    /// Whether it is of a script whose letters change where they meet, so that its words need joiners and non-joiners.
    private var isOfJoiningScript: Bool {
        switch value {
        case 0x0600...0x08FF, 0x0900...0x0DFF, 0x1000...0x109F, 0x1780...0x18AF, 0x1900...0x1CFF, 0xA800...0xABFF,
            0xFB50...0xFDFF, 0xFE70...0xFEFC, 0x10A00...0x11FFF, 0x1E900...0x1E95F:
            true
        default: false
        }
    }
}
