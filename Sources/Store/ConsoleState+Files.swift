package import Meetings
import Services

extension ConsoleState {
    /// What was found out of a file and a conference; nil where nothing was, or the record says something else since.
    package func fileCheck(of conference: Conference) -> FileCheck? {
        fileChecks[conference.id].flatMap { $0.evidence == conference.evidence ? $0 : nil }
    }

    /// What the record of a conference says of its recording; nil where it has to be asked for first.
    func knownEvidence(of conference: Conference) -> IntegrityEvidence? {
        let isRead = details.subject == conference.id && details.record.value != nil
        return isRead || conference.evidence.hash != nil ? conference.evidence : nil
    }

    /// Has a file held against the selected conference's record, or asks for its name first.
    mutating func verify(_ path: String?) -> [Effect] {
        guard let target else { return [] }
        guard let path else {
            overlay = .prompt(.verify(target, path: verifiedPath))
            return []
        }
        return verify(path, against: target)
    }

    private mutating func verify(_ path: String, against conference: Conference) -> [Effect] {
        verifiedPath = path
        let reading = FileReading(path, of: conference.id)
        fileReading = reading
        return [.checkFile(reading, against: knownEvidence(of: conference))]
    }

    /// Has the file checked whose name was typed into the form.
    mutating func submitFile(_ prompt: Prompt, of id: ConferenceIdentifier) -> [Effect] {
        let path = prompt.form.text(.file)
        if let complaint = InputCheck.complaint(about: path, in: .file) {
            changeActiveForm { $0.complain(.file, complaint) }
            return []
        }
        overlay = nil
        // The selection may have moved on since the form was opened.
        guard let conference = subject(named: id.text) else { return [] }
        return verify(path, against: conference)
    }

    /// Gives up the file that is being read.
    mutating func stopReading() -> [Effect] {
        guard let reading = fileReading else { return [] }
        fileReading = nil
        say(.information, "Stopped: \(reading.file) was not checked.")
        return [.stopCheckingFile]
    }

    /// Takes what there is to tell of a file, unless it was given up meanwhile.
    mutating func take(_ news: FileNews) {
        switch news {
        case .read(let reading):
            // What is told late must not take the number back.
            guard let current = fileReading, reading.isSame(as: current), reading.percent ?? 0 > current.percent ?? -1
            else { return }
            fileReading = reading
        case .found(let reading, let finding, let evidence):
            guard let current = fileReading, reading.isSame(as: current) else { return }
            fileReading = nil
            let check = FileCheck(
                subject: reading.subject, file: reading.file, finding: finding, evidence: evidence, moment: now)
            fileChecks[reading.subject] = check
            sayFound(check)
        }
    }

    private mutating func sayFound(_ check: FileCheck) {
        let name = naming(of: check.subject)
        switch check.finding {
        case .match(let algorithm):
            say(.success, "Match: \(check.file) is the recording of \(name) (\(algorithm)).")
        case .mismatch(let algorithm, let expected, let found):
            var message = Message(
                severity: .error, text: "No match: \(check.file) is not the recording of \(name).",
                advice: "The details show both hashes.", moment: now)
            message.detail = "\(algorithm) in the record: \(expected), of the file: \(found)"
            say(message)
        case .open(let trouble):
            say(
                Message(
                    severity: .warning, text: "It cannot be told: \(trouble.title)", detail: trouble.detail,
                    advice: trouble.advice, moment: now))
        }
    }
}

extension Prompt {
    static func verify(_ conference: Conference, path: String) -> Prompt {
        Prompt(
            purpose: .verify(conference.id), title: "Check a recording of \(conference.roomName)",
            hint: "For a file that you have downloaded: its hash is held against the one in the record.",
            form: FormState(
                lines: [.init(.file, label: "File", text: path, placeholder: "~/recording.mp4")], button: "Check"))
    }
}
