import Foundation
import Meetings
import TestSupport
import Testing

@Suite("A secret")
struct SecretTests {
    private let secret = Secret("tr0ub4dor")

    @Test("is shown by no way of printing, alone or within anything that holds it")
    func printing() {
        let link = MeetingLink(url: "https://m.example/r?jwt=tr0ub4dor", token: secret)
        let ticket = MeetingTicket(token: secret, room: "r")
        let pair = TokenPair(access: secret, refresh: secret, issued: .distantPast, expires: .distantFuture)
        let draft = ConferenceDraft(name: "n", joinPolicy: .password(secret))
        let holders: [Any] = [
            secret, [secret], ["password": secret], Optional(secret) as Any, (1, secret),
            Result<Secret, Never>.success(secret),
            link, ticket, pair, draft, JoinPolicy.password(secret),
        ]
        for holder in holders {
            var dumped = ""
            dump(holder, to: &dumped)
            let shown = [
                dumped, "\(holder)", String(describing: holder), String(reflecting: holder), "\([holder])",
                String(format: "%@", String(describing: holder)),
            ]
            for text in shown { #expect(!text.contains("tr0ub4dor"), "\(type(of: holder))") }
        }
        #expect("\(secret)" == "•••" && secret.debugDescription == "•••")
    }

    @Test("has no children that a mirror could show")
    func mirror() {
        #expect(Mirror(reflecting: secret).children.isEmpty)
        #expect(Mirror(reflecting: secret).descendant("value") == nil)
    }

    @Test("is the same for every length, so that not even that is told")
    func length() {
        #expect("\(Secret(""))" == "\(Secret(String(repeating: "x", count: 99)))")
        #expect(Secret("").isEmpty && !secret.isEmpty)
    }

    @Test("can be used all the same, and compared")
    func use() {
        #expect(secret.reveal() == "tr0ub4dor")
        #expect(secret == Secret("tr0ub4dor") && secret != Secret("other"))
    }

    @Test("is hidden wherever it stands in a link")
    func links() {
        let twice = MeetingLink(url: "https://m.example/r?jwt=abc#jwt=abc", token: Secret("abc"))
        #expect(twice.maskedURL == "https://m.example/r?jwt=•••#jwt=•••")
        let without = MeetingLink(url: "https://m.example/r", token: Secret(""))
        #expect(without.maskedURL == "https://m.example/r")
    }
}
