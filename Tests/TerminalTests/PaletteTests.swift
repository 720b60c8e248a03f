import Testing

@testable import Terminal

@Suite struct PaletteTests {
    private func foreground(_ color: Color, _ depth: ColorDepth) -> Int32 {
        Palette(depth: depth).look(of: Style(foreground: color)).foreground
    }

    @Test(
        "A colour becomes the nearest there is",
        arguments: [
            (Color.rgb(255, 0, 0), ColorDepth.indexed256, Int32(196)), (.rgb(255, 0, 0), .sixteen, 9),
            (.rgb(255, 0, 0), .eight, 1), (.rgb(255, 0, 0), .none, -1),
            (.rgb(128, 128, 128), .indexed256, 244), (.rgb(250, 250, 250), .sixteen, 15),
            (.rgb(250, 250, 250), .eight, 7),
            (.indexed(208), .indexed256, 208), (.indexed(208), .sixteen, 3), (.indexed(12), .indexed256, 12),
            (.indexed(12), .sixteen, 12),
            (.indexed(12), .eight, 4), (.indexed(3), .none, -1), (.standard, .trueColor, -1), (.standard, .eight, -1),
            (.rgb(0x12, 0x34, 0x56), .trueColor, 0x12_3456), (.indexed(3), .trueColor, 3),
            (.indexed(231), .trueColor, 0xFF_FFFF),
        ]
    )
    func nearest(color: Color, depth: ColorDepth, expected: Int32) {
        #expect(foreground(color, depth) == expected)
    }

    @Test("Bright colours are bold where there are but eight, and bright black is never black on black")
    func brightColors() {
        let palette = Palette(depth: .eight)
        #expect(
            palette.look(of: Style(foreground: .indexed(9))) == .init(foreground: 1, background: -1, attributes: .bold)
        )
        #expect(
            palette.look(of: Style(foreground: .indexed(8))) == .init(foreground: -1, background: -1, attributes: .dim)
        )
        #expect(
            palette.look(of: Style(background: .indexed(12))) == .init(foreground: -1, background: 4, attributes: [])
        )
    }

    @Test("A dark blue is not taken for an entry of the palette")
    func darkBlue() {
        #expect(
            Palette(depth: .trueColor, directEntries: 256).look(of: Style(foreground: .rgb(0, 0, 200))).foreground
                == 0x1C8
        )
    }

    @Test("Attributes stay where there are no colours")
    func attributes() {
        let style = Style(foreground: .indexed(1), background: .rgb(1, 1, 1), attributes: [.reverse, .bold])
        #expect(
            Palette(depth: .none).look(of: style)
                == .init(foreground: -1, background: -1, attributes: [.reverse, .bold])
        )
    }

    @Test("The number of colours in the terminal database tells the depth")
    func depths() {
        let numbers: [Int32] = [0, 2, 8, 16, 88, 256, 1 << 24]
        #expect(
            numbers.map(ColorDepth.init(colors:))
                == [.none, .none, .eight, .sixteen, .sixteen, .indexed256, .trueColor]
        )
    }

    @Test("Two colours that would come out as one are kept apart where there are few")
    func legible() {
        let style = Style(foreground: .rgb(0x30, 0x34, 0x38), background: .rgb(0x20, 0x24, 0x28))
        #expect(Palette(depth: .eight).look(of: style) == .init(foreground: 7, background: 0, attributes: []))
        let pale = Style(foreground: .rgb(0xE0, 0xE0, 0xE0), background: .rgb(0xF4, 0xF4, 0xF4))
        #expect(Palette(depth: .sixteen).look(of: pale).foreground == 0)
        let own = Style(foreground: .indexed(1), background: .indexed(1))
        #expect(Palette(depth: .eight).look(of: own).foreground == 1, "the sixteen are the user's")
    }
}

@Suite struct StyleEscapeTests {
    @Test(
        "A style is written as the terminal knows it",
        arguments: [
            (ColorDepth.none, "\u{1B}[1mx\u{1B}[0m"), (.eight, "\u{1B}[1;31;40mx\u{1B}[0m"),
            (.sixteen, "\u{1B}[1;91;40mx\u{1B}[0m"), (.indexed256, "\u{1B}[1;38;5;196;48;5;16mx\u{1B}[0m"),
            (.trueColor, "\u{1B}[1;38;2;255;0;0;48;2;0;1;0mx\u{1B}[0m"),
        ])
    func depths(depth: ColorDepth, expected: String) {
        let style = Style(foreground: .rgb(255, 0, 0), background: .rgb(0, 0, 0), attributes: .bold)
        #expect(StyleEscape(palette: Palette(depth: depth)).text("x", style) == expected)
    }

    @Test("Nothing is written around plain text, nor where no style can be shown")
    func plain() {
        #expect(StyleEscape(palette: Palette(depth: .sixteen)).text("x", .plain) == "x")
        #expect(StyleEscape(palette: nil).text("x", Style(foreground: .indexed(1))) == "x")
        let index = Style(foreground: .indexed(9), background: .indexed(208))
        #expect(
            StyleEscape(palette: Palette(depth: .indexed256)).text("x", index) == "\u{1B}[91;48;5;208mx\u{1B}[0m")
    }
}

@Suite struct TerminalTypeTests {
    @Test("The terminals of 24 bits are looked for under the names they go by")
    func sisters() {
        #expect(TerminalType.sisters(of: "xterm-256color", isInTmux: false).contains("xterm-direct256"))
        #expect(TerminalType.sisters(of: "xterm-kitty", isInTmux: false).first == "xterm-kitty-direct")
        #expect(TerminalType.sisters(of: "alacritty", isInTmux: false).contains("alacritty-direct"))
        #expect(TerminalType.sisters(of: "screen-256color", isInTmux: true) == ["tmux-direct"])
    }
}
