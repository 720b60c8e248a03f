import Foundation
import Meetings
import Testing

@Suite("What a token says")
struct ClaimsTests {
    private func claims(_ payload: [String: JSONValue]) -> Claims {
        Claims(header: .object([:]), payload: .object(payload))
    }

    @Test("its times are dates, from whole and broken seconds (RFC 7519, section 2: NumericDate)")
    func dates() {
        let token = claims(["iat": 1_700_000_000, "nbf": .number(1_700_000_000.5), "exp": 0])
        #expect(token.issued == Date(timeIntervalSince1970: 1_700_000_000))
        #expect(token.notBefore == Date(timeIntervalSince1970: 1_700_000_000.5))
        #expect(token.expires == Date(timeIntervalSince1970: 0))
    }

    @Test(
        "a time that is none is left out",
        arguments: ["1700000000", .null, true, .number(.infinity), .number(.nan), .array([1])] as [JSONValue])
    func notDates(value: JSONValue) {
        #expect(claims(["exp": value]).expires == nil)
        #expect(claims([:]).expires == nil)
    }

    @Test("its times stay within what timers and calendars can count")
    func endless() {
        for value in [.integer(.max), .number(1e300), .number(1e18)] as [JSONValue] {
            #expect(claims(["exp": value]).expires == Date(timeIntervalSince1970: 253_402_300_799))
        }
        for value in [.integer(.min), .number(-1e300), -1] as [JSONValue] {
            #expect(claims(["iat": value]).issued == Date(timeIntervalSince1970: 0))
        }
    }

    @Test("it tells the role and the name where ProCONF and Jitsi put them, ProCONF's name first")
    func person() {
        let context: JSONValue = .object(["user": .object(["role": "owner", "name": "Ana"])])
        #expect(claims(["context": context]).role == "owner")
        #expect(claims(["context": context]).participantName == "Ana")
        #expect(claims(["context": context, "participantName": "Rui"]).participantName == "Rui")
        #expect(claims(["context": "owner"]).role == nil)
    }

    @Test("nothing it says can steer a terminal")
    func hostile() {
        let token = claims(["iss": "a\u{1B}[2J", "sub": "b\u{202E}c", "aud": "", "room": 7])
        #expect(token.issuer == "a␛[2J")
        #expect(token.subject == "bc")
        #expect(token.audience == nil)
        #expect(token.room == "7")
    }
}
