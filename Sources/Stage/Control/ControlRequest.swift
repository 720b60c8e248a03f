package import Meetings

/// What a script asks of the stage of a running console: one JSON document on a line.
package enum ControlRequest: Hashable, Sendable {
    /// Whatever happens, until the stage ends or the caller leaves.
    case follow

    /// A command for the live object.
    ///
    /// `isAgreed` says that the caller wants it although it may not be undone.
    case run(StageCommand, isAgreed: Bool)

    /// The stage and its meeting, as they are now.
    case show
}

extension ControlRequest {
    /// The longest name of a command.
    private static let longestName = 128

    /// Reads a request; nil where it is none.
    package init?(_ document: JSONValue) {
        switch document["request"] {
        case "follow": self = .follow
        case "show": self = .show
        case "run":
            guard let name = document["name"]?.text, name.utf8.count <= ControlRequest.longestName else { return nil }
            guard case .array(let arguments) = document["arguments"] ?? [] else { return nil }
            self = .run(StageCommand(name, arguments), isAgreed: document["agreed"] == true)
        default: return nil
        }
    }

    /// The request as it is sent.
    package var document: JSONValue {
        switch self {
        case .follow: ["request": "follow"]
        case .show: ["request": "show"]
        case .run(let command, let isAgreed):
            [
                "request": "run", "name": .string(command.name), "arguments": .array(command.arguments),
                "agreed": .bool(isAgreed),
            ]
        }
    }
}
