import Foundation
import Meetings
import Sandbox
import Services
import Testing

@testable import Store

@Suite("A console on ProCONF", .timeLimit(.minutes(10)))
@MainActor
struct LiveProConfTests {
    @Test("logs in, lists the meetings that have ended, and tells what is known of one")
    func meetings() async throws {
        try await LiveConsole.open { console in
            console.press(.switchService)
            #expect(console.state.focus == .session)
            try await console.logIn()
            #expect(console.state.meetings.count > 10)
            try await console.eventually("the features are there") { $0.features.value != nil }
            #expect(console.state.features.value?.contains { $0.name == "waiting_room" && $0.isOn } == true)
            console.press(.open)
            #expect(console.state.focus == .details)
            try await console.eventually("the summary is there") { $0.room.summary.value != nil }
            #expect(console.state.room.status.failure?.title == "No meeting goes on in this room now.")
            guard case .text(let summary) = console.state.room.summary.value else {
                Issue.record("no text")
                return
            }
            #expect(summary.string.hasPrefix("Summary of"))
        }
    }

    @Test("gets a token, says that the service changed the room's letters, and copies its link")
    func token() async throws {
        try await LiveConsole.open { console in
            console.press(.switchService)
            try await console.logIn()
            console.press(.guestLink, .down)
            console.type("SalaUniao")
            console.press(.down)
            console.type("João")
            console.press(.open)
            try await console.eventually("the token is there") { $0.token.link.value != nil }
            let link = try #require(console.state.shownLink)
            #expect(link.claims?.role == "owner")
            #expect(link.claims?.participantName == "João")
            #expect(console.state.token.remark == "The service wrote the room as “salauniao”.")
            console.press(.open)
            try await console.said("The link was sent to the clipboard.")
            #expect(console.surface.copied == [link.url.reveal()])

            // The owner's token has begun a meeting in that room.
            console.press(.conferencesPane, .lookUpConference)
            console.type("salauniao")
            console.press(.open)
            try await console.eventually("the room's status is there") { $0.room.status.value != nil }
            #expect(console.state.meetings.selected?.meeting.room == "salauniao")
            #expect(console.state.room.status.value?.isRecording == false)
        }
    }

    @Test("asks nobody to log in to an Admin Control, and tells where a summary lies")
    func adminControl() async throws {
        try await LiveConsole.open(proconf: .adminControl) { console in
            console.press(.switchService)
            #expect(console.state.focus == .conferences)
            try await console.eventually("the meetings are there") { $0.meetingsLoading.value != nil }
            console.press(.open)
            try await console.eventually("the summary is there") { $0.room.summary.value != nil }
            guard case .file(_, _, let location) = console.state.room.summary.value else {
                Issue.record("no file")
                return
            }
            #expect(location.string.hasPrefix("http://\(console.address.domain)/"))
        }
    }
}
