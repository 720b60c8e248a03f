package import Meetings

/// A command for the live object, with its positional arguments (IFrame API reference, section 2).
package struct StageCommand: Hashable, Sendable {
    package var name: String
    package var arguments: [JSONValue]

    package init(_ name: String, _ arguments: [JSONValue] = []) {
        self.name = name
        self.arguments = arguments
    }
}
