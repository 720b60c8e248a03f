import Foundation
import Glibc

/// Tells when a file in one of some folders was written or put there, by inotify(7): nothing is polled.
@MainActor
final class FolderWatch {
    private let source: any DispatchSourceRead

    /// Begins to watch.
    ///
    /// - Parameters:
    ///   - folders: The folders; those that are not there are left out.
    ///   - onChange: Called once for all that has happened since, on the main actor.
    init?(folders: Set<String>, onChange: @escaping @MainActor () -> Void) {
        let descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        guard descriptor >= 0 else { return nil }
        // A file is of interest when it is complete; a folder as soon as it is there, since files may follow at once.
        let events = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_ONLYDIR)
        let watched = folders.filter { inotify_add_watch(descriptor, $0, events) >= 0 }
        guard !watched.isEmpty else {
            close(descriptor)
            return nil
        }
        source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .main)
        source.setEventHandler {
            var buffer = [UInt8](repeating: 0, count: 16 * 1024)
            var isComplete = false
            while true {
                let count = read(descriptor, &buffer, buffer.count)
                guard count > 0 else { break }
                isComplete = FolderWatch.hasComplete(buffer[..<count]) || isComplete
            }
            if isComplete { MainActor.assumeIsolated { onChange() } }
        }
        source.setCancelHandler { close(descriptor) }
        source.activate()
    }

    isolated deinit { source.cancel() }

    /// Whether one of the events is about a folder, or about a file that has been written to its end.
    private nonisolated static func hasComplete(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var offset = 0
            let head = MemoryLayout<inotify_event>.size
            while offset + head <= bytes.count {
                let event = bytes.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
                if event.mask & UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_Q_OVERFLOW) != 0
                    || event.mask & UInt32(IN_ISDIR) != 0
                {
                    return true
                }
                offset += head + Int(event.len)
            }
            return false
        }
    }
}
