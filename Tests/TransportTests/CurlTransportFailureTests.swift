import Foundation
import HTTPTypes
import TestSupport
import Testing
import Transport

@Suite("Failures and limits", .timeLimit(.minutes(10)))
struct CurlTransportFailureTests {
    /// Whether the time ran out in this phase, and not, as on a busy machine, in one before it.
    private func isTimeout(_ phase: TransportError.Phase) -> ((limit: Duration, failure: TransportError?)) -> Bool {
        { $0.failure == .timedOut(phase: phase, after: $0.limit) }
    }

    @Test("a refused connection names host and port, and nothing was carried out")
    func refused() async throws {
        let port = try ScriptedServer { _ in }.port
        let failure = try #require(await CurlTransport().failure(of: .loopback(.post, port: port)))
        #expect(failure == .cannotConnect(to: "127.0.0.1:\(port)", reason: "Connection refused"))
        #expect(failure.description == "Cannot connect to 127.0.0.1:\(port): Connection refused.")
        #expect(!failure.mayHaveBeenCarriedOut)
    }

    @Test("an unknown host is named")
    func unknownHost() async {
        // RFC 6761 reserves .invalid, so that no name server knows it.
        let request = HTTPRequest(method: .get, scheme: "http", authority: "meetings.invalid", path: "/")
        let failure = await CurlTransport(.init(connectTimeout: .seconds(5))).failure(of: request)
        let timedOut = TransportError.timedOut(phase: .connecting, after: .seconds(5))
        #expect(failure == .cannotResolve(host: "meetings.invalid") || failure == timedOut)
        #expect(failure?.mayHaveBeenCarriedOut == false)
    }

    @Test("time runs out while waiting for the answer, and while receiving it")
    func timeouts() async throws {
        let server = try ScriptedServer { connection in
            while let request = connection.readRequest() {
                if request.hasPrefix("GET /half") {
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
                }
            }
        }
        let silent = await attempt(within: .milliseconds(150), until: isTimeout(.waiting)) { limit in
            let transport = CurlTransport(.init(requestTimeout: limit))
            return (limit: limit, failure: await transport.failure(of: .loopback(port: server.port)))
        }
        #expect(silent.failure == .timedOut(phase: .waiting, after: silent.limit))
        let half = await attempt(within: .milliseconds(500), until: isTimeout(.receiving)) { limit in
            (
                limit: limit,
                failure: await CurlTransport().failure(of: .loopback(port: server.port, path: "/half"), timeout: limit)
            )
        }
        #expect(half.failure == .timedOut(phase: .receiving, after: half.limit))
        #expect(half.failure?.mayHaveBeenCarriedOut == true)
        let error = TransportError.timedOut(phase: .receiving, after: .milliseconds(500))
        #expect(error.description == "The answer was not complete within 0.5 s.")
    }

    @Test("time runs out while connecting, before anything is sent")
    func connectTimeout() async throws {
        // Says nothing, so that the TLS handshake does not end.
        let server = try ScriptedServer { connection in _ = connection.readRequest() }
        let transport = CurlTransport(.init(connectTimeout: .milliseconds(150)))
        let failure = await transport.failure(of: .loopback(port: server.port, scheme: "https"))
        #expect(failure == .timedOut(phase: .connecting, after: .milliseconds(150)))
        #expect(failure?.mayHaveBeenCarriedOut == false)
    }

    @Test("time spent in the queue for a connection is not counted against the server")
    func queueTime() async throws {
        let (requests, continuation) = AsyncStream.makeStream(of: Void.self)
        let server = try ScriptedServer { connection in
            while let request = connection.readRequest() {
                continuation.yield()
                guard !request.hasPrefix("GET /never") else { continue }
                connection.answer("late but whole")
            }
        }
        let transport = CurlTransport(.init(maximumConnectionsPerHost: 1))
        async let first = transport.failure(of: .loopback(port: server.port, path: "/never"), timeout: .seconds(10))
        var iterator = requests.makeAsyncIterator()
        await iterator.next()
        async let second = transport.send(.loopback(port: server.port), body: nil, timeout: .seconds(8))
        #expect(await first == .timedOut(phase: .waiting, after: .seconds(10)))
        #expect(try await second.text == "late but whole")
    }

