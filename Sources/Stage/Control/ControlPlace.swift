import Foundation
package import PrivateFiles

/// Where the stage of a running console can be called: a Unix domain socket in gavel's private folder.
///
/// Its file is `stage-PID.socket`. A console that has two stages at once, of two profiles, has a second one that is
/// `stage-PID-2.socket`, and so on.
package struct ControlPlace: Hashable, Sendable {
    package let folder: PrivateFolder

    /// The process of the console.
    package let process: Int32

    /// Which of the stages of that process it is, from 1.
    package let number: Int

    init(folder: PrivateFolder, process: Int32, number: Int) {
        self.folder = folder
        self.process = process
        self.number = number
    }

    init?(folder: PrivateFolder, name: String) {
        guard let match = name.wholeMatch(of: /stage-(\d{1,9})(?:-(\d{1,4}))?\.socket/), let process = Int32(match.1)
        else { return nil }
        let number = match.2.map { Int($0) ?? 0 } ?? 1
        self.init(folder: folder, process: process, number: number)
        // 01 is not how it is written.
        guard self.name == name else { return nil }
    }

    /// The name of its file.
    package var name: String { number == 1 ? "stage-\(process).socket" : "stage-\(process)-\(number).socket" }
}

extension ControlPlace {
    /// All places in a folder, of the lowest process first; those whose process is gone are swept away.
    ///
    /// It blocks for as long as the files take.
    ///
    /// - Throws: `PrivateFileError` where the folder is not private, or cannot be read.
    package static func all(in folder: PrivateFolder) throws(PrivateFileError) -> [ControlPlace] {
        var places: [ControlPlace] = []
        for place in try folder.names().compactMap({ ControlPlace(folder: folder, name: $0) }) {
            if place.isStale() {
                // Who is not allowed to has not lost anything by it.
                _ = try? folder.remove(place.name)
            } else {
                places.append(place)
            }
        }
        return places.sorted { ($0.process, $0.number) < ($1.process, $1.number) }
    }

    /// Whether it was left behind: its process is gone, and nobody listens.
    ///
    /// The process alone says too little: one in a container has numbers of its own.
    private func isStale() -> Bool {
        guard kill(process, 0) != 0, errno == ESRCH else { return false }
        do throws(PrivateFileError) {
            guard let connection = try folder.connect(to: name) else { return true }
            close(connection)
            return false
        } catch {
            return false
        }
    }
}
