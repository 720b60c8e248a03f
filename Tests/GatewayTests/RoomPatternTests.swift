import Foundation
import Testing
import TestSupport

@testable import Gateway

@Suite("Patterns for rooms")
struct RoomPatternTests {
    @Test(
        "a star stands for any run of characters, and case does not count",
        arguments: [
            ("*", "anything", true), ("*", "", true), ("lobby", "Lobby", true), ("Lobby", "lobby", true),
            ("lobby", "lobby2", false), ("lobby", "mylobby", false), ("team-*", "team-red", true),
            ("team-*", "team-", true), ("team-*", "team", false), ("team-*", "ateam-red", false),
            ("*-red", "team-red", true), ("*-red", "team-red2", false), ("a*b*c", "aXXbYYc", true),
            ("a*b*c", "abc", true), ("a*b*c", "acb", false), ("aa*aa", "aaa", false), ("aa*aa", "aaaa", true),
            ("**", "x", true), ("a**b", "ab", true), ("*ab*ab*", "ab", false), ("*ab*ab*", "xabyabz", true),
            ("*aab*", "aaaab", true), ("été-*", "ÉTÉ-1", true), ("?", "x", false), ("[a]", "a", false),
            (".*", "x", false),
        ])
    func matches(pattern: String, room: String, isFor: Bool) throws {
        #expect(try RoomPattern(pattern).matches(room) == isFor)
    }

    @Test("a pattern says what every way to cut the name says")
    func agreesWithTheDefinition() throws {
        var generator = SeededGenerator(seed: 5)
        var matched = 0
        for _ in 0..<5_000 {
            let text = (0..<Int.random(in: 1...7, using: &generator)).map { _ in "ab*".randomElement(using: &generator)!
            }
            let room = (0..<Int.random(in: 0...8, using: &generator)).map { _ in "ab".randomElement(using: &generator)!
            }
            let expected = defined(text[...], room[...])
            matched += expected ? 1 : 0
            #expect(try RoomPattern(String(text)).matches(String(room)) == expected, "\(String(text)) \(String(room))")
        }
        #expect((500..<4_500).contains(matched), "both answers are tried")
    }

    @Test("a pattern that is made to be slow is not")
    func staysLinear() throws {
        let pattern = try RoomPattern(String(repeating: "*a", count: 127) + "*b")
        let name = String(repeating: "a", count: 1 << 16)
        #expect(!pattern.matches(name))
        let long = try RoomPattern("*" + String(repeating: "a", count: 250) + "b*c")
        #expect(!long.matches(name))
    }

    @Test(
        "what is no pattern is refused",
        arguments: ["", "  ", "a\u{7}b", "a\nb", "a\u{202E}b", "\u{85}", String(repeating: "x", count: 257)])
    func refuses(text: String) {
        #expect(throws: GatewayUserFlaw.self) { try RoomPattern(text) }
        let document = try? JSONEncoder().encode([text])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([RoomPattern].self, from: document ?? Data()) }
    }

    @Test("a pattern is written as it was")
    func writes() throws {
        let pattern = try RoomPattern("Team-*")
        let document = try JSONEncoder().encode([pattern])
        #expect(String(decoding: document, as: UTF8.self) == #"["Team-*"]"#)
        #expect(try JSONDecoder().decode([RoomPattern].self, from: document) == [pattern])
    }

    @Test("a user may ask for a role of theirs in a room of theirs, and for nothing else")
    func decides() throws {
        let user = try GatewayUser.quick("ada", roles: ["owner"], rooms: ["team-*", "lobby"])
        #expect(user.may("owner", in: "Team-Red") && user.may("owner", in: "lobby") && user.maySee("LOBBY"))
        #expect(!user.may("member", in: "lobby") && !user.may("Owner", in: "lobby") && !user.may("", in: "lobby"))
        #expect(!user.may("owner", in: "board") && !user.maySee("board") && !user.maySee(""))
        let nobody = try GatewayUser.quick("nobody", roles: [], rooms: [])
        #expect(!nobody.may("member", in: "lobby") && !nobody.maySee("lobby"))
    }

    /// The definition, as slow as it is.
    private func defined(_ pattern: ArraySlice<Character>, _ name: ArraySlice<Character>) -> Bool {
        guard let first = pattern.first else { return name.isEmpty }
        if first == "*" {
            return (name.startIndex...name.endIndex).contains { defined(pattern.dropFirst(), name[$0...]) }
        }
        return name.first == first && defined(pattern.dropFirst(), name.dropFirst())
    }
}
