import FlyingSocks
import Glibc

/// A pool whose connections send what is written at once.
///
/// The server writes head and body apart; the system holds the second back until the first is acknowledged, which a
/// client may leave for 40 ms (RFC 9293, section 3.7.4). Linux lets connections inherit the option from the listener.
struct PromptSocketPool: AsyncSocketPool {
    let base: any AsyncSocketPool

    func prepare() async throws { try await base.prepare() }
    func run() async throws { try await base.run() }

    func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
        if let snare = SocketSnare.current { try snare.take(socket) }
        if events == .connection {
            try socket.setValue(true, for: BoolSocketOption(level: Int32(IPPROTO_TCP), name: TCP_NODELAY))
        }
        try await base.suspendSocket(socket, untilReadyFor: events)
    }
}
