import Foundation
import HTTPTypes
import Testing
import Transport

@Suite("Requests and answers", .timeLimit(.minutes(10)))
struct CurlTransportTests {
    private let transport = CurlTransport()

    @Test("a request arrives with its fields and body, and the answer comes back whole")
    func roundTrip() async throws {
        let server = try await EchoServer()
        let began = Date.now
        let response = try await transport.send(
            .loopback(.post, port: server.port, path: "/a/b?c=d", fields: [.authorization: "Bearer x"]),
            body: Data("hello".utf8)
        )
        #expect(response.head.status == .accepted)
        #expect(response.head.headerFields[.contentType] == "text/plain")
        #expect(response.head.headerFields[try #require(HTTPField.Name("X-Seen"))] == "POST gavel Bearer x")
        #expect(response.text == "hello to /a/b")
        #expect(response.duration > .zero)
        #expect((began...Date.now).contains(response.receivedAt))
        await server.stop()
    }

    @Test("a thousand calls at once are all answered, each with its own answer")
    func thousand() async throws {
        let server = try ScriptedServer { connection in
            while let request = connection.readRequest() {
                connection.answer(String(request.split(separator: " ")[1]))
            }
        }
        let right = try await withThrowingTaskGroup(of: Bool.self) { group in
            for index in 0..<1_000 {
                group.addTask {
                    try await transport.send(.loopback(port: server.port, path: "/\(index)")).text == "/\(index)"
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(right == 1_000)
    }

    @Test("calls one after another share a connection, with and without bodies in the answers")
    func reuse() async throws {
        let server = try ScriptedServer { connection in
            while let request = connection.readRequest() {
                let length = request.hasPrefix("HEAD") ? "Content-Length: 10\r\n" : ""
                let status = String(request.split(separator: " ")[1].dropFirst())
                connection.write("HTTP/1.1 \(status)\r\n\(length)Connection-Number: \(connection.number)\r\n")
                connection.write(status == "200" && length.isEmpty ? "Content-Length: 2\r\n\r\nok" : "\r\n")
            }
        }
        let number = try #require(HTTPField.Name("Connection-Number"))
        let cases: [(HTTPRequest.Method, Int, String)] = [
            (.get, 200, "ok"), (.head, 200, ""), (.get, 204, ""), (.get, 304, ""), (.get, 200, "ok"),
        ]
        for (method, status, body) in cases {
            let response = try await transport.send(.loopback(method, port: server.port, path: "/\(status)"))
            #expect(response.head.status.code == status)
            #expect(response.text == body)
            #expect(response.head.headerFields[number] == "1")
        }
    }

    private static let bodies: [(HTTPRequest.Method, Data?)] = [
        (.post, nil), (.put, nil), (.patch, nil), (.post, Data()), (.post, Data(repeating: 0x61, count: 3_000_000)),
        (.delete, Data("{}".utf8)), (.get, Data("{}".utf8)),
    ]

    @Test("a body is framed by its length alone, and an empty one is sent as such", arguments: bodies)
    func framing(method: HTTPRequest.Method, body: Data?) async throws {
        let length = body?.count ?? 0
        let server = try ScriptedServer { connection in
            while let request = connection.readRequest() {
                let end = request.range(of: "\r\n\r\n")?.lowerBound ?? request.endIndex
                connection.answer(String(request[..<end]) + "\r\nreceived: \(request[end...].utf8.count - 4)")
            }
        }
        let seen = try await transport.send(.loopback(method, port: server.port), body: body).text.lowercased()
        #expect(seen.hasPrefix(method.rawValue.lowercased() + " / http/1.1\r\n"))
        #expect(seen.contains("\r\ncontent-length: \(length)\r\n"))
        #expect(seen.hasSuffix("received: \(length)"))
        #expect(!seen.contains("expect:"))
        #expect(!seen.contains("content-type:"))
        #expect(!seen.contains("transfer-encoding:"))
    }

    @Test("interim answers and trailers leave no trace in the head, and folded fields are joined")
    func interimAnswers() async throws {
        let server = try ScriptedServer { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")
            connection.write("HTTP/1.1 404 Not There\r\nX-Long: one\r\n  two\r\nTransfer-Encoding: chunked\r\n\r\n")
            connection.write("3\r\nabc\r\n0\r\nX-Trailer: late\r\n\r\n")
        }
        let response = try await transport.send(.loopback(port: server.port))
        #expect(response.head.status.code == 404)
        #expect(response.head.status.reasonPhrase == "Not There")
        #expect(response.text == "abc")
        let fields = response.head.headerFields
        #expect(fields.map(\.description) == ["X-Long: one two", "Transfer-Encoding: chunked"])
    }

    @Test("a redirect is an answer and is not followed")
    func redirect() async throws {
        let server = try ScriptedServer { connection in
            while connection.readRequest() != nil {
                connection.write("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n")
                connection.write("Connection-Number: \(connection.number)\r\n\r\n")
            }
        }
        let response = try await transport.send(.loopback(port: server.port))
        #expect(response.head.status == .found)
        #expect(response.head.headerFields[.location] == "/elsewhere")
    }

    @Test("what could end a line or a part of the URL early is refused before anything is sent")
    func injection() async throws {
        let paths = ["/a\r\nX-Evil: 1", "/a b", "/a#b", "a", "", "/\u{e9}"]
        let authorities = ["127.0.0.1:1\r\nX-Evil: 1", "user@127.0.0.1:1", "127.0.0.1:1/x", "", "127.0.0.1:1?x"]
        var requests = paths.map { HTTPRequest(method: .get, scheme: "http", authority: "127.0.0.1:1", path: $0) }
        requests += authorities.map { HTTPRequest(method: .get, scheme: "http", authority: $0, path: "/") }
        requests += ["file", "ftp", nil].map { HTTPRequest(method: .get, scheme: $0, authority: "a", path: "/") }
        for name in ["Host", "Content-Length", "Transfer-Encoding", "Connection"] {
            requests.append(.loopback(port: 1, fields: [try #require(HTTPField.Name(name)): "1"]))
        }
        for request in requests {
            let failure = await transport.failure(of: request)
            guard case .invalidRequest = failure else {
                Issue.record("\(request) ended with \(String(describing: failure))")
                continue
            }
            #expect(failure?.mayHaveBeenCarriedOut == false)
        }

        let server = try ScriptedServer { connection in
            while let request = connection.readRequest() {
                connection.answer(request)
            }
        }
        let name = try #require(HTTPField.Name("X-Note"))
        let seen = try await transport.send(.loopback(port: server.port, fields: [name: "a\r\nX-Evil: 1"])).text
        #expect(seen.contains("\r\nX-Note: a"))
        #expect(!seen.contains("\r\nX-Evil"))
    }
}
