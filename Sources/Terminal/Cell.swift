/// One cell of a ``Canvas``, as it is read.
package struct Cell: Hashable, Sendable {
    /// What the cell shows: a character with its combining marks, or nothing for the right half of a wide one.
    package var text: String
    /// How many columns the text covers: 1, 2, or 0 for the right half of a wide character.
    package var width: Int
    /// How it looks.
    package var style: Style

    /// A cell that shows a text of a width in a style.
    package init(text: String, width: Int, style: Style) {
        self.text = text
        self.width = width
        self.style = style
    }
}
