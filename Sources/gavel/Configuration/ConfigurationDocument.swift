/// A file that people configure gavel by.
enum ConfigurationDocument: CaseIterable, Sendable {
    /// The console's and the commands' `config.yaml`.
    case console

    /// The gateway's `gateway.yaml`.
    case gateway
}

extension ConfigurationDocument {
    /// The places of keys in it, the top first.
    var sections: [ConfigurationSection] {
        switch self {
        case .console: [.root, .profile, .v4h, .proconf]
        case .gateway: [.gateway]
        }
    }

    /// The keys at the top.
    var root: ConfigurationSection { sections[0] }

    /// All its keys, in the order of the table.
    var keys: [ConfigurationKey] { ConfigurationTable.all.filter { sections.contains($0.section) } }

    /// Its name in gavel's folder.
    var fileName: String {
        switch self {
        case .console: "config.yaml"
        case .gateway: "gateway.yaml"
        }
    }

    /// What it is.
    var title: String {
        switch self {
        case .console: "gavel's configuration"
        case .gateway: "the configuration of gavel's gateway"
        }
    }
}
