import Foundation
import Meetings
import Sandbox
import Services
import TestSupport
import Testing

@testable import Gateway

@Suite("Summaries in the object store", .timeLimit(.minutes(10)))
struct ObjectStoreTests {
    private static let base = "https://store.example:8443/files/summaries"

    private func store(_ address: String) throws -> ObjectStore {
        let url = try #require(URL(string: address))
        return try #require(ObjectStore(url))
    }

    @Test(
        "a file below the store is fetched, however it is named",
        arguments: [
            ("https://store.example:8443/files/summaries/a.txt", "https://store.example:8443/files/summaries/a.txt"),
            ("HTTPS://Store.Example:8443/files/summaries/a.txt", "https://store.example:8443/files/summaries/a.txt"),
            ("/files/summaries/x/a.txt", "https://store.example:8443/files/summaries/x/a.txt"),
            ("a.txt", "https://store.example:8443/files/summaries/a.txt"),
            ("x/sala%20uni%C3%A3o.txt", "https://store.example:8443/files/summaries/x/sala%20uni%C3%A3o.txt"),
            ("100%25.txt?key=abc", "https://store.example:8443/files/summaries/100%25.txt"),
            ("..a/b..", "https://store.example:8443/files/summaries/..a/b.."),
        ])
    func inside(location: String, address: String) throws {
        for base in [Self.base, Self.base + "/"] {
            let store = try store(base)
            #expect(store.file(at: location)?.shown.string == address)
        }
    }

    @Test(
        "a file elsewhere is not",
        arguments: [
            // Another scheme, host or port, or who logs in there.
            "http://store.example:8443/files/summaries/a.txt", "https://store.example/files/summaries/a.txt",
            "https://store.example:443/files/summaries/a.txt", "https://evil.example:8443/files/summaries/a.txt",
            "https://store.example.evil.example:8443/files/summaries/a.txt",
            "https://user@store.example:8443/files/summaries/a.txt",
            "https://store.example:8443@evil.example/files/summaries/a.txt",
            "https://evil.example:8443\\@store.example:8443/files/summaries/a.txt",
            "//evil.example/files/summaries/a.txt", "///evil.example/files/summaries/a.txt",
            "\\\\evil.example/files/summaries/a.txt", "/\\evil.example/files/summaries/a.txt",
            "file:///files/summaries/a.txt", "file:/files/summaries/a.txt",
            "ftp://store.example:8443/files/summaries/a",
            "gopher:a", "javascript:a", "http:a.txt", "data:text/plain,a", "x:y/../a",
            // Another folder.
            "https://store.example:8443/files/a.txt", "https://store.example:8443/files/summaries-old/a.txt",
            "https://store.example:8443/files/summaries", "https://store.example:8443/files/summaries/",
            "https://store.example:8443", "https://store.example:8443?/files/summaries/a.txt", "/a.txt", "/", "", "?a",
            "/FILES/SUMMARIES/a.txt",
            // Ways upward, plain and in disguise.
            "../a.txt", "a/../../b.txt", "./a.txt", "a/.", "a/..", "..", "/files/summaries/../a.txt",
            "%2e%2e/a.txt", "%2E%2E/a.txt", ".%2e/a.txt", "a%2fb.txt", "a%2Fb.txt", "a%5cb.txt", "..%2fa.txt",
            "%252e%252e/a.txt", "a%252Fb.txt", "a%255cb", "a\\..\\b",
            "https://store.example:8443/files/summaries/../../a",
            // What no address holds.
            "a b.txt", "a\u{0}b", "a\nb", "a\r\nHost: evil", "a%00.txt", "a%0d%0aHost:%20evil", "a%7f", "a%zz", "a%2",
            "a%", "é.txt", "a.txt#b", "#", "{a}", "a|b", "a\tb", "%c0%2e",
        ])
    func outside(location: String) throws {
        let store = try store(Self.base)
        #expect(store.file(at: location) == nil)
        #expect(store.file(at: location + String(repeating: "a", count: 5000)) == nil)
    }

    @Test("at the root of a host, the host is still the limit")
    func root() throws {
        let store = try store("https://store.example")
        #expect(store.file(at: "https://store.example:443/a.txt")?.shown == "https://store.example/a.txt")
        #expect(store.file(at: "b/c")?.shown == "https://store.example/b/c")
        #expect(store.file(at: "//evil.example/a") == nil && store.file(at: "https://evil.example/a") == nil)
        #expect(store.file(at: "/") == nil && store.file(at: "https://store.example") == nil)
    }

    @Test(
        "a store is https, or on this machine, and an address alone",
        arguments: [
            ("https://store.example/a", true), ("http://127.0.0.1:9000/a", true), ("http://localhost:9000", true),
            ("http://[::1]:9000/", true), ("http://store.example/a", false), ("http://10.0.0.1/a", false),
            ("ftp://store.example/a", false), ("https://u:p@store.example/a", false),
            ("https://store.example/a?b=c", false),
            ("https://store.example/a#b", false), ("https://store.example/a/../b", false),
            ("https://store.example/a%2fb", false), ("/a", false), ("store.example", false),
        ])
    func stores(address: String, isOne: Bool) throws {
        let url = try #require(URL(string: address))
        #expect((ObjectStore(url) != nil) == isOne)
        #expect((ObjectStore.complaint(about: url) == nil) == isOne)
    }

