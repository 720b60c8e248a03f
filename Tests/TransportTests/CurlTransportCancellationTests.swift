import Foundation
import HTTPTypes
import Testing
import Transport

@Suite("Cancellation", .timeLimit(.minutes(10)))
struct CurlTransportCancellationTests {
    private enum Event: Equatable {
        case requested
        case closed
    }

    /// A server that answers `/quick` alone, and what happens at it.
    private static func silentServer() throws -> (server: ScriptedServer, events: AsyncStream<Event>) {
        let (events, continuation) = AsyncStream.makeStream(of: Event.self)
        let server = try ScriptedServer { connection in
            while let request = connection.readRequest() {
                continuation.yield(.requested)
                if request.hasPrefix("GET /quick") {
                    connection.answer()
                }
            }
            continuation.yield(.closed)
        }
        return (server, events)
    }

    @Test("cancelling the task aborts the transfer, and the server sees the connection close")
    func underWay() async throws {
        let (server, events) = try Self.silentServer()
        var iterator = events.makeAsyncIterator()
        let transport = CurlTransport()
        let task = Task { await transport.failure(of: .loopback(port: server.port)) }
        #expect(await iterator.next() == .requested)
        task.cancel()
        #expect(await task.value == .cancelled(beforeSending: false))
        #expect(await iterator.next() == .closed)
    }

    @Test("a task cancelled beforehand sends nothing")
    func beforehand() async throws {
        let (server, events) = try Self.silentServer()
        let transport = CurlTransport()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await transport.failure(of: .loopback(.post, port: server.port))
        }
        let failure = await task.value
        #expect(failure == .cancelled(beforeSending: true))
        #expect(failure?.mayHaveBeenCarriedOut == false)

        // The first thing the server sees is the next request.
        var iterator = events.makeAsyncIterator()
        _ = try await transport.send(.loopback(port: server.port, path: "/quick"))
        #expect(await iterator.next() == .requested)
        transport.close()
        #expect(await iterator.next() == .closed)
    }

    @Test("a call cancelled in the queue leaves it at once, and the queue goes on")
    func queued() async throws {
        let (server, events) = try Self.silentServer()
        var iterator = events.makeAsyncIterator()
        let transport = CurlTransport(.init(maximumConnectionsPerHost: 1))
        let first = Task { await transport.failure(of: .loopback(port: server.port)) }
        #expect(await iterator.next() == .requested)
        let second = Task { await transport.failure(of: .loopback(.post, port: server.port)) }
        let third = Task { try await transport.send(.loopback(port: server.port, path: "/quick")).head.status }
        second.cancel()
        #expect(await second.value == .cancelled(beforeSending: true))
        first.cancel()
        #expect(await first.value == .cancelled(beforeSending: false))
        #expect(try await third.value == .ok)
    }

    @Test("cancelling at any moment ends every call exactly once")
    func storm() async throws {
        let (server, _) = try Self.silentServer()
        let transport = CurlTransport()
        await withTaskGroup(of: TransportError?.self) { group in
            for index in 0..<400 {
                group.addTask {
                    let task = Task {
                        await transport.failure(of: .loopback(port: server.port, path: index % 2 == 0 ? "/quick" : "/"))
                    }
                    for _ in 0..<index % 7 { await Task.yield() }
                    task.cancel()
                    return await task.value
                }
            }
            for await failure in group {
                if let failure, case .cancelled = failure { continue }
                #expect(failure == nil)
            }
        }
        #expect(try await transport.send(.loopback(port: server.port, path: "/quick")).head.status == .ok)
    }

    @Test("closing the transport fails what is under way, waiting or still to come as cancelled")
    func close() async throws {
        let (server, events) = try Self.silentServer()
        var iterator = events.makeAsyncIterator()
        let transport = CurlTransport(.init(maximumConnectionsPerHost: 1))
        let tasks = (0..<5).map { _ in Task { await transport.failure(of: .loopback(port: server.port)) } }
        #expect(await iterator.next() == .requested)
        transport.close()
        var sent = 0
        for task in tasks {
            let failure = try #require(await task.value)
            guard case .cancelled(let beforeSending) = failure else {
                Issue.record("\(failure)")
                continue
            }
            sent += beforeSending ? 0 : 1
        }
        #expect(sent == 1)
        #expect(await transport.failure(of: .loopback(port: server.port)) == .cancelled(beforeSending: true))
    }

    @Test("a transport that is let go closes its connections")
    func deallocation() async throws {
        let (server, events) = try Self.silentServer()
        var iterator = events.makeAsyncIterator()
        var transport: CurlTransport? = CurlTransport()
        weak let observed = transport
        _ = try await transport?.send(.loopback(port: server.port, path: "/quick"))
        #expect(await iterator.next() == .requested)
        transport = nil
        #expect(observed == nil)
        #expect(await iterator.next() == .closed)
    }
}
