import Foundation
import Meetings
import Sandbox
import Services
import Testing

@testable import Store

@Suite("A console on V4H", .timeLimit(.minutes(10)))
@MainActor
struct LiveConferenceTests {
    @Test("goes from the login over the list and the details to a guest link on the clipboard")
    func guestLink() async throws {
        try await LiveConsole.open { console in
            #expect(console.state.focus == .session)
            try await console.logIn()
            #expect(console.state.focus == .conferences)
            #expect(console.state.conferences.count == 40)
            #expect(console.state.session[.v4h].user == "operator")
            try await console.eventually("organisations are named") { !$0.organisationNames.isEmpty }

            let id = try console.select { $0.state == .started }
            console.press(.open)
            try await console.eventually("the record is there") { $0.details.record.value != nil }
            #expect(console.state.details.record.value?.conference.id == id)

            console.press(.guestLink)
            console.type("João da Silva")
            console.press(.open)
            try await console.eventually("the link is there") { $0.guestLink.link.value != nil }
            let link = try #require(console.state.shownLink)
            #expect(link.claims?.participantName == "João da Silva")
            #expect(!link.maskedURL.contains(link.token.reveal()))
            console.press(.copy)
            try await console.said("The link was sent to the clipboard.")
            #expect(console.surface.copied == [link.url.reveal()])
        }
    }

    @Test("requests a new conference, which stands in the list, selected, with its record")
    func request() async throws {
        try await LiveConsole.open { console in
            try await console.logIn()
            let known = Set(console.state.conferences.rows.map(\.id))
            console.press(.requestConference)
            console.type("Round multiprofissional")
            console.press(.open)
            try await console.eventually("the form is closed") { $0.overlay == nil }
            let new = try #require(console.state.conferences.selected?.id)
            #expect(!known.contains(new))
            try await console.eventually("the list has it") { $0.conferences[new]?.source == .service }
            try await console.eventually("its record is there") { $0.details.record.value?.conference.id == new }
            #expect(console.state.conferences.selected?.id == new)
            #expect(console.state.target?.state == .ready)
        }
    }

    @Test("looks a conference up by its id, and keeps the form with the service's words where there is none")
    func lookUp() async throws {
        try await LiveConsole.open { console in
            try await console.logIn()
            let last = try #require(console.state.conferences.rows.last { !$0.conference.hasEnded }?.id)
            console.press(.filter)
            console.type("zzz")
            console.press(.open, .lookUpConference)
            console.type("999999")
            console.press(.open)
            try await console.eventually("the answer is no") { state in
                if case .prompt(let prompt) = state.overlay { prompt.problem != nil } else { false }
            }
            guard case .prompt(let prompt) = console.state.overlay else { return }
            #expect(prompt.problem?.title.contains("999999 is unavailable") == true)
            #expect(prompt.form.text(.conference) == "999999")

            console.type(last.text)
            console.press(.open)
            try await console.eventually("it is found") { $0.overlay == nil }
            #expect(console.state.focus == .details)
            #expect(console.state.target?.id == last, "a filter that hides it gives way")
            #expect(console.state.details.record.value?.conference.id == last)
        }
    }

    @Test("starts a conference and shows the way in, with the token masked until asked for; then leaves it")
    func start() async throws {
        try await LiveConsole.open { console in
            try await console.logIn()
            let id = try console.select { $0.state == .ready }
            console.press(.startConference)
            guard case .prompt(let prompt) = console.state.overlay else {
                Issue.record("no form")
                return
            }
            #expect(prompt.form.text(.name) == "operator")
            console.press(.open)
            func sheet(_ state: ConsoleState) -> LinkSheet? {
                if case .link(let sheet) = state.overlay { sheet } else { nil }
            }
            try await console.eventually("the link is there") { sheet($0) != nil }
            let shown = try #require(sheet(console.state))
            #expect(!shown.isRevealed)
            #expect(shown.link.maskedURL.contains(Secret.mask))
            console.press(.reveal)
            #expect(sheet(console.state)?.isRevealed == true)
            console.press(.copy, .back)
            try await console.said("The link was sent to the clipboard.")
            #expect(console.surface.copied == [shown.link.url.reveal()])
            try await console.eventually("the list tells it") { $0.conferences[id]?.conference.state == .started }
            console.press(.leaveConference)
            try await console.said("knows that you left")
            #expect(console.state.participations.isEmpty)
        }
    }

