/// A key, or a chord of keys, as terminals can tell it.
package enum Key: Hashable, Sendable {
    /// A key that writes something; the space bar is a space.
    case character(Character)
    case enter
    case tab
    /// Shift and Tab.
    case backTab
    case escape
    case backspace
    case delete
    case insert
    case up
    case down
    case left
    case right
    case home
    case end
    case pageUp
    case pageDown
    /// F1 is 1.
    case function(Int)
    /// Control and a key, letters in lower case. Terminals tell Ctrl-I, Ctrl-M, Ctrl-H and Ctrl-[ as Tab, Enter,
    /// Backspace and Esc.
    case control(Character)
    /// Alt (Meta) and a key that writes something.
    case alt(Character)
}
