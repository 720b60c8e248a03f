import Foundation
import HTTPTypes
import Meetings
import Sandbox
import TestSupport
import Testing

@Suite(
    "Getting into a meeting in the sandbox, and out of it", .timeLimit(.minutes(10)),
    .enabled(if: Chromium.isInstalled), .serialized)
struct MeetingEndTests {
    /// Waits until a page was told that its meeting is over, and that it may be closed.
    private func waitForEnd(_ tab: Chromium.Tab) async throws {
        try await tab.wait(until: "told('videoConferenceLeft') && told('readyToClose')")
        let last = try await tab.evaluate("events.slice(-2).map((e) => e.name)")
        #expect(last == ["videoConferenceLeft", "readyToClose"])
    }

    @Test("Hanging up leaves the meeting, which goes on")
    func hangUp() async throws {
        try await MeetingStand.withStand { stand in
            let meeting = try await stand.start()
            let tab = try await stand.open(meeting.room, jwt: meeting.jwt)
            try await tab.wait(until: "told('videoConferenceJoined')")
            try await tab.evaluate("run('hangup')")
            try await waitForEnd(tab)
            #expect(try await tab.evaluate("told('errorOccurred') === undefined") == true)
            #expect(try await stand.state(of: meeting.id) == "STARTED")
        }
    }

    @Test("Ending the meeting for all closes the conference's record, and every other browser learns it")
    func endForAll() async throws {
        try await MeetingStand.withStand { stand in
            let meeting = try await stand.start()
            let tab = try await stand.open(meeting.room, jwt: meeting.jwt)
            let second = try await Chromium(besides: stand.chromium)
            let other = try await second.open(
                "\(stand.origin)/\(meeting.room)?jwt=\(try await stand.participant(of: meeting.id))")
            let embedded = try await stand.open(meeting.room, jwt: try await stand.participant(of: meeting.id))
            try await other.waitFor("people are here")
            try await embedded.wait(until: "told('videoConferenceJoined')")
            try await tab.wait(until: "told('videoConferenceJoined')")
            try await tab.evaluate("run('endConference')")
            try await waitForEnd(tab)
            #expect(try await tab.evaluate("told('errorOccurred') === undefined") == true)
            #expect(try await stand.state(of: meeting.id) == "FINISHED")

            try await waitForEnd(embedded)
            let error = try await embedded.evaluate("told('errorOccurred')")
            #expect(error["name"] == "conference.destroyed" && error["isFatal"] == true, "the handbook's shape")
            try await other.waitFor("The meeting has ended.")
            await second.end()

            let page = try await stand.caller.call(.get, "\(stand.origin)/\(meeting.room)")
            #expect(page.status == 410)
            let record = try await stand.caller.call(
                .get, "\(stand.caller.address.v4h)/sessions/\(meeting.id)", token: stand.token)
            #expect(record.text.contains("SHA-256"), "its recording is there, with the evidence")
        }
    }

    @Test("A conference that is closed by the service's own call ends in the browser too")
    func close() async throws {
        try await MeetingStand.withStand { stand in
            let meeting = try await stand.start()
            let tab = try await stand.open(meeting.room, jwt: meeting.jwt)
            try await tab.wait(until: "told('videoConferenceJoined')")
            let closed = try await stand.caller.call(
                .post, "\(stand.caller.address.v4h)/sessions/\(meeting.id)/close", token: stand.token)
            #expect(closed.status == 204)
            try await waitForEnd(tab)
            #expect(try await tab.evaluate("told('errorOccurred').name") == "conference.destroyed")
        }
    }

    @Test("An outage of the server does not end a meeting")
    func outage() async throws {
        try await MeetingStand.withStand(MeetingConfiguration(pace: 20), faults: ["meeting-state=503*2"]) { stand in
            let meeting = try await stand.start()
            let tab = try await stand.open(meeting.room, jwt: meeting.jwt)
            try await tab.wait(until: "told('videoConferenceJoined')")
            // The page has asked twice in vain, and a third time since.
            try await tab.wait(
                until: """
                    (calls => calls.filter(call => call.responseStatus === 503).length === 2
                        && calls.at(-1).responseStatus === 200)(
                        performance.getEntriesByType('resource').filter(call => call.name.includes('/meetings/')
                            && !call.name.endsWith('/join')))
                    """,
                inFrameOf: stand.origin)
            #expect(stand.caller.server.faults.reports.first?.fired == 2)
            #expect(try await tab.evaluate("told('videoConferenceLeft') === undefined") == true)
            try await tab.evaluate("run('setTileView', true)")
            try await tab.wait(until: "told('tileViewChanged')")
        }
    }

    @Test("Without a token, or with one that is bad or another room's, nobody comes in")
    func refusals() async throws {
        try await MeetingStand.withStand { stand in
            let meeting = try await stand.start()
            let other = try await stand.start()
            let refusals: [(jwt: String?, name: String?, words: String)] = [
                (jwt: nil, name: "connection.passwordRequired", words: "One needs a token to come in here"),
                (jwt: meeting.jwt + "x", name: "connection.passwordRequired", words: "The meeting's token is invalid."),
                (jwt: other.jwt, name: nil, words: "The token is for another room."),
            ]
            for (jwt, name, words) in refusals {
                let tab = try await stand.open(meeting.room, jwt: jwt)
                try await tab.wait(until: "told('errorOccurred')")
                let error = try await tab.evaluate("told('errorOccurred')")
                if let name {
                    #expect(error["error"]?["name"] == .string(name), "the source's shape")
                } else {
                    #expect(error["name"] == "conference.connectionError.notAllowed", "the handbook's shape")
                }
                try await tab.wait(
                    until: "document.body.innerText.includes(\"\(words)\")", inFrameOf: stand.origin)
                #expect(try await tab.evaluate("told('videoConferenceJoined') === undefined") == true)
                #expect(try await tab.evaluate("api.getRoomsInfo()") == ["error": [:]])
                try await tab.close()
            }
        }
    }

