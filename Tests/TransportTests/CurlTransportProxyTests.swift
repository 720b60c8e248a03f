import Foundation
import HTTPTypes
import Testing
import Transport

/// The environment belongs to the whole process, so each of these tests has a process of its own.
@Suite("Proxies", .timeLimit(.minutes(10)))
struct CurlTransportProxyTests {
    @Test("the proxy named by the environment is used, but not for the hosts excepted")
    func variables() async {
        await #expect(processExitsWith: .success) {
            let proxy = try ScriptedServer { connection in
                while let request = connection.readRequest() {
                    connection.answer("proxy saw \(request.prefix { $0 != "\r\n" })")
                }
            }
            let server = try ScriptedServer { connection in
                while connection.readRequest() != nil {
                    connection.answer("direct")
                }
            }
            setenv("http_proxy", "http://127.0.0.1:\(proxy.port)", 1)
            setenv("NO_PROXY", "127.0.0.1", 1)
            let transport = CurlTransport()
            let request = HTTPRequest(method: .get, scheme: "http", authority: "meetings.invalid", path: "/a")
            #expect(try await transport.send(request).text == "proxy saw GET http://meetings.invalid/a HTTP/1.1")
            #expect(try await transport.send(.loopback(port: server.port)).text == "direct")
        }
    }

    @Test("a proxy that refuses, or is not there, is told from a server that is")
    func failures() async {
        await #expect(processExitsWith: .success) {
            let proxy = try ScriptedServer { connection in
                while connection.readRequest() != nil {
                    connection.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
                }
            }
            setenv("HTTPS_PROXY", "http://127.0.0.1:\(proxy.port)", 1)
            setenv("http_proxy", "http://127.0.0.1:\(try ScriptedServer { _ in }.port)", 1)
            unsetenv("NO_PROXY")
            unsetenv("no_proxy")
            let transport = CurlTransport()
            let secured = HTTPRequest(method: .post, scheme: "https", authority: "meetings.invalid", path: "/")
            let refused = await transport.failure(of: secured)
            #expect(refused == .proxyFailed(reason: "it answers CONNECT with status 403"))
            #expect(refused?.mayHaveBeenCarriedOut == false)

            let plain = HTTPRequest(method: .post, scheme: "http", authority: "meetings.invalid", path: "/")
            let missing = await transport.failure(of: plain)
            guard case .proxyFailed = missing else {
                Issue.record("\(String(describing: missing))")
                return
            }
        }
    }

    @Test("what is for this machine goes to no proxy, which would see the login in the clear")
    func loopback() async {
        await #expect(processExitsWith: .success) {
            let proxy = try ScriptedServer { connection in
                while connection.readRequest() != nil { connection.answer("proxy") }
            }
            let server = try ScriptedServer { connection in
                while connection.readRequest() != nil { connection.answer("direct") }
            }
            for name in ["http_proxy", "HTTPS_PROXY", "ALL_PROXY"] { setenv(name, "http://127.0.0.1:\(proxy.port)", 1) }
            unsetenv("NO_PROXY")
            unsetenv("no_proxy")
            let transport = CurlTransport()
            for host in ["127.0.0.1", "localhost", "LOCALHOST"] {
                let request = HTTPRequest(method: .get, scheme: "http", authority: "\(host):\(server.port)", path: "/")
                #expect(try await transport.send(request).text == "direct")
            }
            // The handle that was used for it goes by the environment again.
            let other = HTTPRequest(method: .get, scheme: "http", authority: "meetings.invalid", path: "/")
            #expect(try await transport.send(other).text == "proxy")
        }
    }

    @Test("the password of a proxy is in no error")
    func proxyPassword() async {
        await #expect(processExitsWith: .success) {
            let proxy = try ScriptedServer { connection in
                while let request = connection.readRequest() {
                    let asked = request.split(separator: "\r\n").first { $0.hasPrefix("Proxy-Authorization") } ?? ""
                    connection.write("HTTP/1.1 407 \(asked)\r\nContent-Length: 0\r\n\r\n")
                }
            }
            let closed = try ScriptedServer { _ in }.port
            unsetenv("NO_PROXY")
            unsetenv("no_proxy")
            for (port, scheme) in [(proxy.port, "https"), (proxy.port, "http"), (closed, "https"), (closed, "http")] {
                let address = "http://someone:s3cr3tpass@127.0.0.1:\(port)"
                setenv("HTTPS_PROXY", address, 1)
                setenv("http_proxy", address, 1)
                let request = HTTPRequest(method: .get, scheme: scheme, authority: "meetings.invalid", path: "/")
                let failure = await CurlTransport().failure(of: request)
                let words = failure.map { $0.description + $0.advice + "\($0)" } ?? ""
                #expect(!words.contains("s3cr3tpass") && !words.contains("c29tZW9uZTpzM2NyM3RwYXNz"))
            }
        }
    }
}
