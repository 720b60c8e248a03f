import Foundation
import HTTPTypes
import Testing
import Transport

/// The environment belongs to the whole process, so each of these tests has a process of its own.
@Suite("Proxies", .timeLimit(.minutes(1)))
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
}