    @Test("no more requests are under way to one host than allowed")
    func limit() async throws {
        let (numbers, continuation) = AsyncStream.makeStream(of: Int.self)
        let allThere = DispatchSemaphore(value: 0)
        let server = try ScriptedServer { connection in
            continuation.yield(connection.number)
            allThere.wait()
            allThere.signal()
            while connection.readRequest() != nil {
                connection.answer("\(connection.number)")
            }
        }
        let transport = CurlTransport(.init(requestTimeout: .seconds(600), maximumConnectionsPerHost: 3))
        async let answers = withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<12 {
                group.addTask { try await transport.send(.loopback(port: server.port)).text }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        // Nobody is answered before three are there, so three it must become.
        for await number in numbers where number == 3 { break }
        allThere.signal()
        #expect(try await answers == ["1", "2", "3"])
    }

    @Test("a byte now and then does not make the time any longer")
    func drip() async throws {
        let (drops, dropped) = AsyncStream.makeStream(of: Void.self)
        let server = try ScriptedServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            while connection.write("x") {
                dropped.yield()
                // What makes the server slow: a peer that is told of nothing for a while.
                var nothing = pollfd(fd: -1, events: 0, revents: 0)
                poll(&nothing, 1, 50)
            }
            dropped.finish()
        }
        let outcome = await attempt(within: .milliseconds(700), until: isTimeout(.receiving)) { limit in
            (limit: limit, failure: await CurlTransport().failure(of: .loopback(port: server.port), timeout: limit))
        }
        #expect(outcome.failure == .timedOut(phase: .receiving, after: outcome.limit))
        for await _ in drops { break }
    }

