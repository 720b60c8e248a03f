import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Files")
    struct FileTests {
        @Test(
            "the marked conferences are written to a file, and one that is there goes only after a question",
            .timeLimit(.minutes(10)))
        func export() async throws {
            try await TerminalWindow.with { window in
                try await window.startGavel("demo")
                try await window.wait(for: "1 of 40")
                try await window.press("Space", "Space", "E")
                try await window.wait(for: "Write 2 conferences to a file")
                try await window.type("~/two.json")
                try await window.press("Enter")
                try await window.wait(for: "2 conferences were written to ")
                let file = window.home.path("two.json")
                let all = try JSONSerialization.jsonObject(with: Data(window.home.read("two.json").utf8))
                #expect((all as? [[String: Any]])?.compactMap { $0["id"] as? String }.count == 2)
                #expect(
                    try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)

                try await window.press("U", ":")
                try await window.type("export ~/two.json")
                try await window.press("Enter")
                try await window.wait(for: "Replace this file?")
                try await window.press("Enter")
                try await window.wait(forEndOf: "Replace this file?")
                let kept = try JSONSerialization.jsonObject(with: Data(window.home.read("two.json").utf8))
                #expect((kept as? [Any])?.count == 2, "Enter alone has replaced it")
            }
        }

        @Test(
            "a recording is told from another file, in the message and in the details; what was said is kept",
            .timeLimit(.minutes(10)))
        func verify() async throws {
            try await CommandProfile.with(conferences: 40) { ward in
                let list = try #require(try await ward.document("conference", "list") as? [[String: Any]])
                let recorded = try #require(list.first { $0["hash"] is String })
                let id = try #require(recorded["id"] as? String)
                try await TerminalWindow.with { window in
                    let configuration = try String(
                        contentsOfFile: ward.home.path("config/gavel/config.yaml"), encoding: .utf8)
                    try window.home.configure(configuration)
                    try window.home.write("something else", to: "other.mp4")
                    try await window.startGavel("console")
                    try await window.wait(for: "1 of 40")
                    try await window.press("/")
                    try await window.type("id:\(id)")
                    try await window.press("Enter")
                    try await window.wait(for: "1 of 1 found")
                    try await window.press(":")
                    try await window.type("verify ~/other.mp4")
                    try await window.press("Enter")
                    try await window.wait(for: "✗ No match: ~/other.mp4")
                    try await window.press("q")
                    #expect(try await window.exitStatus() == 0)
                    #expect(try window.home.read("state/gavel/commands") == "verify ~/other.mp4\n")
                }
            }
        }
    }
}
