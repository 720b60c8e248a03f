import HTTPTypes
import Testing

@testable import Gateway

@Suite("What a request asks for")
struct RequestTargetTests {
    @Test(
        "a path is read segment by segment",
        arguments: [
            ("/callConfig", ["callConfig"]), ("/callCatchUp/team%20a", ["callCatchUp", "team a"]),
            ("/callCatchUp/%C3%A9t%C3%a9?x=1", ["callCatchUp", "été"]),
            ("http://gateway.example/meetings", ["meetings"]), ("/callCatchUp/a%3Fb%23c", ["callCatchUp", "a?b#c"]),
            ("/callCatchUp/a%00b", ["callCatchUp", "a\0b"]),
        ])
    func reads(text: String, segments: [String]) { #expect(RequestTarget(text)?.segments == segments) }

    @Test(
        "what two servers could take for two paths is none",
        arguments: [
            "", "*", "callConfig", "/", "//callConfig", "/callConfig/", "/callCatchUp/", "/callCatchUp//a",
            "/callCatchUp/.", "/callCatchUp/..", "/callCatchUp/%2e", "/callCatchUp/%2e%2e", "/callCatchUp/.%2E",
            "/callCatchUp/a%2fb", "/callCatchUp/a%2Fb", "/callCatchUp/a%5cb", "/callCatchUp/a\\b",
            "/callCatchUp/%", "/callCatchUp/%4", "/callCatchUp/%zz", "/callCatchUp/%u0041",
            "/callCatchUp/%c0%ae%c0%ae", "/callCatchUp/%c0%af", "/callCatchUp/%e0%80%af", "/callCatchUp/%ed%a0%80",
            "/callCatchUp/%ff", "/callCatchUp/%f4%90%80%80", "/callCatchUp/é", "/callCatchUp/a b", "/callCatchUp/a#b",
            "/callCatchUp/a\u{7F}", "ftp://gateway.example/meetings", "http://gateway.example",
            "http://gateway.example?x=/metrics",
        ])
    func refuses(text: String) { #expect(RequestTarget(text) == nil) }

    @Test("a target of more than 4096 bytes is none")
    func isBounded() {
        #expect(RequestTarget("/" + String(repeating: "a", count: 4095)) != nil)
        #expect(RequestTarget("/" + String(repeating: "a", count: 4096)) == nil)
    }

    @Test(
        "a query parameter is read once, and decoded",
        arguments: [
            ("roomName=team-a", "team-a"), ("x=1&roomName=a%20b", "a b"), ("roomName=a+b", "a b"),
            ("room%4Eame=a", "a"), ("roomName=", ""), ("roomName", ""), ("roomName=a=b", "a=b"),
        ] as [(String, String?)]
            + ["", "roomname=a", "roomName=a&roomName=b", "roomName=%", "roomName=%c0%ae"].map { ($0, nil) })
    func readsQuery(query: String, value: String?) throws {
        let target = try #require(RequestTarget("/callStatus?" + query))
        #expect(target.parameter("roomName") == value)
    }

    @Test("every route is found by its own method and path, and by no other method")
    func findsRoutes() throws {
        for route in GatewayRoute.allCases {
            let target = try #require(RequestTarget(route.path.replacing(#/{(room|stage)}/#, with: "a%20word")))
            let found = try #require(GatewayRoute.find(route.method, target))
            #expect(found.route == route)
            #expect(found.word == (route.path.contains("{") ? "a word" : nil))
            for method in [HTTPRequest.Method.get, .post, .put, .delete, .patch, .head, .options, .trace]
            where method != route.method {
                #expect(GatewayRoute.find(method, target) == nil, "\(method) \(route.path)")
            }
        }
    }
}
