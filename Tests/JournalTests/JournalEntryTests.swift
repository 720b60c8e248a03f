import Foundation
import Meetings
import Testing

@testable import Journal

@Suite("A line of the journal")
struct JournalEntryTests {
    private func text(_ entry: JournalEntry) -> String { String(decoding: entry.line, as: UTF8.self) }

    @Test("is one JSON object that begins with the time, in UTC and to the millisecond")
    func shape() {
        #expect(
            text(.example("startConference", status: 200))
                == #"{"when":"2026-11-22T14:05:00.250Z","profile":"ward","who":"ana","service":"v4h","#
                + #""action":"startConference","target":{"id":"410","room":"uti","name":"Plantão","owner":"1"},"#
                + #""outcome":"done","milliseconds":12,"status":200,"request":"r-1"}"#)
    }

    @Test(
        "is read back as it was written, whatever moment it is of", arguments: [0, 0.0004, 0.9996, 0.123, -0.001, 59.9])
    func roundTrip(seconds: Double) {
        for outcome in JournalEntry.Outcome.allCases {
            var target = JournalTarget(id: "4", created: JournalEntry.moment - seconds)
            target = target.updated(by: JournalTarget(name: #"a "quoted" \ name 👩🏽‍⚕️"#))
            let entry = JournalEntry.example("guestLink", target, outcome, after: seconds)
            #expect(JournalEntry(line: entry.line) == entry)
        }
    }

    @Test("with members that nobody knows yet is read, one without the needed ones is not")
    func foreign() {
        let line =
            #"{"when":"2026-11-22T14:05:00Z","profile":"p","service":"v4h","action":"x","outcome":"done","new":[1]}"#
        #expect(JournalEntry(line: Data(line.utf8))?.action == "x")
        for wrong in ["", "{}", "[]", "null", #"{"when":"soon"}"#, "\u{0}\u{0}", String(line.dropLast(3))] {
            #expect(JournalEntry(line: Data(wrong.utf8)) == nil, "\(wrong)")
        }
        #expect(JournalEntry(line: Data(line.replacing("done", with: "dreamt").utf8)) == nil)
    }

    @Test("cannot steer a terminal, neither as it is written nor as it is read")
    func hostile() {
        let hostile = SafeText("a\u{1B}]52;c;x\u{7}\u{9B}31m\u{202E}b\nc")
        let line = text(.example("open", JournalTarget(id: hostile, name: hostile)))
        #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F ~= $0.value) && $0 != "\u{202E}" })
        let planted =
            #"{"when":"2026-11-22T14:05:00Z","profile":"p\u001b[2J","service":"v4h","action":"\u009b","#
            + #""target":{"name":"\u202e\u0007"},"outcome":"done"}"#
        let entry = JournalEntry(line: Data(planted.utf8))
        #expect(entry?.profile == SafeText("p\u{1B}[2J") && entry?.target?.name == SafeText("\u{202E}\u{7}"))
    }

    @Test(
        "holds no token, whatever was typed where an id belongs, or said by a service",
        arguments: [
            "https://meet.example/room?jwt=SECRETSECRET", "https://meet.example/room?a=1&access_token=SECRETSECRET#x",
            "eyJhbGciOiJIUzI1NiJ9.SECRETSECRET.SECRETSECRET", "room;Token=SECRETSECRET", "x?password=SECRETSECRET",
            "https://meet.example/r#jwt=SECRETSECRET", "https://meet.example/r?x=y&sessionToken=SECRETSECRET",
        ])
    func tokens(text: String) {
        let safe = SafeText(text)
        let entry = JournalEntry(
            when: JournalEntry.moment, profile: safe, who: safe, service: "v4h", action: "lookUpConference",
            target: JournalTarget(id: safe, room: safe, name: safe, owner: safe), outcome: .failed, words: safe,
            request: safe)
        #expect(!self.text(entry).contains("SECRET"), "\(self.text(entry))")
        let ended = entry.ended(.refused, target: JournalTarget(id: safe), words: safe, after: .zero, request: safe)
        #expect(!self.text(ended).contains("SECRET"))
    }
}
