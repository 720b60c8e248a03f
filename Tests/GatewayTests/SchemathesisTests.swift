import Foundation
import Meetings
import TestSupport
import Testing

@testable import Gateway

@Suite("Schemathesis", .timeLimit(.minutes(10)))
struct SchemathesisTests {
    /// The program (PyPI: schemathesis), wherever the path has it.
    private static let tool = InstalledProgram.path(of: "schemathesis")

    @Test(
        "it finds no answer that the description does not have",
        .enabled(if: tool != nil, "schemathesis is not installed"),
        arguments: ["ana", "berta"])
    func findsNothing(user: String) async throws {
        let gateway = try await RunningGateway()
        let token = try await gateway.token(of: user)
        let folder = FileManager.default.temporaryDirectory.appending(path: "schemathesis-\(UUID().uuidString)/")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let description = folder.appending(path: "openapi.json")
        try Data(OpenAPIDescription.document.pretty.utf8).write(to: description)
        let words = try await Process.words(
            of: try #require(Self.tool),
            [
                "run", description.path(), "--url", "http://127.0.0.1:\(gateway.port)",
                "--header", "Authorization: Bearer \(token.reveal())", "--checks", "all",
                // The contract answers a known path with another method by 404, not by 405; and no schema can say which
                // texts cannot be shown, which are refused by 400.
                "--exclude-checks", "unsupported_method,positive_data_acceptance",
                "--phases", "examples,coverage,fuzzing", "--max-examples", "25", "--seed", "1", "--no-color",
            ], in: folder)
        #expect(words.hasSuffix("\nended with 0\n"), "\(words)")
        await gateway.stop()
    }
}
