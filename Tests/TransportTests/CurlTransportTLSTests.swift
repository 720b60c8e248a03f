import Foundation
import HTTPTypes
import TestSupport
import Testing
import Transport

@Suite("TLS", .enabled(if: OpenSSL.isInstalled, "the openssl tool is not installed"), .timeLimit(.minutes(10)))
struct CurlTransportTLSTests {
    @Test("a self-signed certificate is refused by name, and trusted once its file is given")
    func selfSigned() async throws {
        let server = try OpenSSL.Server()
        let failure = try #require(
            await CurlTransport().failure(of: .loopback(.post, port: server.port, scheme: "https"))
        )
        #expect(failure == .tlsFailed(host: "127.0.0.1", check: .selfSigned))
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
        #expect(failure == .tlsFailed(host: "localhost", check: .otherHost))
    }

    @Test(
        "a certificate that is not good is refused by what is wrong with it, and with what to do",
        arguments: [
            (.expired, true, .expired, "Check the date of this machine; if it is right,"),
            (.notYetValid, true, .notYetValid, "Check the date of this machine; if it is right,"),
            (
                .none, false, .selfSigned,
                "If the service has an authority of its own, name its file under certificate-authority"
            ),
            (.unknownIssuer, false, .unknownIssuer, "If the service has an authority of its own, name its file"),
            (.unknownChain, false, .selfSignedIssuer, "If the service has an authority of its own, name its file"),
        ] as [(OpenSSL.Flaw, Bool, CertificateCheck, String)])
    func checks(flaw: OpenSSL.Flaw, isTrusted: Bool, check: CertificateCheck, advice: String) async throws {
        let server = try OpenSSL.Server(flaw)
        let transport = CurlTransport(.init(certificateAuthorityFile: isTrusted ? server.certificateFile : nil))
        let failure = try #require(await transport.failure(of: .loopback(.post, port: server.port, scheme: "https")))
        #expect(failure == .tlsFailed(host: "127.0.0.1", check: check))
        #expect(failure.description.hasPrefix("No trusted connection to 127.0.0.1: its certificate "))
        #expect(failure.advice.hasPrefix(advice))
        #expect(!failure.mayHaveBeenCarriedOut)
    }

    @Test(
        "an authority of the service's own is trusted once its file is named",
        arguments: [OpenSSL.Flaw.unknownIssuer, .unknownChain])
    func ownAuthority(flaw: OpenSSL.Flaw) async throws {
        let server = try OpenSSL.Server(flaw)
        let transport = CurlTransport(.init(certificateAuthorityFile: server.certificateFile))
        #expect(try await transport.send(.loopback(port: server.port, scheme: "https")).head.status == .ok)
    }

    @Test("nothing older than TLS 1.2 is spoken")
    func oldTLS() async throws {
        let server = try OpenSSL.Server(tool: ["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"])
        let transport = CurlTransport(.init(certificateAuthorityFile: server.certificateFile))
        let failure = try #require(await transport.failure(of: .loopback(port: server.port, scheme: "https")))
        guard case .tlsFailed(_, .other) = failure else {
            Issue.record("\(failure)")
            return
        }
        #expect(failure.advice.contains("speaks TLS 1.2 or newer"))
    }

    /// The environment belongs to the whole process, so that this test has a process of its own.
    @Test("no variable and no file of other programs turns a check off, or brings a login along")
    func noSwitch() async {
        await #expect(processExitsWith: .success) {
            let server = try OpenSSL.Server()
            let home = FileManager.default.temporaryDirectory.appending(path: "home-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: home) }
            for name in [".curlrc", "_curlrc"] {
                try Data("insecure\nuser = a:b\n".utf8).write(to: home.appending(path: name))
            }
            try Data("machine 127.0.0.1 login a password b\ndefault login a password b\n".utf8)
                .write(to: home.appending(path: ".netrc"))
            for name in ["HOME", "CURL_HOME", "XDG_CONFIG_HOME"] { setenv(name, home.path(), 1) }
            for name in [
                "CURL_INSECURE", "SSL_NO_VERIFY", "GIT_SSL_NO_VERIFY", "CURL_SSL_NO_VERIFY", "INSECURE",
                "GAVEL_INSECURE",
            ] { setenv(name, "1", 1) }
            for name in ["NODE_TLS_REJECT_UNAUTHORIZED", "PYTHONHTTPSVERIFY", "SSL_VERIFY"] { setenv(name, "0", 1) }
            for name in ["CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "GAVEL_CA_FILE"] {
                setenv(name, server.certificateFile, 1)
            }
            let failure = await CurlTransport().failure(of: .loopback(port: server.port, scheme: "https"))
            #expect(failure == .tlsFailed(host: "127.0.0.1", check: .selfSigned))

            let echo = try ScriptedServer { connection in
                while let request = connection.readRequest() { connection.answer(request.lowercased()) }
            }
            let seen = try await CurlTransport().send(.loopback(port: echo.port)).text
            #expect(!seen.contains("authorization") && !seen.contains("cookie"))
        }
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
        let server = try Nginx(
            """
            server {
                listen 127.0.0.1:{port} ssl http2;
                ssl_certificate {certificate};
                ssl_certificate_key {key};
                location / { return 200 "$server_protocol connection $connection"; }
            }
            """)
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