    @Test("a call may set a limit of its own below the transport's, and none above it")
    func ownLimit() async throws {
        let server = try ScriptedServer { connection in
            while connection.readRequest() != nil { connection.answer(String(repeating: "x", count: 1000)) }
        }
        let transport = CurlTransport(.init(maximumResponseBytes: 2000))
        let request = HTTPRequest.loopback(port: server.port)
        #expect(try await transport.send(request, body: nil, timeout: nil, limit: 1000).body.count == 1000)
        await #expect(throws: TransportError.self) {
            try await transport.send(request, body: nil, timeout: nil, limit: 999)
        }
        let narrow = CurlTransport(.init(maximumResponseBytes: 999))
        await #expect(throws: TransportError.self) {
            try await narrow.send(request, body: nil, timeout: nil, limit: 5000)
        }
    }

    @Test("a packed body that would fill the memory is stopped at the limit of what it unpacks to")
    func bomb() async throws {
        // 200 MB of zeros in one, made by the tool that everybody has.
        let packer = Process()
        packer.executableURL = URL(filePath: "/bin/sh")
        packer.arguments = ["-c", "head -c 200000000 /dev/zero | gzip -1"]
        let pipe = Pipe()
        packer.standardOutput = pipe
        try packer.run()
        let packed = try #require(try pipe.fileHandleForReading.readToEnd())
        packer.waitUntilExit()
        let server = try ScriptedServer { connection in
            while connection.readRequest() != nil {
                connection.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(packed.count)\r\n\r\n")
                connection.write(packed)
            }
        }
        let failure = await CurlTransport().failure(of: .loopback(port: server.port))
        guard case .responseTooLarge(let limit, 200, _) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(limit == 128 << 20)
    }

    @Test("a body above the limit is refused, plain and packed, and one of exactly the limit is not")
    func tooLarge() async throws {
        // 64 KiB of zeros.
        let packed = try #require(
            Data(
                base64Encoded: "H4sIAAAAAAACA+3BAQEAAACAkP6v7ggKAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                    + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAauuOl9cAAAEA"
            )
        )
        let server = try ScriptedServer { connection in
            while let request = connection.readRequest() {
                if request.hasPrefix("GET /packed") {
                    connection.write(
                        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(packed.count)\r\n\r\n"
                    )
                    connection.write(packed)
                } else if request.hasPrefix("GET /endless") {
                    connection.write("HTTP/1.1 200 OK\r\n\r\n")
                    while connection.write(Data(count: 65_536)) {}
                } else {
                    connection.write("HTTP/1.1 200 OK\r\n")
                    while connection.write("X-Field: value\r\n") {}
                }
            }
        }
        let narrow = CurlTransport(.init(maximumResponseBytes: 65_535))
        for path in ["/packed", "/endless"] {
            let failure = await narrow.failure(of: .loopback(port: server.port, path: path))
            guard case .responseTooLarge(65_535, 200, let beginning) = failure else {
                Issue.record("\(path) ended with \(String(describing: failure))")
                continue
            }
            #expect(beginning.count == 1024)
        }
        #expect(
            await narrow.failure(of: .loopback(port: server.port, path: "/head"))
                == .responseTooLarge(limit: 65_536, status: nil, beginning: Data())
        )

        let wide = CurlTransport(.init(maximumResponseBytes: 65_536))
        #expect(try await wide.send(.loopback(port: server.port, path: "/packed")).body == Data(count: 65_536))
    }

    @Test("a connection closed within the answer, or an answer that is not HTTP, is a lost connection")
    func brokenAnswers() async throws {
        let answers = [
            "", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", "HTTP/1.1 200 OK\r\nContent-Le",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", "SSH-2.0-OpenSSH_9.2\r\n",
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope",
        ]
        let server = try ScriptedServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.write(answers[connection.number - 1])
        }
        let transport = CurlTransport()
        for answer in answers {
            let failure = await transport.failure(of: .loopback(port: server.port))
            guard case .connectionLost = failure else {
                Issue.record("\(answer.debugDescription) gave \(String(describing: failure))")
                continue
            }
            #expect(failure?.mayHaveBeenCarriedOut == true)
        }
    }

    @Test(
        "a call that changes something is sent once, though its connection breaks",
        arguments: [HTTPRequest.Method.post, .put, .delete])
    func noRepetition(method: HTTPRequest.Method) async throws {
        let (requests, continuation) = AsyncStream.makeStream(of: String.self)
        let server = try ScriptedServer { connection in
            // Answers the first request of a connection, and closes it on the second.
            guard let first = connection.readRequest() else { return }
            continuation.yield(String(first.prefix { $0 != " " }))
            guard first.hasPrefix("GET") else { return }
            connection.answer()
            guard let second = connection.readRequest() else { return }
            continuation.yield(String(second.prefix { $0 != " " }))
        }
        let transport = CurlTransport()
        _ = try await transport.send(.loopback(port: server.port))
        let failure = await transport.failure(of: .loopback(method, port: server.port))
        guard case .connectionLost = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        // The connection of the first GET breaks on the second, which may be repeated and is.
        _ = try await transport.send(.loopback(port: server.port))
        continuation.finish()
        let seen = await requests.reduce(into: []) { $0.append($1) }
        #expect(seen.filter { $0 == method.rawValue }.count == 1)
        #expect(seen.filter { $0 == "GET" }.count == 3)
    }

    @Test(
        "a connection that is used again for what changes something carries it once, though it breaks",
        arguments: [0, 1, 2], [10, 200_000])
    func noRepetitionOnUsedConnection(answered: Int, size: Int) async throws {
        let (requests, continuation) = AsyncStream.makeStream(of: Int.self)
        let server = try ScriptedServer { connection in
            // Answers some requests of a connection, takes one more, and closes.
            for _ in 0..<answered {
                guard connection.readRequest() != nil else { return }
                continuation.yield(connection.number)
                connection.answer()
            }
            if connection.readRequest() != nil { continuation.yield(connection.number) }
        }
        let transport = CurlTransport(TransportConfiguration(longestSilenceBeforeChange: .seconds(60)))
        let body = Data(repeating: 0x61, count: size)
        for _ in 0..<answered { _ = try await transport.send(.loopback(.post, port: server.port), body: body) }
        let failure = await transport.failure(of: .loopback(.post, port: server.port), body: body)
        guard case .connectionLost = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(failure?.mayHaveBeenCarriedOut == true)
        continuation.finish()
        let connections = await requests.reduce(into: []) { $0.append($1) }
        #expect(connections == [Int](repeating: 1, count: answered + 1), "each once, and all on the first connection")
    }
}
