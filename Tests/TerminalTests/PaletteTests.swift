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
}
