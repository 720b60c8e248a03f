import Foundation
import HTTPTypes
import Testing
import Transport

@Suite("TLS", .enabled(if: OpenSSL.isInstalled, "the openssl tool is not installed"), .timeLimit(.minutes(1)))
struct CurlTransportTLSTests {
    @Test("a self-signed certificate is refused by name, and trusted once its file is given")
    func selfSigned() async throws {
        let server = try OpenSSL.Server()
        let failure = try #require(
            await CurlTransport().failure(of: .loopback(.post, port: server.port, scheme: "https"))
        )
        #expect(failure == .tlsFailed(host: "127.0.0.1", check: "its certificate is self-signed"))
        #expect(!failure.mayHaveBeenCarriedOut)

        let trusting = CurlTransport(.init(certificateAuthorityFile: server.certificateFile))
        let response = try await trusting.send(.loopback(port: server.port, scheme: "https"))
        #expect(response.head.status == .ok)
        #expect(response.text.contains("TLSv1.3"))
    }

    @Test("a certificate for another name is refused by name")
    func otherName() async throws {
        let server = try OpenSSL.Server()
        let transport = CurlTransport(.init(certificateAuthorityFile: server.certificateFile))
        let request = HTTPRequest(method: .get, scheme: "https", authority: "localhost:\(server.port)", path: "/")
        let failure = await transport.failure(of: request)
        #expect(failure == .tlsFailed(host: "localhost", check: "its certificate is for another host name"))
    }

    @Test("an expired certificate is refused by name")
    func expired() async throws {
        let server = try OpenSSL.Server(isExpired: true)
        let transport = CurlTransport(.init(certificateAuthorityFile: server.certificateFile))
        let failure = await transport.failure(of: .loopback(port: server.port, scheme: "https"))
        let check = "its certificate has expired, or this machine's clock is wrong"
        #expect(failure == .tlsFailed(host: "127.0.0.1", check: check))
    }

    @Test("a certificate file that cannot be read is named, and nothing is sent")
    func unreadableFile() async throws {
        let server = try OpenSSL.Server()
        let transport = CurlTransport(.init(certificateAuthorityFile: "/nowhere/authority.pem"))
        let failure = try #require(await transport.failure(of: .loopback(port: server.port, scheme: "https")))
        #expect(failure.description.contains("/nowhere/authority.pem"))
        #expect(!failure.mayHaveBeenCarriedOut)
    }

    @Test("a server that does not speak TLS is a TLS failure")
    func noTLS() async throws {
        let server = try ScriptedServer { connection in
            connection.write("HTTP/1.1 400 Bad Request\r\n\r\n")
            _ = connection.readRequest()
        }
        let failure = try #require(await CurlTransport().failure(of: .loopback(port: server.port, scheme: "https")))
        guard case .tlsFailed = failure else {
            Issue.record("\(failure)")
            return
        }
        #expect(!failure.mayHaveBeenCarriedOut)
    }

    @Test("HTTP/2 is spoken where it is offered", .enabled(if: Nginx.isInstalled, "nginx is not installed"))
    func http2() async throws {
        let server = try Nginx()
        let transport = CurlTransport(.init(certificateAuthorityFile: server.certificateFile))
        let answers = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<20 {
                let request = HTTPRequest.loopback(
                    .get,
                    port: server.port,
                    path: "/",
                    scheme: "https"
                )
                group.addTask { try await transport.send(request).text }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(answers.allSatisfy { $0.hasPrefix("HTTP/2.0 connection ") })
        // What only reads shares one connection.
        #expect(answers.count == 1)

        let own = try await transport.send(.loopback(.post, port: server.port, scheme: "https")).text
        #expect(own.hasPrefix("HTTP/2.0 connection ") && !answers.contains(own))
    }
}
