import Foundation
import Meetings
import Testing

@testable import Stage

@Suite("The door of a stage")
struct StageDoorTests {
    private let door: StageDoor

    init() throws {
        door = StageDoor(.loopback, meeting: try #require(MeetingOrigin("https://meet.example.org")))
    }

    @Test("a secret is good once, becomes a cookie, and leaves the address bar")
    func enter() throws {
        let secret = door.freshSecret()
        let first = door.answer(request(secret.reveal()))
        #expect(first.status == 303)
        #expect(first["Location"] == door.path)
        let cookie = try #require(first["Set-Cookie"])
        #expect(cookie.hasPrefix("gavel-stage="))
        #expect(cookie.hasSuffix("; Path=\(door.path); HttpOnly; SameSite=Lax"))
        #expect(!cookie.contains(secret.reveal()))
        #expect(door.answer(request(secret.reveal())).status == 403)
        #expect(door.answer(request("", cookie: cookie)).status == 200)
        let again = door.answer(request(secret.reveal(), cookie: cookie))
        #expect(again.status == 303)
        #expect(again["Set-Cookie"] == nil)
    }

    @Test("a new secret makes the one before void, and one of another length or letter is none")
    func newest() {
        let old = door.freshSecret()
        let new = door.freshSecret()
        #expect(old != new)
        #expect(door.answer(request(old.reveal())).status == 403)
        #expect(door.answer(request(String(new.reveal().dropLast()))).status == 403)
        #expect(door.answer(request(new.reveal() + "A")).status == 403)
        #expect(door.answer(request(new.reveal().lowercased() + "x")).status == 403)
        #expect(door.answer(request(new.reveal())).status == 303)
    }

    @Test("HEAD uses up no secret, and other methods are refused")
    func methods() {
        let secret = door.freshSecret()
        #expect(door.answer(request(secret.reveal(), method: "HEAD")).status == 200)
        #expect(door.answer(request(secret.reveal(), method: "HEAD"))["Set-Cookie"] == nil)
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "get", "TRACE"] {
            let answer = door.answer(request(secret.reveal(), method: method))
            #expect(answer.status == 405)
            #expect(answer["Allow"] == "GET, HEAD")
        }
        #expect(door.answer(request(secret.reveal())).status == 303)
    }

    @Test("the parts of the page are for those with a cookie alone, and nothing else is there")
    func parts() throws {
        for name in ["", "stage.js", "stage.css"] { #expect(door.answer(request(name)).status == 403) }
        let cookie = try enterOnce()
        for (name, type) in [("", "text/html"), ("stage.js", "text/javascript"), ("stage.css", "text/css")] {
            let answer = door.answer(request(name, cookie: cookie))
            #expect(answer.status == 200)
            #expect(answer["Content-Type"]?.hasPrefix(type) == true)
            #expect(!answer.body.isEmpty)
        }
        #expect(door.answer(request("", cookie: "gavel-stage=wrong")).status == 403)
        #expect(door.answer(request("", cookie: "a=b; \(cookie)")).status == 200)
        #expect(door.answer(request("", cookie: "gavel-stage=older; \(cookie)")).status == 200)
        var elsewhere = request("", cookie: cookie)
        elsewhere.target = "/other/"
        #expect(door.answer(elsewhere).status == 404)
        elsewhere.target = String(door.path.dropLast())
        #expect(door.answer(elsewhere).status == 404)
    }

    @Test("a second browser does not throw the first one out until it takes over, and the third does")
    func browsers() throws {
        let first = try enterOnce()
        let second = try enterOnce()
        #expect(door.answer(request("", cookie: first)).status == 200)
        #expect(door.answer(request("", cookie: second)).status == 200)
        let browser = try #require(door.admit(socket(cookie: second)))
        door.keepOnly(browser)
        #expect(door.answer(request("", cookie: first)).status == 403)
        #expect(door.answer(request("", cookie: second)).status == 200)
        _ = try enterOnce()
        _ = try enterOnce()
        #expect(door.answer(request("", cookie: second)).status == 403)
    }

    @Test(
        "on this machine the host is one of its own names at any port, so that no other site's name leads here",
        arguments: [
            ("127.0.0.1:8080", true), ("localhost:9", true), ("[::1]:80", true), ("localhost", true),
            ("LOCALHOST:80", true), ("evil.example:8080", false), ("127.0.0.1.evil.example", false),
            ("localhost:80a", false), ("localhost:", false), ("localhost:123456", false), ("", false),
            ("evil.example/127.0.0.1", false), ("localhost:80; script-src *", false),
        ])
    func hosts(host: String, isGood: Bool) throws {
        let cookie = try enterOnce()
        let page = request("", cookie: cookie, host: host)
        #expect(door.answer(page).status == (isGood ? 200 : 421))
        let secret = door.freshSecret()
        #expect(door.answer(request(secret.reveal(), host: host)).status == (isGood ? 303 : 421))
        #expect((door.admit(socket(cookie: cookie, host: host)) != nil) == isGood)
    }

    @Test("two hosts, or none, are refused")
    func hostCount() throws {
        var request = request("", cookie: try enterOnce())
        request.hosts = []
        #expect(door.answer(request).status == 421)
        request.hosts = ["localhost", "localhost"]
        #expect(door.answer(request).status == 421)
    }

    @Test("the WebSocket is for the page's own origin, with a cookie and the subprotocol")
    func sockets() throws {
        let cookie = try enterOnce()
        #expect(door.admit(socket(cookie: cookie)) != nil)
        #expect(door.admit(socket(cookie: nil)) == nil)
        for origin in [
            "http://127.0.0.1:81", "https://127.0.0.1:80", "http://localhost:80", "null", "http://evil.example",
        ] {
            var request = socket(cookie: cookie)
            request.origins = [origin]
            #expect(door.admit(request) == nil)
            #expect(door.answer(request).status == 403)
        }
        var request = socket(cookie: cookie)
        request.origins = []
        #expect(door.admit(request) == nil)
        request = socket(cookie: cookie)
        request.subprotocols = ["gavel-stage.2"]
        #expect(door.admit(request) == nil)
        request = socket(cookie: cookie)
        request.method = "POST"
        #expect(door.admit(request) == nil)
        request = socket(cookie: cookie)
        request.upgrades = []
        #expect(door.admit(request) == nil)
        #expect(door.answer(request).status == 426)
    }

    @Test("the policies let the meeting's origin in, and nothing else")
    func policies() throws {
        let answer = door.answer(request("", cookie: try enterOnce()))
        let policy = try #require(answer["Content-Security-Policy"])
        #expect(
            policy == """
                default-src 'none'; script-src 'self' https://meet.example.org; style-src 'self'; \
                frame-src https://meet.example.org; connect-src 'self' ws://127.0.0.1:80; img-src 'self'; \
                base-uri 'none'; form-action 'none'; frame-ancestors 'none'
                """)
        let permissions = try #require(answer["Permissions-Policy"])
        #expect(permissions.contains("camera=(self \"https://meet.example.org\")"))
        #expect(permissions.contains("geolocation=()"))
        #expect(answer["X-Content-Type-Options"] == "nosniff")
        #expect(answer["Referrer-Policy"] == "no-referrer")
        #expect(answer["Cache-Control"] == "no-store")
        #expect(answer["Cross-Origin-Opener-Policy"] == "same-origin")
        for refusal in [door.answer(request("")), door.answer(request("x")), DoorAnswer.nothing] {
            #expect(refusal["Content-Security-Policy"]?.hasPrefix("default-src 'none'") == true)
            #expect(refusal["Cache-Control"] == "no-store")
        }
    }

