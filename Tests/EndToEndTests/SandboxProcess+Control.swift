import Foundation
import FoundationNetworking
import TestSupport
import Testing

extension SandboxProcess {
    /// What its control tells.
    struct Report: Decodable {
        struct Fault: Decodable {
            let number: Int
            let rule: String
            let fired: Int
        }

        let listening: Bool
        let calls: [String: Int]
        let faults: [Fault]
    }

    /// How often each route was called, and how often each fault befell a call.
    func report() async throws -> Report {
        try JSONDecoder().decode(Report.self, from: try await order("GET", ""))
    }

    /// Waits until a route was called.
    func waitForCall(_ route: String) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while try await report().calls[route] == nil {
            guard ContinuousClock.now < deadline else { throw SystemFailure("\(route) was not called") }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    /// Adds a rule such as `list=503*2`.
    func addFault(_ rule: String) async throws {
        _ = try await order("POST", "/faults", body: try JSONEncoder().encode(["rule": rule]))
    }

    /// Takes all rules away.
    func clearFaults() async throws { _ = try await order("DELETE", "/faults") }

    /// Closes the services' port, until the outage is ended.
    func beginOutage() async throws { _ = try await order("POST", "/outage") }

    /// Opens the services' port again.
    func endOutage() async throws { _ = try await order("DELETE", "/outage") }

    /// Breaks all connections and forgets all tokens.
    func restart() async throws { _ = try await order("POST", "/restart") }

    /// The status of a call without a body.
    func status(of method: String, _ url: URL) async throws -> Int? {
        var request = URLRequest(url: url, timeoutInterval: 60)
        request.httpMethod = method
        return (try await URLSession.shared.data(for: request).1 as? HTTPURLResponse)?.statusCode
    }

    /// Gives its control an order.
    ///
    /// - Returns: The answer's body.
    @discardableResult
    func order(_ method: String, _ path: String, body: Data? = nil) async throws -> Data {
        var request = URLRequest(url: try #require(URL(string: announcement.control + path)), timeoutInterval: 60)
        request.httpMethod = method
        request.httpBody = body
        if body != nil { request.setValue("application/json", forHTTPHeaderField: "Content-Type") }
        let (data, response) = try await URLSession.shared.data(for: request)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        try #require((200..<300).contains(status), "\(method) \(path): \(String(decoding: data, as: UTF8.self))")
        return data
    }
}
