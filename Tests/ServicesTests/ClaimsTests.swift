import Foundation
import Meetings
import Services
import Testing

@Suite("What a token says about itself")
struct ClaimsTests {
    /// The sample of the ProCONF documentation.
    private static let sample: Secret = """
        eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhdWQiOiIqIiwiaXNzIjoieHl6Iiwic3ViIjoieHl6LnByb2NvbmYuaW5mbyIsInJvb20iOiJ0\
        ZXN0cm9vbSIsIm5iZiI6MTcxNzY0NjYyNiwiY29udGV4dCI6eyJ1c2VyIjp7InJvbGUiOiJvd25lciJ9fSwicGFydGljaXBhbnROYW1lIjoiQWxl\
        eCIsImlhdCI6MTcxNzY1MDIyNiwiZXhwIjoxNzE4MjU1MDI2fQ.wPc-AAwzX1rtMoUZnpyr31JTUfH6wPvlJewjjZNHDp8
        """

    @Test("the documentation's sample decodes to what it promises")
    func documentedSample() throws {
        let claims = try #require(Claims(token: ClaimsTests.sample))
        #expect(claims.header == ["alg": "HS256", "typ": "JWT"])
        #expect(claims.audience == "*")
        #expect(claims.issuer == "xyz")
        #expect(claims.subject == "xyz.proconf.info")
        #expect(claims.room == "testroom")
        #expect(claims.role == "owner")
        #expect(claims.participantName == "Alex")
        let issued = try #require(claims.issued)
        #expect(claims.notBefore == issued - 3600)
        #expect(claims.expires == issued + 604_800)
    }

    @Test(
        "what is no JWT has no claims",
        arguments: ["", "opaque", "a.b", "a.b.c", "e30.e30", "e30.W10.x", "....", "e30.e.x"]
    )
    func noToken(_ text: String) {
        #expect(Claims(token: Secret(text)) == nil)
    }

    @Test("claims are made safe to show")
    func safety() throws {
        let payload = Data(#"{"room":"a\u001b[2J","x\u202e":["\u0007"]}"#.utf8).base64EncodedString()
            .replacing("=", with: "")
        let claims = try #require(Claims(token: Secret("e30.\(payload).x")))
        #expect(claims.payload == ["room": "a␛[2J", "x": ["␇"]])
    }
}
