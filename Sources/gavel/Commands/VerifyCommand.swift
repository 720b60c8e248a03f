import ArgumentParser
import Evidence
import Meetings
import Services

/// Checks a downloaded recording.
struct VerifyCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Tell whether a downloaded file is the recording whose hash a conference's record holds.",
        discussion: "The exit status is 0 where they match, and 1 where they do not.")

    static var fields: [Field<Verification>] { Field.all }

    @Argument(help: "The downloaded file.", completion: .file())
    var file: String

    @OptionGroup var target: ConferenceArgument
    @OptionGroup var services: ServiceOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try services.open(output)
        let verification: Verification
        do {
            verification = try await verify(in: session)
        } catch {
            await session.close()
            throw error
        }
        await session.close()
        let words = verification.check.isMatch ? "match" : "no match"
        try output.write(
            Report(Self.fields, of: verification),
            plain: ["\(words): \(verification.check.algorithm.rawValue) \(verification.check.found)  \(SafeText(file))"]
        )
        guard !verification.check.isMatch else { return }
        throw Complaint(
            .failure,
            "\(SafeText(file)) is not the recording of \(target.identifier): its record holds "
                + "\(verification.check.expected).")
    }

    private func verify(in session: CommandSession) async throws -> Verification {
        let service = try await session.v4h()
        let record = try await session.ask { () async throws(ServiceError) in
            try await service.getConference(target.identifier)
        }
        do throws(RecordingCheckError) {
            let check = try await RecordingCheck(of: file, against: record.conference.evidence)
            return Verification(file: file, id: target.identifier, check: check)
        } catch {
            let status: ExitStatus = if case .unreadable = error { .notFound } else { .conflict }
            throw Complaint(status, "\(error.title) \(error.advice)")
        }
    }
}

/// What came of comparing a file with a conference's record.
struct Verification: Sendable {
    let file: String
    let id: ConferenceIdentifier
    let check: RecordingCheck
}

extension Field where Subject == Verification {
    static var all: [Field] {
        [
            Field("match", "Match", "Whether the file is the recording.") { .flag($0.check.isMatch) },
            Field("file", "File", "The file.") { .text(SafeText($0.file).string) },
            Field("id", "Conference", in: .key, "The conference.") { .text($0.id.text) },
            Field("hashType", "Hash type", "The algorithm.") { .text($0.check.algorithm.rawValue) },
            Field("expected", "Expected", "The digest that the record holds.") { .text($0.check.expected) },
            Field("found", "Found", "The digest of the file.") { .text($0.check.found) },
        ]
    }
}
