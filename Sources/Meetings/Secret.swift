/// A password or a token: usable, comparable, and impossible to print by accident.
package struct Secret: Sendable, Hashable {
    private let value: String

    /// Wraps a secret.
    package init(_ value: String) { self.value = value }

    /// The secret itself.
    ///
    /// Call this only where it goes over the wire, or is shown because the operator asked for it.
    package func reveal() -> String { value }

    /// Whether there is nothing in it.
    package var isEmpty: Bool { value.isEmpty }

    /// What is shown in its place.
    package static let mask = "•••"
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { Secret.mask }
    package var debugDescription: String { Secret.mask }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
