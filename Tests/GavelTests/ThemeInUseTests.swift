import Console
import Foundation
import Terminal
import TestSupport
import Testing

@testable import gavel

@Suite("The theme in use", .timeLimit(.minutes(10)))
@MainActor
struct ThemeInUseTests {
    private let home: TemporaryHome
    private let folder: ConfigurationFolder

    init() throws {
        home = try TemporaryHome()
        try FileManager.default.createDirectory(
            atPath: home.path("config/gavel"), withIntermediateDirectories: true)
        folder = ConfigurationFolder(path: home.path("config/gavel"))
    }

    private func write(_ yaml: String) throws { try home.write(yaml, to: "config/gavel/themes/ward.yaml") }

    @Test("is read anew when its file is written, and stays as it was while that has a mistake")
    func following() async throws {
        defer { home.remove() }
        try write("key: { fg: red }")
        let inUse = try ThemeInUse(named: "ward", in: folder)
        let (readings, continuation) = AsyncStream.makeStream(of: ThemeInUse.Reading.self)
        inUse.follow { continuation.yield($0) }
        var next = readings.makeAsyncIterator()

        try write("key: { fg: cyan }")
        guard case .changed(let theme) = await next.next() else { throw Unexpected() }
        #expect(theme == inUse.theme && theme[.key].foreground == .indexed(6))

        try write("key: { fg: rot }")
        guard case .broken(let error) = await next.next() else { throw Unexpected() }
        #expect(error.description.contains("ward.yaml:1: key.fg: “rot” is no colour"))
        #expect(inUse.theme[.key].foreground == .indexed(6))

        // As an editor does that writes a file of another name, and renames it.
        let draft = try home.write("key: { fg: green }", to: "config/gavel/themes/.ward.yaml.swp")
        try FileManager.default.removeItem(atPath: home.path("config/gavel/themes/ward.yaml"))
        try FileManager.default.moveItem(atPath: draft, toPath: home.path("config/gavel/themes/ward.yaml"))
        var last: Theme?
        while last?[.key].foreground != .indexed(2) {
            guard case .changed(let theme) = await next.next() else { continue }
            last = theme
        }
    }

    @Test("is found in a folder that is made later, and through a link to a file elsewhere")
    func laterAndElsewhere() async throws {
        defer { home.remove() }
        let inUse = try ThemeInUse(named: "dark", in: folder)
        let (readings, continuation) = AsyncStream.makeStream(of: ThemeInUse.Reading.self)
        inUse.follow { continuation.yield($0) }
        var next = readings.makeAsyncIterator()

        let target = try home.write("key: { fg: red }", to: "dotfiles/dark.yaml")
        try FileManager.default.createDirectory(
            atPath: home.path("config/gavel/themes"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: home.path("config/gavel/themes/dark.yaml"), withDestinationPath: target)
        // A link that is made is no file that is written; whoever writes to it is noticed.
        try inUse.change(to: "dark")
        #expect(inUse.theme[.key].foreground == .indexed(1))
        try home.write("key: { fg: blue }", to: "dotfiles/dark.yaml")
        var last: Theme?
        while last?[.key].foreground != .indexed(4) {
            guard case .changed(let theme) = await next.next() else { continue }
            last = theme
        }
    }

    @Test("of the command line does not give way to a profile's, but to what is chosen")
    func fixed() throws {
        defer { home.remove() }
        let asked = try ThemeInUse(named: "light", in: folder, isFixed: true)
        try asked.adopt("dark")
        #expect(asked.theme.name == "light")
        try asked.change(to: "dark")
        #expect(asked.theme.name == "dark")
        let usual = try ThemeInUse(named: "light", in: folder)
        try usual.adopt("dark")
        #expect(usual.theme.name == "dark")
        #expect(throws: ThemeError.self) { try usual.change(to: "drak") }
        #expect(usual.theme.name == "dark")
    }

    private struct Unexpected: Error {}
}
