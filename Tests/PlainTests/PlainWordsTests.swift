import Foundation
import Login
import Meetings
import Services
import Testing

@testable import Plain
@testable import Store

@Suite("What plain mode says")
struct PlainWordsTests {
    private let now = Date(timeIntervalSince1970: 1_795_356_300)

    private func state(isReadOnly: Bool = false, services: [ServiceKind] = [.v4h, .proconf]) -> ConsoleState {
        let addresses = services.map { ($0, SafeText("https://\($0.rawValue).example")) }
        let profile = ProfileState(
            name: "ward", services: Dictionary(uniqueKeysWithValues: addresses), isReadOnly: isReadOnly)
        var state = ConsoleState(profile: profile, now: now)
        state.keys = .spoken
        return state
    }

    private func login(secondsLeft: Double, isRenewable: Bool) -> Action {
        .loginChanged(
            .v4h,
            LoginStatus(
                phase: .valid(until: now + secondsLeft), until: now + secondsLeft,
                hasRefreshToken: isRenewable))
    }

    @Test("the prompt tells the profile, who is logged in, the service where it is not V4H, and read-only mode")
    func prompt() {
        var ward = state()
        #expect(ward.plainPrompt == "gavel ward (not logged in)> ")
        _ = ward.take([login(secondsLeft: 300, isRenewable: true), .loginFinished(.v4h, .success("maria"))])
        #expect(ward.plainPrompt == "gavel ward (maria)> ")
        _ = ward.take([.perform(.readOnly)])
        #expect(ward.plainPrompt == "gavel ward (maria, read-only)> ")
        _ = ward.take([.perform(.switchService)])
        #expect(ward.plainPrompt == "gavel ward ProCONF (not logged in, read-only)> ")
        #expect(state(isReadOnly: true, services: [.proconf]).plainPrompt == "gavel ward (not logged in, read-only)> ")
    }

    @Test("a login that nothing can renew is told of, and again when it is about to end")
    func loginEnding() {
        var ward = state()
        _ = ward.take([login(secondsLeft: 300, isRenewable: true)])
        #expect(ward.plainWarnings.isEmpty)
        _ = ward.take([login(secondsLeft: 300, isRenewable: false)])
        #expect(ward.plainWarnings == ["V4H: No refresh token: the login ends with its access token."])
        _ = ward.take([login(secondsLeft: 100, isRenewable: false)])
        #expect(ward.plainWarnings.last == "The V4H login ends in less than two minutes.")
        #expect(
            ward.plainStanding.first == "V4H: logged in, token 1 min left, https://v4h.example, in view. "
                + "No refresh token: the login ends with its access token.")
        #expect(ward.plainStanding.last == "ProCONF: not logged in, https://proconf.example")
    }

    @Test("a message stands on one line, its weight in a word")
    func messages() {
        let message = Message(
            severity: .error, text: "Could not close it.", detail: "POST /x → 403", advice: "Ask.",
            moment: now)
        #expect(message.plainLine == "Error: Could not close it. (POST /x → 403) Ask.")
        let plain = Message(severity: .success, text: "Closed.", moment: now)
        #expect(plain.plainLine == "Closed.")
    }

    @Test("a list that was never had is not an empty one, and a row tells all its columns")
    func rows() {
        var ward = state()
        #expect(PlainRows(ward).summary.contains("type login"))
        _ = ward.take([login(secondsLeft: 300, isRenewable: true)])
        #expect(PlainRows(ward).summary.contains("Type refresh"))
        let table = ward.conferences
        let list = { (conferences: [Conference]) in
            Action.conferencesLoaded(
                .success(ConferenceListing(conferences, over: table, organisationNames: [:])))
        }
        _ = ward.take([list([])])
        #expect(PlainRows(ward).summary == "There is no conference yet.")
        let live = Conference(id: ConferenceIdentifier("410037"), room: "uti", state: .started, created: now)
        let ready = Conference(id: ConferenceIdentifier("410039"), state: .ready)
        _ = ward.take([list([live, ready])])
        let rows = PlainRows(ward)
        #expect(rows.identifiers == ["410037", "410039"])
        #expect(rows.columns == "state, id, room, owner, created, lasted, may-join, from")
        #expect(
            rows.lines(0..<9) == [
                "1. live; 410037; uti; –; \(TimeText(now: now).minute(now)); –; –; service; selected",
                "2. ready; 410039; 410039; –; –; –; –; service",
            ])
        #expect(rows.summary.hasPrefix("2 conferences on V4H; by created, falling; as of "))
    }
}
