import Foundation
import Meetings
import Testing

@testable import Services

@Suite("Where meetings are opened")
struct MeetingPlaceTests {
    private func proconf(_ template: String, domain: String = "call.example") -> MeetingPlace? {
        MeetingPlace(
            ProConfDeployment(
                server: .applicationServer(URL(filePath: "/")), domain: domain, joinTemplate: template))
    }

    private func v4h(_ domain: String) -> MeetingPlace {
        MeetingPlace(V4HDeployment(baseURL: URL(filePath: "/"), domain: domain))
    }

    @Test("is the domain and the room, written as an address")
    func v4h() {
        #expect(v4h("meet.example").address(ofRoom: "uti")?.reveal() == "https://meet.example/uti")
        #expect(v4h("127.0.0.1:8080").address(ofRoom: "uti")?.reveal() == "http://127.0.0.1:8080/uti")
        #expect(
            v4h("meet.example").address(ofRoom: "a/b ç?jwt=x")?.reveal()
                == "https://meet.example/a%2Fb%20%C3%A7%3Fjwt%3Dx")
        #expect(v4h("meet example").address(ofRoom: "uti") == nil)
    }

    @Test("is what the join template says before anything that may belong to the token")
    func proconf() {
        let usual = proconf(ProConfDeployment.usualJoinTemplate)
        #expect(usual?.address(ofRoom: "sala")?.reveal() == "https://call.example/sala")
        #expect(
            proconf("https://{domain}/r/{room}?a=1&jwt={token}")?.address(ofRoom: "s")?.reveal()
                == "https://call.example/r/s")
        #expect(proconf("https://{domain}/{room}#{token}")?.address(ofRoom: "s")?.reveal() == "https://call.example/s")
        #expect(proconf("https://{domain}/{token}/{room}") == nil)
        #expect(proconf("https://{domain}/?room={room}&jwt={token}") == nil)
    }
}
