import Foundation
import Journal
import Meetings
import Testing

@testable import gavel

@Suite("What gavel journal prints")
struct JournalCommandTests {
    private let now = Date(timeIntervalSince1970: 1_795_356_300)  // 2026-11-22 14:05 UTC

    @Test("“since” takes a span, a day, and a moment with or without its zone")
    func since() throws {
        #expect(Since(argument: "2h")?.moment(before: now) == now - 7200)
        #expect(Since(argument: "3d")?.moment(before: now) == now - 3 * 86_400)
        #expect(Since(argument: "90m")?.moment(before: now) == now - 5400)
        #expect(Since(argument: "1w")?.moment(before: now) == now - 604_800)
        #expect(Since(argument: "2026-11-22T14:05:00Z")?.moment(before: .distantPast) == now)
        #expect(Since(argument: "2026-11-22T14:05:00.250Z")?.moment(before: .distantPast) == now)
        #expect(Since(argument: "2026-11-22 11:05-03:00")?.moment(before: .distantPast) == now)
        let zone = try #require(TimeZone(secondsFromGMT: -3 * 3600))
        #expect(Since.date("2026-11-22T11:05", in: zone) == now)
        #expect(Since.date("2026-11-22", in: zone) == now - 11 * 3600 - 300)
    }

    @Test(
        "“since” refuses what is neither",
        arguments: [
            "", "soon", "2", "h", "-2h", "2y", "2026-02-31", "2026-13-01", "26-11-22", "2026-11-22T25:00", "2h ",
        ])
    func notSince(text: String) { #expect(Since(argument: text) == nil) }

    @Test("the table has a head, a line an entry, and says why what was not done was not")
    func table() throws {
        let entries = [
            JournalEntry(
                when: now, profile: "ward", who: "ana", service: "v4h", action: "startConference",
                target: JournalTarget(id: "410", room: "uti", name: "Plantão 術前"), milliseconds: 1250, status: 200,
                request: "r-1"),
            JournalEntry(
                when: now + 60, profile: "ward", service: "proconf", action: "guestLink",
                target: JournalTarget(room: "sala"), outcome: .refused, words: "not yours", milliseconds: 9,
                status: 403,
                request: "r-2"),
        ]
        let zone = try #require(TimeZone(secondsFromGMT: 0))
        #expect(
            JournalTable(entries: entries, timeZone: zone).lines == [
                "TIME                 PROFILE  WHO  SERVICE  ACTION           TARGET              OUTCOME  TOOK   REMARK",
                "2026-11-22 14:05:00  ward     ana  v4h      startConference  410 · Plantão 術前  done     1.2 s",
                "2026-11-22 14:06:00  ward     –    proconf  guestLink        sala                refused  9 ms   "
                    + "not yours · status 403 · request r-2",
            ])
        #expect(JournalTable(entries: [], timeZone: zone).lines.isEmpty)
    }
}
