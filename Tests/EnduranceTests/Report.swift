import Foundation

/// What was measured, for whoever watches a run.
enum Report {
    /// Writes a line, if `GAVEL_ENDURANCE_REPORT` names a file or the run is one by hand.
    static func line(_ text: String) {
        guard let path = ProcessInfo.processInfo.environment["GAVEL_ENDURANCE_REPORT"] else { return }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return }
        let bytes = Array((text + "\n").utf8)
        _ = write(descriptor, bytes, bytes.count)
        close(descriptor)
    }
}