    @Test("closes a conference only when the operator has agreed")
    func close() async throws {
        try await LiveConsole.open { console in
            try await console.logIn()
            let id = try console.select { $0.state == .started }
            console.press(.closeConference, .open)
            #expect(console.state.overlay == nil && console.state.progress.isEmpty)
            console.press(.closeConference, .right, .open)
            #expect(console.state.progress == ["Closing \(id)"])
            try await console.said("Closed")
            try await console.eventually("the list tells it") { $0.conferences[id]?.conference.hasEnded == true }
            #expect(console.state.progress.isEmpty)
            #expect(console.state.conferences.selected?.id == id)
        }
    }

    @Test("deletes a conference only when the operator has agreed, and stays at its place in the list")
    func delete() async throws {
        try await LiveConsole.open { console in
            try await console.logIn()
            console.press(.conferencesPane, .first, .down, .down)
            let id = try #require(console.state.conferences.selected?.id)
            let next = try #require(console.state.conferences.visibleNeighbour)
            console.press(.deleteConference, .left, .open)
            try await console.said("Deleted")
            try await console.eventually("the list is there again") { !$0.conferencesLoading.isLoading }
            #expect(console.state.conferences[id] == nil)
            #expect(console.state.conferences.count == 39)
            #expect(console.state.conferences.selected?.id == next)
        }
    }

    @Test("tells the end of a watched conference once, with a bell")
    func watch() async throws {
        try await LiveConsole.open { console in
            try await console.logIn()
            let id = try console.select { $0.state == .started }
            // Somebody else closes it, which this console has not seen yet.
            try await console.connection.v4h?.service.closeConference(id)
            let notices = console.surface.notices.count
            console.press(.watchConference)
            #expect(console.state.watched == [id])
            try await console.said("Ended:")
            #expect(console.state.watched.isEmpty)
            #expect(console.state.target?.hasEnded == true)
            console.press(.refresh)
            try await console.eventually("the list is there again") { !$0.conferencesLoading.isLoading }
            #expect(console.state.messages.filter { $0.text.hasPrefix("Ended:") }.map(\.count) == [1])
            #expect(console.surface.notices.count == notices + 1)
            #expect(console.surface.notices.last?.body.string.hasPrefix("Ended: ") == true)
        }
    }

    @Test("keeps what it has when the service goes away, and says so")
    func breakDown() async throws {
        try await LiveConsole.open { console in
            try await console.logIn()
            await console.breakDown()
            console.press(.refresh)
            try await console.eventually("the refresh has failed") { $0.conferencesLoading.failure != nil }
            #expect(console.state.conferences.count == 40)
            #expect(console.state.conferencesLoading.value == 40)
            #expect(console.state.messages.last?.severity == .error)
            #expect(console.state.focus == .conferences)
        }
    }

    @Test("changes nothing on a service in read-only mode, and still reads it")
    func readOnly() async throws {
        try await LiveConsole.open(isReadOnly: true) { console in
            try await console.logIn()
            let id = try console.select { $0.state == .started }
            console.press(.closeConference, .deleteConference, .requestConference, .guestLink, .startConference)
            #expect(console.state.overlay == nil && console.state.progress.isEmpty)
            #expect(console.state.messages.suffix(5).allSatisfy { $0.text.contains("read-only") })
            console.store.send(.carryOut(.close(id), isConfirmed: true))
            console.press(.open)
            try await console.eventually("the record is there") { $0.details.record.value != nil }
            #expect(console.state.details.record.value?.conference.state == .started)
        }
    }
}

extension TableState {
    /// The row below the selected one.
    fileprivate var visibleNeighbour: Row.ID? {
        order.indices.contains(position + 1) ? rows[order[position + 1]].id : nil
    }
}
