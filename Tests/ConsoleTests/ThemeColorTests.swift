import Foundation
import Testing

@testable import Console
@testable import Terminal

/// What eyes can make of the themes.
@Suite("The colours of a theme")
struct ThemeColorTests {
    private func theme(_ name: String) throws -> Theme { try #require(Theme.builtIn.first { $0.name == name }) }

    /// What text is painted on, and what is painted there.
    private static let grounds: [Role] = [
        .text, .selection, .selectionUnfocused, .dialog, .overlay, .statusBar,
    ]
    private static let painted: [Role] = [
        .text, .stateReady, .stateLive, .stateEnded, .stateUnknown, .success, .warning, .danger, .info, .muted, .link,
        .key, .label, .value, .match, .placeholder, .titleFocused, .dialogButton, .dialogButtonFocused,
    ]

    @Test(
        "keep WCAG's contrast, for lines that of graphics",
        arguments: [("dark", 4.5), ("light", 4.5), ("colour-blind", 4.5), ("high-contrast", 7)])
    func contrast(name: String, least: Double) throws {
        let theme = try theme(name)
        for role in Role.allCases {
            let needed = [.border, .borderFocused].contains(role) ? least * 2 / 3 : least
            let ratio = try #require(theme[role].contrast, "\(role) is not in true colour")
            #expect(ratio >= needed, "\(role) has \(ratio)")
        }
        for ground in Self.grounds {
            for role in Self.painted {
                let ratio = try #require(theme.style(role, over: ground).contrast)
                #expect(ratio >= least, "\(role) over \(ground) has \(ratio)")
            }
        }
    }

    @Test(
        "keep states, and outcomes, apart for eyes without one kind of cones, in the colour-blind safe theme",
        arguments: Sight.allCases)
    func colorBlindness(sight: Sight) throws {
        let theme = try theme("colour-blind")
        for roles: [Role] in [
            [.stateReady, .stateLive, .stateEnded, .stateUnknown], [.success, .warning, .danger, .info],
        ] {
            for (index, first) in roles.enumerated() {
                for second in roles.dropFirst(index + 1) {
                    let one = try #require(theme[first].foreground.seen(with: sight))
                    let other = try #require(theme[second].foreground.seen(with: sight))
                    let distance = one.distance(to: other)
                    #expect(distance >= 20, "\(first) and \(second) differ by \(distance) with \(sight)")
                }
            }
        }
    }

    @Test("tell red from green no more than a colour-blind eye does: the measure is one")
    func measure() throws {
        let red = Color.rgb(0xD0, 0x30, 0x20)
        let green = Color.rgb(0x60, 0x74, 0x18)
        let usual = try #require(red.seen(with: .usual)).distance(to: try #require(green.seen(with: .usual)))
        let blind = try #require(red.seen(with: .withoutGreen))
            .distance(to: try #require(green.seen(with: .withoutGreen)))
        #expect(usual > 60 && blind < 25, "\(usual) and \(blind)")
    }

    @Test("are none in the monochrome theme, which tells the selection, keys and errors all the same")
    func monochrome() throws {
        let theme = try theme("monochrome")
        for role in Role.allCases {
            #expect(theme[role].foreground == .standard && theme[role].background == .standard, "\(role)")
        }
        let distinct: [Role] = [.text, .selection, .selectionUnfocused, .danger, .dialogButtonFocused, .muted]
        for role in distinct.dropFirst() { #expect(theme[role] != theme[.text], "\(role)") }
    }

    @Test("never come out as one on a terminal of few", arguments: Theme.builtIn.map(\.name))
    func legibility(name: String) throws {
        let theme = try theme(name)
        for depth in [ColorDepth.indexed256, .sixteen, .eight] {
            let palette = Palette(depth: depth)
            for ground in Self.grounds {
                for role in Self.painted {
                    let look = palette.look(of: theme.style(role, over: ground))
                    guard look.foreground >= 0, look.background >= 0 else { continue }
                    #expect(look.foreground != look.background, "\(role) over \(ground) with \(depth)")
                }
            }
        }
    }

    @Test("are not needed to tell what is selected, typed into or wrong", arguments: Theme.builtIn.map(\.name))
    func emphasis(name: String) throws {
        for depth in [ColorDepth.indexed256, .sixteen, .eight, .none] {
            let theme = try theme(name).fitted(to: depth)
            for (role, other, _) in Theme.emphasis {
                #expect(depth.tellsApart(theme[role], theme[other]), "\(role) and \(other) with \(depth)")
            }
        }
        let dark = try self.theme("dark")
        #expect(dark.fitted(to: .trueColor) == dark, "nothing is added where colours serve")
    }

    @Test("come out on every kind of terminal as recorded", arguments: Theme.builtIn.map(\.name))
    func depths(name: String) throws {
        let theme = try theme(name)
        let depths = ColorDepth.all
        var rows = [["role"] + depths.map(\.name)]
        for role in Role.allCases {
            rows.append(
                [role.rawValue]
                    + depths.map { _, depth in
                        Palette(depth: depth).look(of: theme.fitted(to: depth)[role]).words(depth: depth)
                    })
        }
        let widths = (0...depths.count).map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { row in
            zip(row, widths).map { $0.padding(toLength: $1 + 2, withPad: " ", startingAt: 0) }.joined()
                .replacing(/\ +$/, with: "")
        }
        try Snapshot.expect(lines.joined(separator: "\n") + "\n", is: "theme-\(name)")
    }
}

/// Eyes with all three kinds of cones, or without one of them.
enum Sight: CaseIterable {
    case usual
    case withoutRed
    case withoutGreen
    case withoutBlue

    /// What is seen, of linear red, green and blue: the matrices for severity 1.0 of Machado, Oliveira and Fernandes, "A
    /// Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15 (6), 2009.
    fileprivate var matrix: [[Double]] {
        switch self {
        case .usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
        case .withoutRed:
            [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
        case .withoutGreen:
            [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
        case .withoutBlue:
            [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
        }
    }
}

/// A colour as it is perceived: CIELAB under the light D65.
private struct Perception {
    let lightness: Double
    let a: Double
    let b: Double

    /// How far two are apart (CIE76); 2.3 can just be noticed.
    func distance(to other: Perception) -> Double {
        let (first, second, third) = (lightness - other.lightness, a - other.a, b - other.b)
        return (first * first + second * second + third * third).squareRoot()
    }
}

extension Style {
    /// The contrast ratio of WCAG 2.2 ("contrast ratio", "relative luminance"), where both colours are known.
    fileprivate var contrast: Double? {
        guard let foreground = foreground.luminance, let background = background.luminance else { return nil }
        return (max(foreground, background) + 0.05) / (min(foreground, background) + 0.05)
    }
}

extension Color {
    /// Red, green and blue in proportion to light, from 0 to 1 (IEC 61966-2-1).
    private var linear: [Double]? {
        guard case .rgb(let red, let green, let blue) = self else { return nil }
        return [red, green, blue].map { part in
            let value = Double(part) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
    }

    fileprivate var luminance: Double? {
        linear.map { 0.2126 * $0[0] + 0.7152 * $0[1] + 0.0722 * $0[2] }
    }

    fileprivate func seen(with sight: Sight) -> Perception? {
        guard let linear else { return nil }
        let light = sight.matrix.map { row in
            min(1, max(0, row[0] * linear[0] + row[1] * linear[1] + row[2] * linear[2]))
        }
        // sRGB to CIE XYZ, by the white of D65, and from there to CIELAB.
        let x = (0.4124564 * light[0] + 0.3575761 * light[1] + 0.1804375 * light[2]) / 0.95047
        let y = 0.2126729 * light[0] + 0.7151522 * light[1] + 0.0721750 * light[2]
        let z = (0.0193339 * light[0] + 0.1191920 * light[1] + 0.9503041 * light[2]) / 1.08883
        let root: (Double) -> Double = { $0 > 216 / 24389 ? cbrt($0) : (24389 / 27 * $0 + 16) / 116 }
        return Perception(
            lightness: 116 * root(y) - 16, a: 500 * (root(x) - root(y)), b: 200 * (root(y) - root(z)))
    }
}
