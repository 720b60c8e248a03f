import Foundation
import HTTPTypes
import Transport

/// Compares `CurlTransport` with the curl tool: the same small GETs, the same number in flight, in alternating rounds.
///
/// Usage: TransportBenchmark http://127.0.0.1:PORT/PATH [rounds]
@main
enum TransportBenchmark {
    private static let requestCount = 1_000
    private static let inFlight = 16

    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 1, let url = URL(string: arguments[1]), let host = url.host(), let scheme = url.scheme
        else {
            print("Usage: TransportBenchmark http://127.0.0.1:PORT/PATH [rounds]")
            exit(64)
        }
        let rounds = arguments.count > 2 ? Int(arguments[2]) ?? 15 : 15
        let request = HTTPRequest(
            method: .get,
            scheme: scheme,
            authority: url.port.map { "\(host):\($0)" } ?? host,
            path: url.path().isEmpty ? "/" : url.path()
        )
        let many = try Tool(url: arguments[1], count: requestCount, inFlight: inFlight)
        let none = try Tool(url: arguments[1], count: 1, inFlight: inFlight)

        var samples: [(ours: Double, tool: Double, toolStart: Double)] = []
        for round in 0...rounds {
            let ours = try await measure { try await sendAll(request) }
            let tool = try await measure { try many.run() }
            let toolStart = try await measure { try none.run() }
            // The first round warms up.
            guard round > 0 else { continue }
            samples.append((ours, tool, toolStart))
            print("round \(round): ours \(text(ours)), curl \(text(tool)), curl for one URL \(text(toolStart)) ms")
        }
        print("median ours \(text(median(samples.map(\.ours)))) ms, curl \(text(median(samples.map(\.tool)))) ms")
        print("median ratio ours / curl: \(text(median(samples.map { $0.ours / $0.tool })))")
        print(
            "median ratio ours / (curl less one URL): \(text(median(samples.map { $0.ours / ($0.tool - $0.toolStart) })))"
        )
    }

    /// Sends all requests over a new transport, so that connecting counts, as it does for the tool.
    private static func sendAll(_ request: HTTPRequest) async throws {
        let transport = CurlTransport(TransportConfiguration(maximumConnectionsPerHost: inFlight))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<requestCount {
                if index >= inFlight {
                    try await group.next()
                }
                group.addTask {
                    let response = try await transport.send(request, body: nil, timeout: nil)
                    guard response.head.status == .ok else { throw UnexpectedStatus(status: response.head.status) }
                }
            }
            try await group.waitForAll()
        }
    }

    private static func measure(_ work: () async throws -> Void) async throws -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        try await work()
        return (clock.now - start) / .milliseconds(1)
    }

    private static func median(_ values: [Double]) -> Double {
        values.sorted()[values.count / 2]
    }

    private static func text(_ value: Double) -> String {
        String(format: "%.2f", value)
    }
}

/// A server that does not serve the URL would make the comparison worthless.
private struct UnexpectedStatus: Error {
    let status: HTTPResponse.Status
}

/// The curl tool with a configuration file of many URLs.
private struct Tool {
    private let configuration: URL
    private let inFlight: Int

    init(url: String, count: Int, inFlight: Int) throws {
        self.inFlight = inFlight
        configuration = FileManager.default.temporaryDirectory.appending(path: "transport-benchmark-\(count).curl")
        let entry = "url = \"\(url)\"\noutput = \"/dev/null\"\n"
        try String(repeating: entry, count: count).write(to: configuration, atomically: true, encoding: .utf8)
    }

    func run() throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/curl")
        process.arguments = [
            "--no-progress-meter", "--parallel", "--parallel-max", "\(inFlight)", "--config", configuration.path(),
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw ToolFailure(status: process.terminationStatus) }
    }
}

private struct ToolFailure: Error {
    let status: Int32
}
