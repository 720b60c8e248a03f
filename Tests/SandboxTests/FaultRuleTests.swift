import Sandbox
import Testing

@Suite("Fault rules")
struct FaultRuleTests {
    @Test("a rule is a route, a fault, and how many calls it befalls")
    func grammar() throws {
        let once = try FaultRule("list=503:7*2")
        #expect(once.route == .list && once.fault == .status(503, retryAfter: 7) && once.extent == .next(2))
        let share = try FaultRule("all=slow:0.5%10")
        #expect(share.route == nil && share.fault == .slow(.seconds(0.5)) && share.extent == .share(10))
        let always = try FaultRule("check-token=503")
        #expect(always.route == .checkToken && always.fault == .status(503, retryAfter: nil))
        #expect(always.extent == .always && always.description == "check-token=503")
        #expect(try FaultRule("list=date:-600").fault == .date(-600))
        #expect(try FaultRule("list=huge").fault == .huge(megabytes: 100))
    }

    @Test("every fault has a name of its own, by which a rule can be made", arguments: FaultWord.all.map(\.word))
    func words(word: String) throws {
        #expect(FaultWord.all.count { $0.word == word } == 1)
        _ = try FaultRule("all=\(word)")
    }

    @Test(
        "a rule that is none is refused with what would be possible",
        arguments: [
            ("list", "ROUTE=FAULT"), ("lists=500", "all, login, refresh, check-token, list"),
            ("=500", "is no route"), ("list=flood", "refuse:SECONDS, cut, unanswered"), ("list=", "is no fault"),
            ("list=500*0", "*N"), ("list=500%101", "%P"), ("list=500*x", "*N"),
            ("list=cut:1", "nothing behind a colon"),
            ("list=slow:", "slow:SECONDS takes a number from 0 to 86400"),
            ("list=slow:-1", "takes a number from 0"), ("list=huge:0.5", "takes a whole number from 1"),
            ("list=slow:nan", "takes a number"), ("list=slow:inf", "takes a number"),
        ])
    func refusals(rule: String, words: String) {
        let error = #expect(throws: FaultRuleError.self) { _ = try FaultRule(rule) }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
        #expect(error?.description.contains("“\(rule)”") == true)
    }
}
