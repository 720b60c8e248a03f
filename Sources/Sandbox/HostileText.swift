import Foundation

/// What a server must not be able to do to a terminal, as text.
enum HostileText {
    /// One of each kind: screen and title, clipboard, device control, C1, bidi, zero width, plain controls.
    static let sequences = [
        "\u{1B}[31m",  // colour
        "\u{1B}[2J\u{1B}[H",  // the screen cleared
        "\u{1B}]0;taken\u{07}",  // the window's title
        "\u{1B}]52;c;dGFrZW4=\u{07}",  // the clipboard
        "\u{1B}P$q\"p\u{1B}\\",  // a device control string
        "\u{1B}[6n",  // a question the terminal answers by typing
        "\u{9B}32m\u{9D}0;taken\u{9C}\u{90}q\u{9C}",  // the same by C1
        "\u{202E}\u{2066}\u{2069}\u{202C}",  // overrides and isolates
        "\u{200B}\u{200D}\u{FEFF}\u{2060}",  // zero width
        "\u{08}\u{0D}\u{0A}\u{09}\u{7F}\u{85}\u{2028}",  // plain controls and line ends
    ]

    /// What would become an element or a script, where a page took text for markup.
    static let markup = [
        "<img src=x onerror=\"document.title='taken'\">", "</script><script>document.title='taken'</script>",
        "&lt;b&gt;", "<!--",
    ]

    /// A text with hostile ones before and behind it.
    static func around(_ text: String) -> String {
        sequences[1] + text + sequences.joined()
    }

    /// Stands for ``invalidBytes`` until the document is written.
    static let marker = "\u{E000}no-utf-8\u{E000}"

    /// A lone continuation, an overlong slash, half a surrogate pair, what is never UTF-8, and a beginning without end.
    static let invalidBytes = Data([0x80, 0xC0, 0xAF, 0xED, 0xA0, 0x80, 0xFF, 0xE2, 0x82])
}
