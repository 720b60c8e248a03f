import Foundation
import Meetings
import Sandbox
import Testing

@testable import Services

@Suite("The routes of a profile")
struct RouteTemplateTests {
    @Test(
        "a template is a method and a path",
        arguments: [
            (V4HRoute.guest, "POST /sessions/{id}/guest", "POST /sessions/{id}/guest"),
            (.close, "delete {base}/sessions/{id}", "DELETE /sessions/{id}"),
            (.login, "POST {origin}/api/auth/org/", "POST {origin}/api/auth/org/"),
            (.recordings, "GET /recordings?sessionId={id}", "GET /recordings?sessionId={id}"),
            (.start, "PATCH /rooms/{short}", "PATCH /rooms/{short}"),
        ]
    )
    func templates(_ route: V4HRoute, _ text: String, _ written: String) throws {
        #expect(try RouteTemplate(text, for: route).text == written)
    }

    @Test(
        "every one of them has its name at the sandbox too, where faults are laid on it", arguments: V4HRoute.allCases)
    func names(route: V4HRoute) { #expect(SandboxRouteName(rawValue: route.rawValue) != nil) }

    @Test(
        "a wrong template says what is wrong with it",
        arguments: [
            (V4HRoute.guest, "/sessions/{id}/guest", "must be a method, one blank, and a path"),
            (.guest, "POST  /sessions/{id}", "must be a method, one blank, and a path"),
            (.guest, "FETCH /sessions/{id}", "has the method “FETCH”"),
            (.guest, "POST sessions/{id}", "has a path that does not begin with"),
            (.guest, "POST https://evil.example/{id}", "has a path that does not begin with"),
            (.guest, "POST /sessions/guest", "does not say where the id goes"),
            (.guest, "POST /sessions/{room}/{id}", "has the unknown place {room}"),
            (.guest, "POST /sessions/{id}/{origin}", "has the unknown place {origin}"),
            (.guest, "POST /sessions/{id/guest", "has a “{”"), (.guest, "POST /a#{id}", "has a “#”"),
            (.guest, "POST /../{id}", "has a path with “.” or “..” in it"),
            (.guest, "POST /sessões/{id}", "has a “õ”"), (.list, "GET /sessions/{id}", "is about no conference"),
            (.guest, "POST /a/{id}\r\nX: y", "must be a method, one blank"),
            (.guest, "", "must be a method, one blank"),
        ]
    )
    func complaints(_ route: V4HRoute, _ text: String, _ complaint: String) throws {
        let error = try #require(throws: RouteTemplateError.self) { try RouteTemplate(text, for: route) }
        #expect(error.description.hasPrefix("The route “\(text)” "))
        #expect(error.description.contains(complaint))
    }

    @Test(
        "a base URL is scheme, host, port and path, as they go over the wire",
        arguments: [
            ("https://V4H.example/v1/", "https", "V4H.example", "/v1"), ("http://[::1]:8080", "http", "[::1]:8080", ""),
            ("HTTPS://a.example:443/api%20x/v1", "https", "a.example:443", "/api%20x/v1"),
        ]
    )
    func base(_ text: String, _ scheme: String, _ authority: String, _ path: String) throws {
        let address = try ServiceAddress(try #require(URL(string: text)))
        #expect(address == ServiceAddress(scheme: scheme, authority: authority, path: path))
    }

    @Test("a route about rooms gets the room, wherever it is known from", .timeLimit(.minutes(10)))
    func rooms() async throws {
        try await Hospital.open { hospital in
            var deployment = hospital.deployment()
            deployment.routes[.guest] = try RouteTemplate("POST /nowhere/{short}", for: .guest)
            let authentication = hospital.authentication()
            let login = try await authentication.login(
                username: hospital.address.user,
                password: Secret(hospital.address.password)
            )
            let service = V4HService(
                transport: hospital.transport,
                deployment: deployment,
                tokens: TokenDesk(login) { _ in login }
            )
            let conference = try #require(try await service.listConferences().first { $0.room != nil })
            let error = try await failure { () async throws(ServiceError) in
                try await service.getGuestUrl(conference.id, name: "A", avatarURL: "")
            }
            #expect(error.refusal?.status == 404)
            #expect(hospital.wire.all.last?.path == ["v1", "nowhere", conference.roomName])
        }
    }

    @Test("an override is what goes over the wire, the identifier as one segment of it", .timeLimit(.minutes(10)))
    func override() async throws {
        try await Hospital.open(
            script: { _ in .body(#"{"jwt":"t","url":"https://a.example/r?jwt=t"}"#) },
            test: { hospital in
                var deployment = hospital.deployment()
                deployment.routes[.guest] = try RouteTemplate("PUT {origin}/x/{id}/guests", for: .guest)
                let service = V4HService(transport: hospital.transport, deployment: deployment, tokens: TokenDesk("t"))
                _ = try await service.getGuestUrl(ConferenceIdentifier("a/../b ü?"), name: "A", avatarURL: "")
                #expect(hospital.wire.all.map(\.method) == ["PUT"])
                #expect(hospital.wire.all.map(\.path) == [["x", "a/../b ü?", "guests"]])
            }
        )
    }
}
