import ArgumentParser
import Foundation
import Meetings
import Store

/// In which form a command tells what it got: on standard output, and nothing else there.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print one JSON document with every field.")
    var json = false

    @Option(
        help: ArgumentHelp(
            "Print only these fields, separated by commas: a line for each result, with tabs between its values.",
            valueName: "fields"))
    var format: String?

    @Flag(name: .shortAndLong, help: "Say nothing on standard error but what went wrong.")
    var quiet = false

    /// The names that `--format` asks for.
    private var names: [String]? {
        format?.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
    }

    /// Whether a program is to read the result.
    var isForPrograms: Bool { json || format != nil }

    /// Checks the names of `--format`, so that nothing is asked of a service for a result that cannot be told.
    ///
    /// - Parameter fields: The fields there are.
    /// - Throws: A `ValidationError` with the nearest name.
    func check<Subject>(_ fields: [Field<Subject>]) throws {
        if json, format != nil { throw ValidationError("--json and --format exclude each other.") }
        let known = fields.map(\.name)
        for name in names ?? [] where !known.contains(name) {
            let remedy = known.nearest(to: name).map { "Write \($0)." } ?? "There are \(known.joined(separator: ", "))."
            throw ValidationError("--format has no field “\(SafeText(name))”. \(remedy)")
        }
    }

    /// Writes a result.
    ///
    /// - Parameters:
    ///   - report: What the command got.
    ///   - plain: What people are told of it instead of a table.
    /// - Throws: A `Complaint` where it cannot be written.
    func write<Subject>(_ report: Report<Subject>, plain: [String]? = nil) throws {
        let lines: [String]
        if json {
            lines = [report.document.pretty]
        } else if let names {
            lines = report.lines(of: names)
        } else {
            lines = plain ?? report.lines(width: StandardOutput.width, TimeText(now: Date()))
        }
        for line in lines {
            guard try StandardOutput.write(Data((line + "\n").utf8)) else { return }
        }
    }

    /// Says something beside the result, unless nothing is to be said.
    func say(_ words: String) { if !quiet { complain(words) } }
}
