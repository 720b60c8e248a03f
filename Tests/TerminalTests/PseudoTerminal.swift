import Dispatch
import Foundation
import Synchronization

/// A terminal of the kernel's, with the test at the other end.
final class PseudoTerminal {
    struct Failure: Error {
        var call: String
        var code: Int32
    }

    /// What the program under test has as its terminal.
    let descriptor: Int32
    private let controller: Int32
    private let source: any DispatchSourceRead
    private let received: Received

    private final class Received: Sendable {
        let bytes = Mutex<[UInt8]>([])
        let arrived = DispatchSemaphore(value: 0)
    }

    init(columns: UInt16 = 80, rows: UInt16 = 24) throws {
        var (controller, descriptor): (Int32, Int32) = (-1, -1)
        guard openpty(&controller, &descriptor, nil, nil, nil) == 0 else { throw Failure(call: "openpty", code: errno) }
        for end in [controller, descriptor] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        self.controller = controller
        self.descriptor = descriptor
        _ = fcntl(controller, F_SETFL, O_NONBLOCK)
        let received = Received()
        source = Self.source(reading: controller, into: received)
        self.received = received
        resize(columns: columns, rows: rows)
    }

    private static func source(reading controller: Int32, into received: Received) -> any DispatchSourceRead {
        let source = DispatchSource.makeReadSource(fileDescriptor: controller, queue: DispatchQueue(label: "pty"))
        source.setEventHandler {
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = read(controller, &buffer, buffer.count)
            guard count > 0 else { return source.cancel() }
            received.bytes.withLock { $0 += buffer[..<count] }
            received.arrived.signal()
        }
        source.setCancelHandler { close(controller) }
        source.activate()
        return source
    }

    deinit {
        source.cancel()
        close(descriptor)
    }

    func resize(columns: UInt16, rows: UInt16) {
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
    }

    /// Presses keys.
    func type(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(controller, bytes, bytes.count)
    }

    /// Closes the window.
    func hangUp() {
        source.cancel()
    }

    /// The bytes written to the terminal up to now, since this was last asked.
    ///
    /// What is on its way is waited for, by means of a mark.
    func written() throws -> [UInt8] {
        let mark = Array("\u{1}mark\u{2}".utf8)
        _ = write(descriptor, mark, mark.count)
        while true {
            let bytes: [UInt8]? = received.bytes.withLock { bytes in
                guard bytes.suffix(mark.count) == mark[...] else { return nil }
                defer { bytes.removeAll() }
                return bytes.dropLast(mark.count)
            }
            if let bytes { return bytes }
            guard received.arrived.wait(timeout: .now() + 60) == .success else {
                throw Failure(call: "read", code: ETIMEDOUT)
            }
        }
    }

    /// As ``written()``, as text.
    func writtenText() throws -> String {
        String(decoding: try written(), as: UTF8.self)
    }

    /// The terminal's settings, in a form to compare.
    func settings() -> [UInt32] {
        var settings = termios()
        _ = tcgetattr(descriptor, &settings)
        let characters = withUnsafeBytes(of: settings.c_cc) { $0.map(UInt32.init) }
        return [settings.c_iflag, settings.c_oflag, settings.c_cflag, settings.c_lflag] + characters
    }
}
