import Meetings
import Testing

@testable import gavel

@Suite("A QR code that is printed")
struct PrintedCodeTests {
    private func link(_ text: String) throws -> MeetingLink {
        MeetingLink(url: try WebAddress(text), token: Secret("t"))
    }

    @Test("has a line for two rows of modules, and says which width it needs")
    func size() throws {
        let link = try link("https://a.example/r?jwt=t")
        let environment = ["LC_ALL": "C.UTF-8"]
        let lines = try PrintedCode.lines(of: link, environment: environment, width: nil)
        #expect(lines.count == 17 && lines.allSatisfy { $0.count == 33 })
        #expect(try PrintedCode.lines(of: link, environment: environment, width: 33) == lines)
        let complaint = #expect(throws: Complaint.self) {
            try PrintedCode.lines(of: link, environment: environment, width: 32)
        }
        #expect(complaint?.description == "The QR code needs 33 columns, and this terminal has 32. Make it wider.")
    }

    @Test("is of blanks where the locale has no more than ASCII")
    func locale() {
        let cases: [([String: String], Bool)] = [
            ([:], true), (["LANG": "C"], false), (["LANG": "pt_BR.UTF-8"], true),
            (["LANG": "pt_BR.UTF-8", "LC_ALL": "POSIX"], false), (["LC_ALL": "", "LC_CTYPE": "en_US.utf8"], true),
            (["LC_CTYPE": "pt_BR.ISO-8859-1", "LANG": "C.UTF-8"], false),
        ]
        for (environment, usesUnicode) in cases { #expect(PrintedCode.usesUnicode(environment) == usesUnicode) }
    }
}
