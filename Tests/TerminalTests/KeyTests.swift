import Terminal
import Testing

@Suite struct KeyTests {
    @Test("Every key's name names that key")
    func roundTrip() {
        let named: [Key] = [
            .enter, .tab, .backTab, .escape, .backspace, .delete, .insert, .up, .down, .left, .right, .home, .end,
            .pageUp, .pageDown,
        ]
        let written: [Key] = "aZ 1:/?-çé日".map(Key.character) + "aZ -é".map(Key.alt) + "ary \\_".map(Key.control)
        for key in named + written + (1...12).map(Key.function) { #expect(Key(name: key.name) == key, "\(key.name)") }
    }

    @Test(
        "Names are read as people write them",
        arguments: [
            ("PgUp", Key.pageUp), ("pageup", .pageUp), ("ESC", .escape), ("Return", .enter), ("C-R", .control("r")),
            ("C-Space", .control(" ")),
            ("M-x", .alt("x")), ("M-X", .alt("X")), ("f5", .function(5)), ("Space", .character(" ")),
            ("F", .character("F")), ("-", .character("-")),
        ]
    )
    func reading(name: String, key: Key) {
        #expect(Key(name: name) == key)
    }

    @Test(
        "What no terminal can tell has no name",
        arguments: ["", "ab", "C-i", "C-m", "C-h", "C-[", "C-1", "C-", "M-", "M-ab", "F0", "F05", "F99", "\n"]
    )
    func refused(name: String) {
        #expect(Key(name: name) == nil)
    }
}
