import Store

/// The page gavel-config(5), made of the table of keys.
enum ConfigurationManual {
    /// The page.
    static func page() -> String {
        var page = Roff(page: "gavel-config", section: 5)
        page.section("Name")
        page.paragraph("gavel-config - the configuration of gavel(1)")
        page.section("Description")
        page.paragraph(
            """
            gavel reads $XDG_CONFIG_HOME/gavel/config.yaml, which is ~/.config/gavel/config.yaml unless it is set \
            otherwise; --config names another file. It is YAML.

            There is no key for a password or a token. A file with a mistake is refused, with every mistake's line, \
            key, and what to write instead; gavel config check tells them without opening the console.
            """)
        for section in ConfigurationSection.allCases {
            page.section(section.path.isEmpty ? "Keys" : "Keys of \(section.path)")
            if !section.alternatives.isEmpty {
                let names = section.alternatives.joined(separator: " or ")
                page.paragraph(
                    section.isExclusive ? "Either \(names) has to be there." : "At least \(names) has to be there.")
            }
            for key in section.keys { write(key, to: &page) }
        }
        page.section("Example")
        page.example(ConfigurationReference.text.dropLast())
        page.section("See also")
        page.paragraph("gavel(1)")
        return page.text
    }

    private static func write(_ key: ConfigurationKey, to page: inout Roff) {
        let notes = [
            key.isRequired ? "It has to be there." : nil, key.usual.map { "Usually \($0)." },
            names(of: key.value).map { "The names are \($0.joined(separator: ", "))." },
        ]
        page.item(
            "\(key.name): (\(key.value.kind))", ([key.summary] + notes.compactMap(\.self)).joined(separator: " "))
    }

    private static func names(of value: ConfigurationValue) -> [String]? {
        switch value {
        case .mapping(let names, _): names
        case .columns: ConferenceRow.Column.allCases.map(\.name)
        default: nil
        }
    }
}
