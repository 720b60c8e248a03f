/// How long a stage waits for what, in seconds.
package struct StagePatience: Hashable, Sendable {
    /// For the answer to a command that was sent to the page.
    package var answer: Double

    /// For a query of the page to the live object; the page is told it.
    package var query: Double

    /// For a closed tab to come back, as a reloaded one does.
    package var tabReturn: Double

    /// For a page to be gone that was in a tab before, when another has been loaded in the tab.
    package var succession: Double

    /// For another room to be entered after `videoConferenceLeft`; the page is told it.
    package var nextRoom: Double

    /// For `external_api.js` to load; the page is told it.
    package var script: Double

    /// For a new connection to say what page it is of.
    package var hello: Double

    /// Between two pings.
    package var heartbeat: Double

    /// Without a word of a tab, until it counts as cut off: asleep, or unplugged.
    package var silence: Double

    package init(
        answer: Double = 5,
        query: Double = 5,
        tabReturn: Double = 8,
        succession: Double = 2,
        nextRoom: Double = 5,
        script: Double = 10,
        hello: Double = 10,
        heartbeat: Double = 15,
        silence: Double = 45
    ) {
        self.answer = answer
        self.query = query
        self.tabReturn = tabReturn
        self.succession = succession
        self.nextRoom = nextRoom
        self.script = script
        self.hello = hello
        self.heartbeat = heartbeat
        self.silence = silence
    }
}
