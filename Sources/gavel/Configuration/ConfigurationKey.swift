/// One key that a configuration file may have.
///
/// Whoever adds a key adds it to `ConfigurationTable`: the decoder, the schema, the reference in README.md and
/// gavel-config(5) or gavel-gateway(5) come from there.
struct ConfigurationKey: Hashable, Sendable {
    /// Where it stands.
    let section: ConfigurationSection

    /// As it is written.
    let name: String

    /// What may be written under it.
    let value: ConfigurationValue

    /// What the reference shows under it, as YAML on one line.
    ///
    /// Of a key that holds a section it is the name of one where names are the operator's own, and else empty.
    let example: String

    /// What the reference says beside it.
    var remark: String?

    /// What holds where the key is missing, as it could be written.
    var usual: String?

    /// Whether it has to be there.
    var isRequired = false

    /// Whether the reference shows it as a remark: it cannot stand beside another, or names a file that must be there.
    var isAside = false

    /// What it is for, in sentences.
    let summary: String
}

/// What may be written under a key.
indirect enum ConfigurationValue: Hashable, Sendable {
    /// A text on one line; numbers are taken as they are written.
    case text

    /// One of these words.
    case choice([String])

    /// One of these words, or a list of them; the first stands alone.
    case choices([String])

    case flag

    /// A whole number of these.
    case number(ClosedRange<Int>)

    /// A whole number of these, or 0 for never.
    case numberOrNever(ClosedRange<Int>)

    /// Texts, at least one.
    case list

    /// A text, or a list of texts.
    case textOrList

    /// Columns of the list of conferences, at least one, each alone or with its width.
    case columns

    /// The keys of a section.
    case section(ConfigurationSection)

    /// Names of the operator's own, each with the keys of a section.
    case named(ConfigurationSection)

    /// Some of these names, each with a value of one kind.
    case mapping([String], ConfigurationValue)
}

extension ConfigurationValue {
    /// What it is called in the manual.
    var kind: String {
        switch self {
        case .text: "text"
        case .choice(let words): words.joined(separator: ", ")
        case .choices(let words): "\(words.joined(separator: ", ")), or a list"
        case .flag: "true or false"
        case .number(let range): "\(range.lowerBound) to \(range.upperBound)"
        case .numberOrNever(let range): "\(range.lowerBound) to \(range.upperBound), or 0 for never"
        case .list: "list of texts"
        case .textOrList: "text or list of texts"
        case .columns: "list of columns, each alone or with a width"
        case .section, .named, .mapping: "keys"
        }
    }
}

/// A place where keys stand.
enum ConfigurationSection: String, CaseIterable, Sendable {
    case root
    case profile
    case v4h
    case proconf
    case stage
    case gateway
}

extension ConfigurationSection {
    /// The keys that may stand here, in the order of the table.
    var keys: [ConfigurationKey] { ConfigurationTable.all.filter { $0.section == self } }

    /// The keys of which at least one has to be there.
    var alternatives: [String] {
        switch self {
        case .root, .v4h, .stage, .gateway: []
        case .profile: ["v4h", "proconf"]
        case .proconf: ["application-server", "admin-control"]
        }
    }

    /// Whether the alternatives exclude one another.
    var isExclusive: Bool { self == .proconf }

    /// Where it stands, as a path of keys in which capitals are the operator's own names.
    var path: String {
        switch self {
        case .root, .gateway: ""
        case .profile: "profiles.NAME"
        case .v4h: "profiles.NAME.v4h"
        case .proconf: "profiles.NAME.proconf"
        case .stage: "profiles.NAME.stage"
        }
    }
}