    @Test("the text that lies where Admin Control says is the answer, and nobody's token goes there")
    func fetched() async throws {
        try await UpstreamScene.open { scene in
            for room in ["testRoom", "sala união"] {
                try await scene.begin(room)
                // The store knows the room by its name in small letters.
                let (text, small) = (try await scene.adminControl.summary(of: room).text, room.lowercased())
                #expect(text?.hasPrefix("Summary of “\(small)”\n1. ") == true)
                #expect(scene.asked == ["GET call-summary/\(room)", "GET summaries/\(small).txt"])
                let fields = try #require(scene.wire.value.last).headers
                #expect(fields["authorization"] == nil && fields["cookie"] == nil)
            }
            #expect(scene.log.lines.isEmpty)
            let admin = scene.adminControl
            #expect(await refusal { () throws(GatewayRefusal) in try await admin.summary(of: "none") } == .notFound)
        }
    }

    /// Answers for Admin Control and for the store.
    private func script(
        _ location: String,
        _ file: SandboxAnswer
    ) -> @Sendable (SandboxRequest) async -> SandboxAnswer? {
        { request in
            request.path.first == "admin" ? .data(#"{"id":"1","file_url":"\#(location)"}"#) : file
        }
    }

    private static let text = ["Content-Type": "text/plain"]

    @Test("a file is text in UTF-8, and what is no file is none")
    func answers() async throws {
        let answers: [(SandboxAnswer, String?, [UpstreamFailure])] = [
            (SandboxAnswer(200, headers: Self.text, body: Data("first\nsecond é".utf8)), "first\nsecond é", []),
            (SandboxAnswer(200, headers: Self.text, body: Data()), "", []),
            (
                SandboxAnswer(200, headers: Self.text, body: Data(repeating: 0x61, count: 4 << 20)),
                String(repeating: "a", count: 4 << 20), []
            ),
            (
                SandboxAnswer(200, headers: Self.text, body: Data(repeating: 0x61, count: 4 << 20 + 1)), nil,
                [.unreadable]
            ),
            (SandboxAnswer(200, headers: Self.text, body: Data([0x61, 0xFF])), nil, [.unreadable]),
            (SandboxAnswer(404, headers: Self.text, body: Data("<html>gone</html>".utf8)), nil, [.refused]),
            (SandboxAnswer(403, headers: Self.text), nil, [.refused]),
            (SandboxAnswer(204, headers: Self.text), nil, [.unreadable]),
            (SandboxAnswer(302, headers: ["Location": "http://127.0.0.1/summaries/b"]), nil, [.refused]),
            (SandboxAnswer(500, headers: Self.text), nil, [.failed]),
            (SandboxAnswer(503, headers: Self.text), nil, [.failed, .failed, .failed]),
        ]
        for (answer, text, failures) in answers {
            try await UpstreamScene.open(
                script: script("a.txt", answer),
                test: { scene in
                    let result = try? await scene.adminControl.summary(of: "a")
                    #expect((result == text.map { .string($0) }), "\(answer.status)")
                    #expect(scene.failures.value == failures, "\(answer.status)")
                    #expect(scene.asked.count == 1 + max(1, failures.count))
                })
        }
    }

    @Test("a store that fails speaks not against Admin Control")
    func separateBreakers() async throws {
        try await UpstreamScene.open(
            script: { request in
                guard request.path.first != "summaries" else { return SandboxAnswer(500) }
                return request.path[2] == "call-summary" ? .data(#"{"file_url":"a.txt"}"#) : nil
            },
            test: { scene in
                try await scene.begin("a")
                let admin = scene.adminControl
                for _ in 0..<7 {
                    #expect(await refusal { () throws(GatewayRefusal) in try await admin.summary(of: "a") } == .failed)
                }
                #expect(scene.asked.count { $0.hasPrefix("GET summaries/") } == 5)
                #expect(try await admin.status(of: "a")["recording_status"] == false)
            })
    }

    @Test("where no store is configured, or the file lies outside, nothing is fetched, and the log says which")
    func notFetched() async throws {
        let outside = "http://127.0.0.1:1/summaries/a.txt?key=hidden"
        for isConfigured in [false, true] {
            try await UpstreamScene.open(
                script: script(outside, SandboxAnswer(200)), change: { if !isConfigured { $0.objectStore = nil } },
                test: { scene in
                    let admin = scene.adminControl
                    #expect(await refusal { () throws(GatewayRefusal) in try await admin.summary(of: "a") } == .failed)
                    #expect(scene.failures.value == [.outside])
                    let line = try #require(scene.log.lines.first)
                    #expect(line.contains("file=http://127.0.0.1:1/summaries/a.txt") && !line.contains("hidden"))
                    #expect(line.contains(isConfigured ? "does not lie below" : "configure object-store"))
                    #expect(scene.asked.count == 1)
                })
        }
    }

    @Test("a summary that lies nowhere yet speaks not against Admin Control", arguments: ["null", #""""#, "[]"])
    func nowhere(location: String) async throws {
        try await UpstreamScene.open(
            script: { _ in .data(#"{"id":"1","file_url":\#(location)}"#) },
            test: { scene in
                let admin = scene.adminControl
                for _ in 0..<7 {
                    #expect(await refusal { () throws(GatewayRefusal) in try await admin.summary(of: "a") } == .failed)
                }
                #expect(scene.failures.value == Array(repeating: .outside, count: 7))
                #expect(scene.log.lines.first?.contains("does not say where it lies") == true)
            })
    }

    @Test("the time of a call counts for both of its readings")
    func timeLimit() async throws {
        try await UpstreamScene.open(
            script: { request in
                request.path.first == "summaries"
                    ? SandboxAnswer(200, delivery: .silence) : .data(#"{"file_url":"a.txt"}"#)
            },
            test: { scene in
                let admin = scene.adminControl
                async let answer = refusal { () throws(GatewayRefusal) in try await admin.summary(of: "a") }
                try await scene.requests(2)
                scene.clock.advance(by: .seconds(300))
                #expect(await answer == .failed)
                #expect(scene.failures.value == [.timedOut])
            })
    }
}