    @Test("A token that has expired lets nobody in any more")
    func expiry() async throws {
        let clock = StandingClock()
        try await MeetingStand.withStand(clock: { clock.read() }) { stand in
            let meeting = try await stand.start()
            let first = try await stand.open(meeting.room, jwt: meeting.jwt)
            try await first.wait(until: "told('videoConferenceJoined')")
            clock.advance(by: 86_400)
            let second = try await stand.open(meeting.room, jwt: meeting.jwt)
            try await second.wait(until: "told('errorOccurred')")
            let error = try await second.evaluate("told('errorOccurred').error")
            #expect(error["name"] == "connection.passwordRequired" && error["type"] == "CONNECTION")
            #expect(error["message"] == "The meeting's token has expired.")
        }
    }

    @Test("Who leads no meeting is asked for its password until it is right, or turns away")
    func password() async throws {
        try await MeetingStand.withStand(MeetingConfiguration(door: .password("sala"), pace: 20)) { stand in
            let meeting = try await stand.start()
            let tab = try await stand.open(meeting.room, jwt: try await stand.participant(of: meeting.id))
            try await tab.wait(until: "told('passwordRequired') !== undefined")
            #expect(try await tab.evaluate("told('errorOccurred').name") == "conference.passwordRequired")
            try await tab.evaluate("events.length = 0; run('password', 'wrong')")
            try await tab.wait(until: "told('passwordRequired') !== undefined")
            try await tab.evaluate("run('password', 'sala')")
            try await tab.wait(until: "told('videoConferenceJoined') !== undefined")
            try await tab.close()

            let other = try await stand.open(meeting.room, jwt: try await stand.participant(of: meeting.id))
            try await other.wait(until: "told('passwordRequired') !== undefined")
            try await other.evaluate("run('hangup')")
            try await other.wait(until: "told('readyToClose') !== undefined")
            #expect(try await other.evaluate("told('videoConferenceLeft') === undefined") == true)

            let moderator = try await stand.open(meeting.room, jwt: meeting.jwt)
            try await moderator.wait(until: "told('videoConferenceJoined') !== undefined")
            #expect(try await moderator.evaluate("told('passwordRequired') === undefined") == true)
        }
    }

    @Test("Who leads no meeting waits in the lobby, and is let in or refused", arguments: [true, false])
    func lobby(admits: Bool) async throws {
        try await MeetingStand.withStand(MeetingConfiguration(door: .lobby(admits: admits), pace: 20)) { stand in
            let meeting = try await stand.start()
            let tab = try await stand.open(meeting.room, jwt: try await stand.participant(of: meeting.id))
            try await tab.wait(until: "told('errorOccurred', (e) => e.name.endsWith('membersOnly'))")
            if admits {
                try await tab.wait(until: "told('videoConferenceJoined') !== undefined")
            } else {
                try await tab.wait(until: "told('errorOccurred', (e) => e.name.endsWith('accessDenied'))")
                #expect(try await tab.evaluate("told('videoConferenceJoined') === undefined") == true)
            }
        }
    }

    @Test("The calls of the meeting page are for it alone, and only a moderator's token ends a meeting")
    func calls() async throws {
        try await MeetingStand.withStand { stand in
            let meeting = try await stand.start()
            let base = "\(stand.origin)/meetings/\(meeting.room)"
            let guest = try await stand.participant(of: meeting.id)
            let caller = stand.caller
            #expect(try await caller.call(.get, base).json["state"] == "going")
            #expect(try await caller.call(.get, "\(stand.origin)/meetings/nowhere").status == 404)
            #expect(try await caller.call(.post, "\(base)/join").status == 401)
            #expect(try await caller.call(.post, "\(base)/join", token: stand.token).status == 401, "no access token")
            #expect(try await caller.call(.post, "\(base)/end", token: guest).status == 403)
            let cross: HTTPFields = [HTTPField.Name("Sec-Fetch-Site") ?? .origin: "cross-site"]
            #expect(try await caller.call(.post, "\(base)/end", token: meeting.jwt, fields: cross).status == 403)
            let joined = try await caller.call(.post, "\(base)/join", token: guest)
            #expect(joined.json["local"]?["isModerator"] == false && joined.json["cast"]?["kind"] == "ward")
            #expect(try await caller.call(.post, "\(base)/end", token: meeting.jwt).status == 204)
            #expect(
                try await caller.call(.post, "\(base)/end", token: meeting.jwt).status == 204, "it has ended already")
            #expect(try await caller.call(.get, base).json["state"] == "ended")
            #expect(try await caller.call(.post, "\(base)/join", token: guest).status == 410)
        }
    }

    @Test("A meeting of ProCONF alone is entered with ProCONF's token, and ended by its owner")
    func proConf() async throws {
        try await MeetingStand.withStand { stand in
            let body: JSONValue = ["role": "owner", "room": "Sala 5", "participantName": "Iara"]
            let answer = try await stand.caller.call(.post, "\(stand.caller.address.adminControl)/proconf-token", body)
            let jwt = try #require(answer.json["data"]?.text)
            let tab = try await stand.open("Sala 5", jwt: jwt)
            try await tab.wait(until: "told('videoConferenceJoined')")
            #expect(try await tab.evaluate("told('videoConferenceJoined').displayName") == "Iara")
            try await tab.evaluate("run('endConference')")
            try await waitForEnd(tab)
            #expect(try await stand.caller.call(.get, "\(stand.origin)/Sala%205").status == 404)
        }
    }
}
