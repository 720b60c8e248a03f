import Foundation
import Meetings
import Services
import TestSupport
import Testing

@Suite("The seed's sample in Node.js", .timeLimit(.minutes(10)))
struct NodeSampleTests {
    private static let node = InstalledProgram.path(of: "node")

    /// The sample of the seed, which asks for a token as its own server would, by fetch in the place of axios.
    private static let sample = """
        const SERVER_URL = process.env.SERVER_URL;
        const call = async (endpoint, body, headers) => {
            const response = await fetch(SERVER_URL + endpoint, {
                method: "POST",
                headers: { "Content-type": "application/json", ...headers },
                body: JSON.stringify(body),
            });
            return response.json();
        };

        const login = await call("/auth/login", { username: process.env.NAME, password: process.env.PASSWORD });
        const endpoint = "/proconfToken";
        const role = "owner";
        const room = "testRoom";
        const participantName = "Alex";

        const response = await call(
            endpoint,
            { role, room, participantName },
            { Authorization: `Bearer ${login.data.accessToken}` }
        );

        console.log(JSON.stringify({ error: null, data: response }));
        """

    @Test("it gets an owner's token", .enabled(if: node != nil, "node is not installed"))
    func getsToken() async throws {
        let gateway = try await RunningGateway()
        let folder = FileManager.default.temporaryDirectory.appending(path: "node-\(UUID().uuidString)/")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let script = folder.appending(path: "sample.mjs")
        try Data(Self.sample.utf8).write(to: script)
        let words = try await Process.words(
            of: try #require(Self.node), [script.path()], in: folder,
            environment: [
                "SERVER_URL": "http://127.0.0.1:\(gateway.port)", "NAME": "ana", "PASSWORD": RunningGateway.password,
            ])
        let line = try #require(words.split(separator: "\n").first)
        // It wraps what is wrapped already, as application servers do that follow the seed.
        let answer = try JSONReader.document(Data(line.utf8))
        #expect(answer["data"]?["error"] == .null, "\(words)")
        let token = try #require(answer["data"]?["data"]?.text)
        #expect(Claims(token: Secret(token))?.room?.string == "testroom")
        await gateway.stop()
    }
}
