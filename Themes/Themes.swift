/// A theme as it is written: its name and its YAML.
package struct ThemeSource: Hashable, Sendable {
    package var name: String
    package var text: String

    package init(name: String, text: String) {
        self.name = name
        self.text = text
    }
}

/// The themes inside the executable.
package enum Themes {
    /// Every built-in theme, the one that is used unasked first.
    package static let builtIn = [
        ThemeSource(name: "default", text: String(decoding: PackageResources.default_yaml, as: UTF8.self)),
        ThemeSource(name: "dark", text: String(decoding: PackageResources.dark_yaml, as: UTF8.self)),
        ThemeSource(name: "light", text: String(decoding: PackageResources.light_yaml, as: UTF8.self)),
    ]
}
