import Store

/// The pages gavel-config(5) and gavel-gateway(5), made of the table of keys.
enum ConfigurationManual {
    /// The page of a file.
    static func page(of document: ConfigurationDocument) -> String {
        var page = Roff(page: name(of: document), section: 5)
        page.section("Name")
        page.paragraph("\(name(of: document)) - \(subject(of: document))")
        page.section("Description")
        page.paragraph(description(of: document))
        for section in document.sections {
            page.section(section.path.isEmpty ? "Keys" : "Keys of \(section.path)")
            if !section.alternatives.isEmpty {
                let names = section.alternatives.joined(separator: " or ")
                page.paragraph(
                    section.isExclusive ? "Either \(names) has to be there." : "At least \(names) has to be there.")
            }
            for key in section.keys { write(key, to: &page) }
        }
        page.section("Example")
        page.example(ConfigurationReference.text(of: document).dropLast())
        page.section("See also")
        let others = ConfigurationDocument.allCases.filter { $0 != document }.map { "\(name(of: $0))(5)" }
        page.paragraph((["gavel(1)"] + others).joined(separator: ", "))
        return page.text
    }

    /// The name of the page.
    static func name(of document: ConfigurationDocument) -> String {
        switch document {
        case .console: "gavel-config"
        case .gateway: "gavel-gateway"
        }
    }

    private static func subject(of document: ConfigurationDocument) -> String {
        switch document {
        case .console: "the configuration of gavel(1)"
        case .gateway: "the configuration of gavel gateway"
        }
    }

    private static func description(of document: ConfigurationDocument) -> String {
        switch document {
        case .console:
            """
            gavel reads $XDG_CONFIG_HOME/gavel/config.yaml, which is ~/.config/gavel/config.yaml unless it is set \
            otherwise; --config names another file. It is YAML.

            There is no key for a password or a token. A file with a mistake is refused, with every mistake's line, \
            key, and what to write instead; gavel config check tells them without opening the console.
            """
        case .gateway:
            """
            gavel gateway reads $XDG_CONFIG_HOME/gavel/gateway.yaml, which is ~/.config/gavel/gateway.yaml unless it \
            is set otherwise; --config names another file. It is YAML.

            There is no key for a password, a token or a user: users are kept by gavel gateway user, and what signs \
            tokens by gavel gateway key, both in the folder of the key state. A file with a mistake is refused, with \
            every mistake's line, key, and what to write instead; gavel gateway check tells them without starting \
            anything.
            """
        }
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
