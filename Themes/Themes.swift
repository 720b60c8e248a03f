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
        source("default", PackageResources.default_yaml), source("dark", PackageResources.dark_yaml),
        source("light", PackageResources.light_yaml), source("high-contrast", PackageResources.high_contrast_yaml),
        source("colour-blind", PackageResources.colour_blind_yaml),
        source("monochrome", PackageResources.monochrome_yaml),
    ]

    private static func source(_ name: String, _ bytes: [UInt8]) -> ThemeSource {
        ThemeSource(name: name, text: String(decoding: bytes, as: UTF8.self))
    }
}
