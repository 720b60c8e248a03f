/// A colour by which a profile is known at a glance, such as red for the one that matters most.
///
/// The raw value is its name in the configuration.
package enum ProfileColor: String, CaseIterable, Hashable, Sendable {
    case red
    case green
    case yellow
    case blue
    case magenta
    case cyan
}
