import Foundation
import Meetings
import PrivateFiles
import Services
import Store

/// The file that an export becomes.
struct ExportFile: Sendable {
    private let export: Export

    init(_ export: Export) { self.export = export }

    /// Writes it, away from the caller's actor.
    ///
    /// - Returns: What became of it.
    @concurrent func write() async -> Exporting {
        let file = PrivateFile(path: TypedPath(export.path).path)
        do throws(PrivateFileError) {
            let isWritten = try file.write(Data(contents.utf8), isReplacing: export.isReplacing)
            return isWritten ? .written(SafeText(file.path)) : .taken(SafeText(file.path))
        } catch {
            return .failed(title: error.title, advice: error.advice)
        }
    }

    /// What is in it.
    var contents: String {
        switch export.subjects {
        case .conferences(let all):
            // As in a list: the document that a service sent may hold what gavel does not know, and so no secret either.
            text(Report(Field.all, ofAll: all.map { ConferenceRecord(conference: $0, document: .null) }))
        case .meetings(let all): text(Report(Field.all, ofAll: all))
        }
    }

    private func text<Subject>(_ report: Report<Subject>) -> String {
        switch export.form {
        case .json: report.document.pretty + "\n"
        case .csv: report.commaSeparated
        case .markdown: report.markdown(TimeText(now: Date()))
        }
    }
}