    @Test(
        "an origin is a scheme, a host and a port, and nothing that could be added to a policy",
        arguments: [
            ("https://meet.example.org", "https://meet.example.org"),
            ("https://meet.example.org/", "https://meet.example.org"),
            ("https://meet.example.org:8443", "https://meet.example.org:8443"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("https://meet.example.org/path", nil), ("https://meet.example.org; script-src *", nil),
            ("https://meet.example.org;", nil), ("https://meet.example.org,https://evil.example", nil),
            ("http://meet.example.org", nil), ("https://user@meet.example.org", nil), ("https://*", nil),
            ("https://meet.example.org?x", nil), ("https://meet.example.org#x", nil), ("'unsafe-inline'", nil),
            ("", nil),
            ("https://meet.example.org\r\nX: y", nil), ("//meet.example.org", nil), ("https://", nil),
        ] as [(String, String?)])
    func origins(text: String, origin: String?) {
        #expect(MeetingOrigin(text)?.text == origin)
    }

    @Test("below a gateway the page's origin is the public one, and cookies are for TLS alone")
    func published() throws {
        let origin = try #require(MeetingOrigin("https://gavel.example.org"))
        let door = StageDoor(
            .published(origin: origin, path: "/stage/"),
            meeting: try #require(MeetingOrigin("https://meet.example.org")))
        #expect(door.path == "/stage/\(door.stage)/")
        var request = DoorRequest(target: door.path + door.freshSecret().reveal(), hosts: ["upstream:8080"])
        let cookie = try #require(door.answer(request)["Set-Cookie"])
        #expect(cookie.hasSuffix("; Path=\(door.path); HttpOnly; SameSite=Lax; Secure"))
        request = DoorRequest(target: door.path, hosts: ["upstream:8080"], cookies: [cookie])
        let policy = try #require(door.answer(request)["Content-Security-Policy"])
        #expect(policy.contains("connect-src 'self' wss://gavel.example.org;"))
        request = DoorRequest(
            target: door.path + "socket", origins: ["https://gavel.example.org"], cookies: [cookie],
            upgrades: ["websocket"], subprotocols: ["gavel-stage.1"])
        #expect(door.admit(request) != nil)
        request.origins = ["https://upstream:8080"]
        #expect(door.admit(request) == nil)
    }

    private func request(
        _ name: String, cookie: String? = nil, host: String = "127.0.0.1:80", method: String = "GET"
    ) -> DoorRequest {
        DoorRequest(
            method: method, target: door.path + name, hosts: [host],
            cookies: cookie.map { [$0] } ?? [])
    }

    private func socket(cookie: String?, host: String = "127.0.0.1:80") -> DoorRequest {
        var request = request("socket", cookie: cookie, host: host)
        request.origins = ["http://\(host.lowercased())"]
        request.upgrades = ["websocket"]
        request.subprotocols = ["gavel-stage.1"]
        return request
    }

    private func enterOnce() throws -> String {
        let cookie = try #require(door.answer(request(door.freshSecret().reveal()))["Set-Cookie"])
        return String(cookie.prefix { $0 != ";" })
    }
}
