import Foundation
import Meetings
import Testing

@testable import Journal

@Suite("What is known from the journal")
struct KnownConferencesTests {
    private func known(_ entries: JournalEntry...) -> [KnownConference] {
        JournalContents(lines: entries.map(\.line), profile: "ward").known["v4h"]?.all ?? []
    }

    @Test("a conference that was requested is known, and what is seen of it later is added")
    func requested() {
        let all = known(
            .example("requestConference", JournalTarget(id: "7", name: "Ronda", created: JournalEntry.moment)),
            .example("open", JournalTarget(id: "7", room: "ronda-7", owner: "4"), after: 60))
        #expect(
            all == [
                KnownConference(
                    target: JournalTarget(
                        id: "7", room: "ronda-7", name: "Ronda", owner: "4", created: JournalEntry.moment),
                    hasEnded: false, touched: JournalEntry.moment + 60)
            ])
    }

    @Test("one that was deleted, or was not there when it was asked for, is not known any more")
    func gone() {
        #expect(known(.example("open"), .example("deleteConference")).isEmpty)
        #expect(known(.example("open"), .example("open", .init(id: "410"), .failed, status: 404)).isEmpty)
        #expect(known(.example("open"), .example("deleteConference", .init(id: "410"), .unknown)).count == 1)
        #expect(
            known(.example("open"), .example("deleteConference", .init(id: "410"), .refused, status: 403)).count == 1)
        #expect(known(.example("deleteConference"), .example("lookUpConference")).count == 1)
    }

    @Test("one that was closed is known as ended")
    func closed() {
        #expect(known(.example("open"), .example("closeConference")).first?.hasEnded == true)
        #expect(
            known(.example("open"), .example("closeConference", .init(id: "410"), .refused)).first?.hasEnded == false)
        #expect(known(.example("watchConference")).first?.hasEnded == true)
    }

    @Test("nothing is learnt from what did not come about, from logins, or from other profiles and services")
    func others() {
        #expect(
            known(
                .example("lookUpConference", .init(id: "x"), .refused), .example("logIn", nil),
                .example("requestConference", .init(name: "no id yet"), .unknown),
                .example("open", profile: "clinic"), .example("guestLink", .init(room: "sala"), service: "proconf")
            ).isEmpty)
    }

    @Test("those dealt with last come first, and not more of them than anybody reads")
    func most() {
        var known = KnownConferences(profile: "ward", service: "v4h")
        let count = KnownConferences.most + 20
        for number in 0..<count {
            known.take(.example("open", JournalTarget(id: SafeText("\(number)")), after: Double(number)))
        }
        #expect(known.all.count == KnownConferences.most)
        #expect(known.all.first?.target.id == SafeText("\(count - 1)"))
        #expect(known["0"] != nil)
    }
}
