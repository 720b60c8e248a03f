import Foundation

/// What is open to anyone: the meeting pages, the recordings and the summaries.
struct PublicPages: Sendable {
    let world: SandboxWorld

    /// Answers a request that belongs to no dialect.
    func answer(_ request: SandboxRequest) -> SandboxAnswer {
        guard let answer = find(request.path) else { return page(404, "There is nothing here.") }
        guard request.method == "GET" else {
            return SandboxAnswer(405, headers: ["Allow": "GET"])
        }
        return answer
    }

    private func find(_ path: [String]) -> SandboxAnswer? {
        switch (path.count, path.first) {
        case (0, _):
            page(200, "This is gavel's sandbox.")
        case (1, let room?):
            meetingPage(room)
        case (2, MeetingFiles.folder):
            MeetingFiles.file(path[1])
        case (2, "recordings"):
            recording(path[1])
        case (2, "summaries"):
            summary(path[1])
        default:
            nil
        }
    }

    private func meetingPage(_ name: String) -> SandboxAnswer? {
        guard let place = try? MeetingPlace(name, in: world) else { return nil }
        return place.hasEnded
            ? page(410, "The meeting in the sandbox's room \(place.room) has ended.")
            : MeetingFiles.page(room: place.room)
    }

    private func recording(_ file: String) -> SandboxAnswer? {
        guard
            let conference = try? world.conferences.conference(file.removingExtension(".webm")),
            let recording = conference.recording,
            recording.stored <= world.configuration.clock()
        else { return nil }
        return SandboxAnswer(
            200,
            headers: ["Content-Type": "application/octet-stream"],
            body: StoredRecording.content(of: conference.id)
        )
    }

    private func summary(_ file: String) -> SandboxAnswer? {
        (try? ProConfMeetings(world: world).summary(file.removingExtension(".txt"))).map { SandboxAnswer.text(200, $0) }
    }

    private func page(_ status: Int, _ sentence: String) -> SandboxAnswer {
        let sentence = sentence.escapedForHTML
        var answer = SandboxAnswer.text(
            status,
            type: "text/html; charset=utf-8",
            """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Sandbox</title></head>
            <body><p>\(sentence)</p></body>
            </html>

            """
        )
        answer.headers["Content-Security-Policy"] = "default-src 'none'"
        return answer
    }
}

extension String {
    fileprivate func removingExtension(_ ending: String) -> String {
        hasSuffix(ending) ? String(dropLast(ending.count)) : self
    }
}
