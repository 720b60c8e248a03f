package import Terminal

/// What a theme gives a look to.
///
/// The raw value is the key in a theme's file.
package enum Role: String, CaseIterable, Hashable, Sendable {
    /// Everything that has no role of its own; other roles take from it the colours they do not name.
    case text
    /// What matters less: units, counts, ages.
    case muted

    case title
    case titleFocused = "title-focused"
    case border
    case borderFocused = "border-focused"

    /// The selected row of the pane that has the keys, and of the panes that have not.
    case selection
    case selectionUnfocused = "selection-unfocused"

    /// The head of a table.
    case header
    /// A key to press, where keys are listed.
    case key
    case statusBar = "status-bar"

    /// A field's name and its value.
    case label
    case value

    /// What can be typed into, and what stands in it before anything is.
    case field
    case fieldFocused = "field-focused"
    case placeholder

    case link
    /// What a search or a filter found.
    case match
    /// The sign of a marked row.
    case mark

    case success
    case warning
    case danger
    case info

    /// How far a conference has come; a symbol says it too.
    case stateReady = "state-ready"
    case stateLive = "state-live"
    case stateEnded = "state-ended"
    case stateUnknown = "state-unknown"

    case dialog
    case dialogButton = "dialog-button"
    case dialogButtonFocused = "dialog-button-focused"
    /// A sheet over the panes: help, palette, messages.
    case overlay

    case bannerInfo = "banner-info"
    case bannerWarning = "banner-warning"
    case bannerError = "banner-error"
}

/// How the console looks: a style for every role.
package struct Theme: Hashable, Sendable {
    package let name: String

    /// What each role names for itself.
    let styles: [Role: Style]

    /// A role's look, with the colours it leaves open taken from `text`.
    package subscript(_ role: Role) -> Style { style(role, over: .text) }

    /// A role's look where another lies beneath it, such as a state in the selected row.
    ///
    /// - Parameters:
    ///   - role: What is painted.
    ///   - base: What gives the colours that the role leaves open, and its attributes.
    /// - Returns: The style to paint with.
    package func style(_ role: Role, over base: Role) -> Style {
        let ground = (styles[.text] ?? .plain).overlaid(by: styles[base] ?? .plain)
        // Text has no role of its own: it is what it stands on.
        return role == base || role == .text ? ground : ground.overlaid(by: styles[role] ?? .plain)
    }

    /// The theme as a terminal of few colours needs it: what has to stand out, and would only by a colour that there is not,
    /// does so by an attribute.
    package func fitted(to depth: ColorDepth) -> Theme {
        var styles = styles
        for (role, other, attributes) in Theme.emphasis where !depth.tellsApart(self[role], self[other]) {
            styles[role] = (styles[role] ?? .plain).adding(attributes)
        }
        return Theme(name: name, styles: styles)
    }

    /// What has to be told from what, and the means where colours do not serve.
    static let emphasis: [(role: Role, other: Role, attributes: Style.Attributes)] = [
        (.selection, .text, .reverse), (.selectionUnfocused, .text, .bold), (.field, .text, .underline),
        (.fieldFocused, .text, .underline), (.fieldFocused, .field, .bold), (.match, .text, .underline),
        (.titleFocused, .title, .bold), (.borderFocused, .border, .bold),
        (.dialogButtonFocused, .dialogButton, .reverse), (.bannerInfo, .text, .reverse),
        (.bannerWarning, .text, .reverse), (.bannerError, .text, .reverse),
    ]
}
