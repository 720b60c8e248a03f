import FlyingSocks
import Glibc

/// Keeps a port of 127.0.0.1 for as long as a sandbox runs, also while nothing listens there.
///
/// A socket that is bound but does not listen lets the system refuse connections, and lets only those bind the port
/// who share it knowingly (socket(7), `SO_REUSEADDR`): no other program can take it during an outage.
final class PortHold: Sendable {
    let port: UInt16
    private let socket: Socket

    /// Takes a port.
    ///
    /// - Parameter port: The port; 0 lets the system choose one that nobody has.
    /// - Throws: `SandboxError` where another listens there.
    init(port: UInt16) throws(SandboxError) {
        do {
            let socket = try Socket(domain: AF_INET)
            do {
                // A chosen port may still have connections of a run before; a free one must be nobody else's.
                if port != 0 { try socket.setValue(true, for: .localAddressReuse) }
                try socket.bind(to: try .inet(ip4: "127.0.0.1", port: port))
                try socket.setValue(true, for: .localAddressReuse)
                guard case .ip4(_, let bound) = try socket.sockname() else { throw SocketError.unsupportedAddress }
                self.socket = socket
                self.port = bound
            } catch {
                try? socket.close()
                throw error
            }
        } catch {
            throw .cannotListen(port: port, reason: "\(error)")
        }
    }

    /// Gives the port back.
    func release() { try? socket.close() }
}
