import CTerminal

/// How many cells a terminal gives to one Unicode scalar.
///
/// ncurses and the C library's `wcwidth` have to agree with us, or columns would shift: so `wcwidth` it is, asked for
/// what is not in the few ranges that make up nearly all text. A test holds those ranges to `wcwidth`.
enum ScalarWidth {
    /// Whether the process has a UTF-8 locale, without which `wcwidth` knows ASCII only.
    ///
    /// Set up when first asked.
    static let isReady = cterminal_use_utf8()

    /// 1 or 2 for scalars of that width which neither combine with a neighbour of this kind nor are altered for the
    /// screen; otherwise 0.
    @inline(__always)
    static func ofPlain(_ scalar: UInt32) -> Int {
        if scalar < 0x7F { return scalar >= 0x20 ? 1 : 0 }
        if scalar < 0x300 { return scalar >= 0xA0 && scalar != 0xAD ? 1 : 0 }
        switch scalar {
        case 0x400...0x482, 0x2010...0x2027, 0x2030...0x205E, 0x2190...0x21FF, 0x2500...0x25FC: return 1
        case 0x3001...0x3029, 0x3041...0x3096, 0x30A1...0x30FF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xFF01...0xFF5E:
            return 2
        default: return 0
        }
    }

    /// What `wcwidth` says of a scalar: -1 for one that cannot be shown, 0 for one that joins the one before, otherwise
    /// 1 or 2.
    static func ofAny(_ scalar: Unicode.Scalar) -> Int {
        let width = ofPlain(scalar.value)
        guard width == 0 else { return width }
        return ofLibrary(scalar.value)
    }

    /// As above, by `wcwidth` alone.
    static func ofLibrary(_ scalar: UInt32) -> Int {
        // A system without any UTF-8 locale can show ASCII at most, and ncurses replaces the rest: as narrow.
        guard isReady else { return scalar < 0x20 || scalar == 0x7F ? -1 : 1 }
        return Int(cterminal_width(scalar))
    }
}
