extension String {
    /// The text with a backslash before each quote and each backslash, and `\n` for a line's end.
    ///
    /// By scalars: an accent behind a quote makes one character of the two, which is no quote to Swift and still one to
    /// every reader.
    var escaped: String {
        var escaped = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar {
            case "\"", "\\": escaped.append(contentsOf: ["\\", scalar])
            case "\n": escaped.append(contentsOf: ["\\", "n"])
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}
