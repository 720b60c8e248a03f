import Foundation
import Meetings
import Store
import TestSupport
import Testing

@testable import gavel

@Suite("The file of an export")
struct ExportFileTests {
    private static let moment = Date(timeIntervalSince1970: 1_795_356_300)  // 2026-11-22 14:05 UTC
    private static let ward = Conference(
        id: ConferenceIdentifier("410"), room: "uti|7", name: "=1+1, \"now\"", owner: "1", state: .ready,
        created: moment)

    /// What is written of some conferences into a file of that name.
    private func contents(_ name: String, _ conferences: [Conference] = [ward]) async throws -> (String, Int?) {
        let home = try TemporaryHome()
        defer { home.remove() }
        let surface = try await written(to: home.path(name), conferences)
        guard case .written(let path) = surface else {
            Issue.record("\(surface)")
            return ("", nil)
        }
        let permissions = try FileManager.default.attributesOfItem(atPath: path.string)[.posixPermissions] as? Int
        return (try String(contentsOfFile: path.string, encoding: .utf8), permissions)
    }

    private func written(to path: String, _ conferences: [Conference]) async throws -> Exporting {
        await ExportFile(try #require(Export(.conferences(conferences), to: path))).write()
    }

    @Test("in JSON is an array of what gavel conference show --json prints, with null for the service's document")
    func json() async throws {
        let (text, mode) = try await contents("a.json")
        let all = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        #expect(all.count == 1 && Set(all[0].keys) == Set(Field<ConferenceRecord>.all.map(\.name)))
        #expect(all[0]["id"] as? String == "410" && all[0]["created"] as? String == "2026-11-22T14:05:00Z")
        #expect(all[0]["record"] is NSNull && mode == 0o600)
    }

    @Test("in CSV has every value in one cell, and no formula")
    func csv() async throws {
        let (text, _) = try await contents("a.csv")
        let lines = text.split(separator: "\r\n")
        #expect(
            lines.count == 2 && lines[0].hasPrefix("state,id,room,name,owner,")
                && !lines[0].split(separator: ",").contains("record"))
        #expect(lines[1].hasPrefix("ready,410,uti|7,\"'=1+1, \"\"now\"\"\",1,"))
        #expect(text.hasSuffix("\r\n"))
    }

    @Test("in Markdown is a table in which nothing of a name is a mark")
    func markdown() async throws {
        let (text, _) = try await contents("a.md")
        let lines = text.split(separator: "\n")
        #expect(lines[0] == "| State | Id | Room | Name | Owner | Created | Ended |")
        #expect(lines[1] == "| --- | --- | --- | --- | --- | --- | --- |")
        #expect(lines[2].hasPrefix("| ready | 410 | uti\\|7 | =1+1, \"now\" | 1 | "))
    }

    @Test("is not written over another, or where there is no folder")
    func refused() async throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        let path = try home.write("mine", to: "a.json")
        guard case .taken = try await written(to: path, [Self.ward]) else {
            Issue.record("it was taken")
            return
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
        guard case .failed(let title, let advice) = try await written(to: home.path("no/a.json"), [Self.ward]) else {
            Issue.record("it was written")
            return
        }
        #expect(title.contains("There is no folder") && advice.contains("mkdir"))
    }
}
