import ArgumentParser
import Foundation
import Journal
import Meetings
import PrivateFiles

/// Prints the journal.
struct JournalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal",
        abstract: "Print what was done, the oldest first.",
        discussion: """
            The journal is journal.jsonl in $XDG_STATE_HOME/gavel, or in ~/.local/state/gavel where that is not set. \
            The demonstration leaves nothing in it.
            """)

    @Flag(help: "Print the lines of JSON as they are.")
    var json = false

    @Option(help: ArgumentHelp("Only what was done with this profile.", valueName: "name"))
    var profile: String?

    @Option(
        help: ArgumentHelp(
            "Only what was done since a day (2026-11-22), a time of day (2026-11-22T14:05), or for as long (90m, 2h, 3d).",
            valueName: "when"))
    var since: Since?

    @Option(help: ArgumentHelp("Only the newest.", valueName: "count"))
    var limit: Int?

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1.") }
    }

    func run() async throws {
        let journal = Journal(folder: PrivateFolder(environment: ProcessInfo.processInfo.environment))
        let contents: LineFile.Contents
        do throws(PrivateFileError) {
            contents = try journal.lines()
        } catch {
            throw Complaint(.failure, "\(error.title) \(error.advice)")
        }
        let first = since?.moment(before: Date())
        var found: [(entry: JournalEntry, line: Data)] = []
        var skipped = 0
        for line in contents.lines {
            guard let entry = JournalEntry(line: line) else {
                skipped += 1
                continue
            }
            if let profile, entry.profile != SafeText(profile) { continue }
            if let first, entry.when < first { continue }
            found.append((entry, line))
        }
        if let limit { found = found.suffix(limit) }
        if json {
            try printLines(found.map(\.line))
        } else {
            try printTable(found.map(\.entry))
        }
        tell(isEmpty: found.isEmpty, isWhole: contents.lines.isEmpty, of: journal)
        if skipped > 0 { complain("Lines of \(journal.path) that could not be read, and were left out: \(skipped).") }
        if contents.torn != nil { complain("The last line of \(journal.path) is torn, and was left out.") }
    }

    private func tell(isEmpty: Bool, isWhole: Bool, of journal: Journal) {
        guard isEmpty else { return }
        complain(
            isWhole
                ? "The journal is empty: there is nothing in \(journal.path) yet."
                : "Nothing in \(journal.path) is of this profile and time.")
    }

    /// The lines as they stand there; whatever another program may have put among them cannot steer a terminal.
    private func printLines(_ lines: [Data]) throws {
        for line in lines {
            let text = SafeText(String(decoding: line, as: UTF8.self), limit: line.count)
            guard try StandardOutput.write(Data((text.string + "\n").utf8)) else { return }
        }
    }

    private func printTable(_ entries: [JournalEntry]) throws {
        let table = JournalTable(entries: entries)
        for line in table.lines {
            guard try StandardOutput.write(Data((line + "\n").utf8)) else { return }
        }
    }
}

/// How far back to look.
enum Since: ExpressibleByArgument, Equatable {
    case moment(Date)
    case ago(TimeInterval)

    /// Reads a date, a date with a time of day, or a span such as `2h`.
    init?(argument: String) {
        if let match = argument.wholeMatch(of: /(\d{1,6})([smhdw])/), let count = Double(match.1) {
            let units: [Substring: TimeInterval] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
            guard let unit = units[match.2] else { return nil }
            self = .ago(count * unit)
        } else if let date = Since.date(argument, in: .current) {
            self = .moment(date)
        } else {
            return nil
        }
    }

    /// The moment to look back to.
    func moment(before now: Date) -> Date {
        switch self {
        case .moment(let date): date
        case .ago(let span): now - span
        }
    }

    /// A day, or a moment of it, in local time unless it says otherwise.
    static func date(_ text: String, in timeZone: TimeZone) -> Date? {
        guard
            let match = text.wholeMatch(
                of: /(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?/)
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        if let zone = match.7 {
            guard let offset = Since.seconds(ofOffset: zone), let fixed = TimeZone(secondsFromGMT: offset) else {
                return nil
            }
            calendar.timeZone = fixed
        }
        let parts = DateComponents(
            year: Int(match.1), month: Int(match.2), day: Int(match.3), hour: match.4.flatMap { Int($0) } ?? 0,
            minute: match.5.flatMap { Int($0) } ?? 0, second: match.6.flatMap { Int($0) } ?? 0)
        guard let date = calendar.date(from: parts) else { return nil }
        // The calendar would make the 31st of February a day in March.
        let read = calendar.dateComponents([.year, .month, .day], from: date)
        return read.year == parts.year && read.month == parts.month && read.day == parts.day ? date : nil
    }

    private static func seconds(ofOffset text: Substring) -> Int? {
        guard text != "Z" else { return 0 }
        let digits = text.dropFirst().filter(\.isNumber)
        guard let hours = Int(digits.prefix(2)), let minutes = Int(digits.suffix(2)) else { return nil }
        return (text.hasPrefix("-") ? -1 : 1) * (hours * 3600 + minutes * 60)
    }
}
