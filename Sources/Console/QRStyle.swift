package import Terminal

/// How a QR code looks: dark on light whatever the theme is, as readers want it.
package enum QRStyle {
    /// The style of what is written in dark ink.
    ///
    /// It is turned round twice, so that it is dark on light also where there are no colours, on a terminal whose own are
    /// light on dark.
    ///
    /// - Parameter isDark: Whether the ground is dark, too.
    /// - Returns: The style.
    package static func ground(isDark: Bool) -> Style {
        let (dark, light) = (Color.rgb(0, 0, 0), Color.rgb(255, 255, 255))
        return isDark
            ? Style(foreground: light, background: dark)
            : Style(foreground: light, background: dark, attributes: .reverse)
    }
}
