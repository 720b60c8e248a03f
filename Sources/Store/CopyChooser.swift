package import Meetings

/// What can be copied, in a list over what is there.
package struct CopyChooser: Sendable {
    package var selected = 0

    /// What lies beneath, and comes back.
    var behind: Overlay?

    init(behind: Overlay?) { self.behind = behind }

    package var selectedChoice: CopyChoice { CopyChoice.allCases[selected] }
}

/// A text in full over the screen, so that it can be selected by mouse.
package struct TextSheet: Sendable {
    package var title: String
    package var text: Secret

    /// The first visible line, where there is no room for all of them.
    package var top = 0

    /// What lies beneath, and comes back.
    var behind: Overlay?
}
