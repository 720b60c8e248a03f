import Foundation
import Journal
import Meetings
import PrivateFiles
import Sandbox
import Services
import Testing

@testable import Store

@Suite("The journal of a console that runs", .timeLimit(.minutes(10)))
@MainActor
struct LiveJournalTests {
    private let folder = FileManager.default.temporaryDirectory.path + "/gavel-store-\(UUID().uuidString)"

    private func journal() -> Journal { Journal(folder: PrivateFolder(path: folder)) }

    private func lines() throws -> [JournalEntry] { try journal().lines().lines.compactMap { JournalEntry(line: $0) } }

    @Test("every order is in the file with the service's name for the request, and no secret is")
    func orders() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await LiveConsole.open(journal: journal()) { console in
            try await console.logIn(password: "wrong")
            try await console.logIn()
            console.press(.conferencesPane, .requestConference)
            console.type("Ronda")
            console.press(.open)
            try await console.said("Requested conference")
            let id = try #require(console.state.conferences.selected?.id)
            console.press(.guestLink, .open)
            try await console.said("Guest link ready.")
            let link = try #require(console.state.guestLink.link.value)
            console.press(.conferencesPane, .closeConference, .right, .open)
            try await console.said("Closed ")
            console.press(.deleteConference, .right, .open)
            try await console.said("Deleted ")
            try await console.eventually("all is noted") { state in
                state.journal.entries.contains { $0.action == "deleteConference" }
            }
            console.store.stop()
            #expect(await console.store.finishJournal()?.failure == nil)

            let lines = try lines()
            let orders = lines.filter { $0.action != "open" }
            #expect(
                orders.map(\.action) == [
                    "logIn", "logIn", "requestConference", "guestLink", "closeConference", "deleteConference",
                ])
            #expect(orders.map(\.outcome) == [.refused, .done, .done, .done, .done, .done])
            #expect(orders.allSatisfy { $0.request != nil && $0.milliseconds != nil && $0.who != nil })
            #expect(Set(orders.compactMap(\.request)).count == orders.count)
            #expect(orders.dropFirst(2).allSatisfy { $0.target?.id == SafeText(id.text) })
            let text = try String(contentsOfFile: folder + "/journal.jsonl", encoding: .utf8)
            for secret in [console.address.password, link.token.reveal(), "wrong", "eyJ"] {
                #expect(!text.contains(secret))
            }
        }
    }

    @Test("what was requested is in the list of the next console, and what was deleted is not")
    func nextConsole() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var kept: ConferenceIdentifier?
        try await LiveConsole.open(journal: journal()) { console in
            try await console.logIn()
            for name in ["Kept", "Deleted"] {
                console.press(.conferencesPane, .requestConference)
                console.type(name)
                console.press(.open)
                try await console.eventually("\(name) is selected") {
                    $0.conferences.selected?.conference.name?.string == name
                }
                if name == "Kept" { kept = console.state.conferences.selected?.id }
            }
            console.press(.deleteConference, .right, .open)
            try await console.said("Deleted ")
            console.store.stop()
            _ = await console.store.finishJournal()
        }
        // Another sandbox: its list names none of them.
        try await LiveConsole.open(journal: journal()) { console in
            try await console.eventually("the journal is read") { $0.journal.isRead }
            #expect(console.state.conferences.rows.map(\.id) == [kept].compactMap(\.self))
            try await console.logIn()
            let row = try #require(console.state.conferences.rows.first { $0.source == .here })
            #expect(row.id == kept && row.conference.name == "Kept" && row.conference.created != nil)
            #expect(console.state.conferences.rows.count { $0.source == .here } == 1)
        }
    }

    @Test("an order that is under way when the console ends is in the file, as one that may have been done")
    func leaving() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await LiveConsole.open(journal: journal()) { console in
            try await console.logIn()
            let id = try console.select { $0.state == .ready }
            console.store.send(.carryOut(.close(id), isConfirmed: true))
            console.store.stop()
            #expect(await console.store.finishJournal()?.waiting == 0)
            let last = try #require(try lines().last)
            #expect(last.action == "closeConference" && last.target?.id == SafeText(id.text))
        }
    }
}
