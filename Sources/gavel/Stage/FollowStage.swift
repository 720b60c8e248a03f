import ArgumentParser
import Foundation
import Meetings
import Stage
import Store
import Terminal

/// Prints what happens on a stage, until it ends.
struct FollowStage: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "Print what happens on a stage as it happens, until it ends.",
        discussion: """
            Each event of the meeting is a line, and so is each change of the page, what keeps it from the meeting, a \
            second tab, and the end. With --json each line is an object with its time and its kind, which is event \
            (with event and data), page (with page: awaited, loading, connected or cutOff), fault (with fault: \
            scriptMissing, scriptUnusable, tokenExpired, refused or lineBroken, and with words), secondTab, or ended \
            (with why).
            """)

    @OptionGroup var target: StageTarget

    @Flag(help: "Print each line as a JSON object.")
    var json = false

    func run() async throws {
        let caller = try await target.caller()
        let width = json ? nil : StandardOutput.width
        try await caller.callOrComplain(.follow) { reply in
            if case .declined = reply { throw Complaint(unexpected: reply) }
            let line = json ? StageLineText.json(reply) : StageLineText(reply).text(width: width)
            return try StandardOutput.write(Data((line + "\n").utf8))
        }
    }
}

/// What happened on a stage, as a line for people.
struct StageLineText {
    private let moment: Date?
    private let name: String
    private let remark: String

    init(_ reply: ControlReply) {
        switch reply {
        case .event(let event):
            moment = event.moment
            name = event.name
            remark = StageLineText.remark(of: event.data)
        case .page(let status, let moment):
            self.moment = moment
            name = "page"
            remark = StageLineText.words(of: status)
        case .fault(_, let words, let moment):
            self.moment = moment
            name = "fault"
            remark = words.string
        case .secondTab(let moment):
            self.moment = moment
            name = "secondTab"
            remark = "is told that the stage is in use, and can take it over"
        case .ended(let ending, let moment):
            self.moment = moment
            name = "ended"
            remark = ending?.rawValue ?? ""
        case .outcome, .shown, .declined:
            moment = nil
            name = ""
            remark = reply.document.compact
        }
    }

    /// The most that is said of an event's data, in Unicode scalars.
    private static let longestRemark = 400

    /// The line.
    ///
    /// - Parameters:
    ///   - width: How many cells it may have; nil for as many as it needs.
    ///   - timeZone: Where its time is told.
    /// - Returns: The line, safe to show.
    func text(width: Int?, timeZone: TimeZone = .current) -> String {
        let time = moment.map { TimeText(now: $0, timeZone: timeZone).second($0) } ?? ""
        let parts = [time, name, remark].filter { !$0.isEmpty }
        // What an event says has passed through SafeText in the console; so does it here, whoever may have answered.
        let line = SafeText(parts.joined(separator: "  ")).string
        guard let width, DisplayText.cells(of: line) > width else { return line }
        return DisplayText.fitted(line, to: width)
    }

    /// The line for programs.
    static func json(_ reply: ControlReply) -> String {
        let text = reply.document.compact
        return SafeText(text, limit: text.utf8.count).string
    }

    /// What an event says, in few words: its members that are no structures, and the others as they are.
    private static func remark(of data: JSONValue) -> String {
        guard case .object(let members) = data else {
            return data == .null ? "" : SafeText(data.text ?? data.compact, limit: longestRemark).string
        }
        let words = members.keys.sorted().compactMap { name -> String? in
            guard let value = members[name], value != .null else { return nil }
            return "\(name): \(value.text ?? value.compact)"
        }
        return SafeText(words.joined(separator: ", "), limit: longestRemark).string
    }

    private static func words(of status: PageStatus) -> String {
        switch status {
        case .awaited: "nobody has opened it yet"
        case .loading: "is open, and loads the meeting"
        case .connected: "is connected"
        case .cutOff: "is cut off; the meeting may go on"
        }
    }
}
