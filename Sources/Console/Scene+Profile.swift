import Store
import Terminal

extension Scene {
    /// How a frame looks, in the colour of the profile where it has one; the one that has the keys is bold then, too.
    func border(isFocused: Bool) -> Style {
        let style = theme[isFocused ? .borderFocused : .border]
        guard let color = state.profile.color?.color else { return style }
        let own = Style(foreground: color, background: style.background, attributes: style.attributes)
        return isFocused ? own.adding(.bold) : own
    }

    /// How the profile's name looks where it has a colour.
    ///
    /// It is turned round, so that it stands out also where there are no colours.
    var badge: Style? {
        state.profile.color.map { color in
            Style(foreground: color.color, background: theme[.statusBar].background, attributes: [.bold, .reverse])
        }
    }
}

extension ProfileColor {
    /// One of the terminal's own sixteen.
    fileprivate var color: Color {
        switch self {
        case .red: .indexed(1)
        case .green: .indexed(2)
        case .yellow: .indexed(3)
        case .blue: .indexed(4)
        case .magenta: .indexed(5)
        case .cyan: .indexed(6)
        }
    }
}
