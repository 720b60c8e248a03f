import Foundation
import PrivateFiles
import TestSupport

/// A caller of a control socket that sends whatever it is told to, and reads only when it is told to.
final class RawCaller: Sendable {
    /// What has come, and whether the other end has hung up.
    let heard = Watched((text: "", isOver: false))

    private let descriptor: Int32

    init?(_ name: String, in folder: PrivateFolder) throws {
        guard let descriptor = try folder.connect(to: name) else { return nil }
        self.descriptor = descriptor
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
    }

    deinit { close(descriptor) }

    /// Sends bytes, on a thread of its own; what is not taken is lost.
    func send(_ text: String) {
        Thread.detachNewThread { [self] in
            let bytes = Array(text.utf8)
            var sent = 0
            while sent < bytes.count {
                let count = bytes[sent...].withUnsafeBytes { rest in
                    Foundation.send(descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { return }
                sent += count
            }
        }
    }

    /// Reads to the end, on a thread of its own.
    func read() {
        Thread.detachNewThread { [self] in
            var bytes = [UInt8](repeating: 0, count: 64 << 10)
            while true {
                let count = Foundation.read(descriptor, &bytes, bytes.count)
                guard count > 0 else { break }
                let text = String(decoding: bytes[..<count], as: UTF8.self)
                heard.update { $0.text += text }
            }
            heard.update { $0.isOver = true }
        }
    }

    /// Everything that came until the other end hung up; nil where it did not in a minute.
    func everything() async -> String? { await heard.wait(seconds: 60) { $0.isOver ? $0.text : nil } }
}
