import Meetings
import Testing

struct SpellingTests {
    @Test(
        "the word that was meant is found through slips, case and underscores",
        arguments: [
            ("brwoser", "browser"), ("Password_Command", "password-command"), ("urls", "url"), ("dialct", "dialect"),
            ("admincontrol", "admin-control"), ("read", "read-only"), ("usr", "user"),
        ]
    )
    func near(typed: String, meant: String) {
        let words = ["url", "dialect", "user", "browser", "password-command", "admin-control", "read-only"]
        #expect(words.nearest(to: typed) == meant)
    }

    @Test("nothing is offered where nothing is near", arguments: ["zzzzzz", "x", ""])
    func far(typed: String) {
        #expect(["url", "dialect", "browser"].nearest(to: typed) == nil)
    }
}
