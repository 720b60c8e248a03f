import Foundation
import Plain
import Store
import Testing

@testable import gavel

/// Holds the manual to the program, and the pages to what man(1) takes.
struct ManualTests {
    @Test("gavel(1) names every command, option, field, key and exit status")
    func gavel() throws {
        let page = plain(try GavelManual.page())
        let commands = try CommandTree.gavel().leaves
        #expect(commands.count > 25)
        for command in commands {
            #expect(page.contains("\(command.call)"), "\(command.call)")
            for argument in command.arguments {
                #expect(argument.abstract?.isEmpty == false, "\(command.call) \(argument.forms) says nothing of itself")
                #expect(page.contains(argument.forms.joined(separator: ", ")), "\(command.call) \(argument.forms)")
            }
            for field in command.fields { #expect(page.contains(field.name), "\(command.call) \(field.name)") }
        }
        for declaration in CommandTable.all { #expect(page.contains(declaration.summary), "\(declaration.summary)") }
        for usage in PlainMode.usages { #expect(page.contains(usage), "\(usage)") }
        for status in ExitStatus.allCases { #expect(page.contains(status.meaning), "\(status)") }
    }

    @Test("gavel-config(5) and gavel-gateway(5) name every key with what is said of it")
    func configuration() {
        for document in ConfigurationDocument.allCases { check(document) }
    }

    private func check(_ document: ConfigurationDocument) {
        let page = plain(ConfigurationManual.page(of: document))
        for key in document.keys {
            #expect(page.contains("\(key.name): (") && page.contains(key.summary), "\(key.name)")
        }
        #expect(page.contains(ConfigurationReference.text(of: document).trimmingCharacters(in: .newlines)))
    }

    @Test("fields have names that a program can keep to, each once, and say what they are")
    func fields() throws {
        for command in try CommandTree.gavel().leaves {
            #expect(Set(command.fields.map(\.name)).count == command.fields.count, "\(command.call)")
            for field in command.fields {
                let isName = field.name.wholeMatch(of: /[a-z][A-Za-z0-9]*/) != nil
                #expect(isName && field.summary.hasSuffix("."), "\(command.call) \(field.name)")
            }
        }
    }

    @Test(
        "man's formatter has nothing to complain of",
        .enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/groff")))
    func formatting() throws {
        for page in [try GavelManual.page()] + ConfigurationDocument.allCases.map(ConfigurationManual.page) {
            let file = FileManager.default.temporaryDirectory.appending(path: "page-\(UUID().uuidString)")
            try Data(page.utf8).write(to: file)
            defer { try? FileManager.default.removeItem(at: file) }
            let process = Process()
            let complaints = Pipe()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/groff")
            process.arguments = ["-man", "-Tutf8", "-ww", "-z", file.path]
            process.standardError = complaints
            try process.run()
            let words = try complaints.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0 && words.isEmpty, "\(String(decoding: words, as: UTF8.self))")
        }
    }

    /// The words of a page, without the language that it is written in.
    private func plain(_ page: String) -> String {
        page.replacing(/\\\[u([0-9A-F]+)\]/) { match in
            UInt32(match.output.1, radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? "?"
        }
        .replacing("\\-", with: "-").replacing("\\(dq", with: "\"").replacing("\\&", with: "")
        .replacing("\\e", with: "\\")
    }
}
