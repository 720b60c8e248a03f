import Foundation
import Meetings
import Sandbox
import TestSupport
import Testing

@Suite("The browser of the tests", .timeLimit(.minutes(10)), .enabled(if: Chromium.isInstalled), .serialized)
struct ChromiumTests {
    /// A sandbox that serves one page besides its own.
    private func withPage(_ page: String, _ body: (SandboxCaller, Chromium) async throws -> Void) async throws {
        let configuration = SandboxConfiguration(
            conferences: 0,
            middleware: { request, next in
                guard request.path == ["page"] else { return await next(request) }
                return SandboxAnswer(
                    200, headers: ["Content-Type": "text/html; charset=utf-8"], body: Data(page.utf8))
            })
        try await SandboxCaller.withSandbox(configuration) { caller in
            let chromium = try await Chromium()
            try await body(caller, chromium)
            await chromium.end()
        }
    }

    @Test("It shows a page, runs scripts in it, and tells what its console said")
    func page() async throws {
        let page = """
            <!doctype html><title>t</title><p id=p>Olá</p><script>
            console.error("something", 5);
            setTimeout(() => { document.getElementById("p").textContent = "later" }, 50);
            setTimeout(() => { throw new Error("thrown") }, 50);
            </script>
            """
        try await withPage(page) { caller, chromium in
            let tab = try await chromium.open("\(caller.address.origin)/page")
            try await tab.waitFor("later")
            #expect(try await tab.text() == "later")
            #expect(try await tab.evaluate("Promise.resolve({a: [1, 'é', null]})") == ["a": [1, "é", .null]])
            await #expect(throws: SystemFailure.self) { try await tab.evaluate("nothing.at.all") }
            await #expect(throws: SystemFailure.self) { try await tab.evaluate("new Promise(() => {})", seconds: 0.2) }
            try await tab.waitForLog("error: something 5")
            try await tab.waitForLog("exception: Error: thrown")
            try await tab.evaluate("window.mark = 1")
            try await tab.reload()
            try await tab.wait(until: "window.mark === undefined && document.readyState === 'complete'")
            #expect(try await tab.picture().starts(with: [0x89] + Array("PNG".utf8)))
            try await tab.close()
            await #expect(throws: SystemFailure.self) { try await tab.evaluate("1", seconds: 2) }
        }
    }

    @Test("It runs scripts in a frame of another origin")
    func frame() async throws {
        try await withPage("<!doctype html><p>inside") { inner, _ in
            let origin = inner.address.origin.absoluteString
            try await withPage("<!doctype html><p>outside<iframe src='\(origin)/page'></iframe>") { outer, chromium in
                let tab = try await chromium.open("\(outer.address.origin)/page")
                try await tab.wait(until: "document.body.innerText === 'inside'", inFrameOf: origin)
                #expect(try await tab.evaluate("location.origin", inFrameOf: origin) == .string(origin))
                #expect(try await tab.text().contains("outside"))
                await #expect(throws: SystemFailure.self) {
                    try await tab.evaluate("1", inFrameOf: "http://127.0.0.1:1", seconds: 0.2)
                }
            }
        }
    }

    @Test("It sleeps, and wakes")
    func sleep() async throws {
        try await withPage("<!doctype html><p>awake") { caller, chromium in
            let tab = try await chromium.open("\(caller.address.origin)/page")
            try await tab.waitFor("awake")
            chromium.freeze()
            await #expect(throws: SystemFailure.self) { try await tab.evaluate("1", seconds: 0.5) }
            chromium.thaw()
            #expect(try await tab.evaluate("1 + 1") == 2)
            chromium.freeze()
        }
    }

    @Test("Nothing of it is left: no process and no folder, told or forgotten")
    func end() async throws {
        let chromium = try await Chromium()
        let folder = chromium.folder.path
        #expect(processes(in: folder) > 1)
        await chromium.end()
        #expect(processes(in: folder) == 0)
        #expect(!FileManager.default.fileExists(atPath: folder))

        let forgotten = try await Chromium().folder.path
        let end = Date(timeIntervalSinceNow: 60)
        while FileManager.default.fileExists(atPath: forgotten), Date() < end {
            try await Task.sleep(for: .milliseconds(20))
        }
        #expect(!FileManager.default.fileExists(atPath: forgotten))
        #expect(processes(in: forgotten) == 0)
    }

    @Test("An address that nobody answers is an error")
    func unreachable() async throws {
        let chromium = try await Chromium()
        await #expect(throws: SystemFailure.self) { try await chromium.open("http://127.0.0.1:1/") }
        await chromium.end()
    }

    /// How many processes have the folder among their arguments.
    private func processes(in folder: String) -> Int {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.filter { process in
            guard Int(process) != nil, let words = FileManager.default.contents(atPath: "/proc/\(process)/cmdline")
            else { return false }
            return String(decoding: words, as: UTF8.self).contains(folder)
        }.count
    }
}
