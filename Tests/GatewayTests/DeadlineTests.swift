import NIOCore
import NIOEmbedded
import Testing

@testable import Gateway

@Suite("The time of a connection")
struct DeadlineTests {
    @Test("a deadline that is put off comes once, at the last moment that was set")
    func comesOnce() {
        let loop = EmbeddedEventLoop()
        var comings = 0
        let deadline = Deadline(on: loop) { comings += 1 }
        deadline.set(after: .seconds(10))
        loop.advanceTime(by: .seconds(9))
        deadline.set(after: .seconds(10))
        loop.advanceTime(by: .seconds(9))
        #expect(comings == 0)
        loop.advanceTime(by: .seconds(1))
        #expect(comings == 1)
        loop.advanceTime(by: .seconds(60))
        #expect(comings == 1)
    }

    @Test("a deadline that is set for an earlier moment comes then, also where it was taken back before")
    func comesEarlier() {
        let loop = EmbeddedEventLoop()
        var comings = 0
        let deadline = Deadline(on: loop) { comings += 1 }
        deadline.set(after: .seconds(30))
        deadline.set(after: .seconds(10))
        loop.advanceTime(by: .seconds(10))
        #expect(comings == 1)
        deadline.set(after: .seconds(30))
        deadline.clear()
        deadline.set(after: .seconds(10))
        loop.advanceTime(by: .seconds(10))
        #expect(comings == 2)
        loop.advanceTime(by: .seconds(60))
        #expect(comings == 2)
    }

    @Test("a deadline that is taken back does not come, and can be set again")
    func isTakenBack() {
        let loop = EmbeddedEventLoop()
        var comings = 0
        let deadline = Deadline(on: loop) { comings += 1 }
        deadline.set(after: .seconds(10))
        deadline.clear()
        loop.advanceTime(by: .seconds(20))
        #expect(comings == 0)
        deadline.set(after: .seconds(5))
        loop.advanceTime(by: .seconds(5))
        #expect(comings == 1)
    }

    @Test("a request's time runs from its first byte, however its bytes come in")
    func runsFromFirstByte() throws {
        let channel = try Self.connected(ConnectionClock(ConnectionLimits()))
        channel.embeddedEventLoop.advanceTime(by: .seconds(5))
        for _ in 0..<9 {
            try channel.writeInbound(ByteBuffer(string: "x"))
            channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        }
        let told = Told()
        try channel.pipeline.syncOperations.addHandler(told)
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(told.isLate, "ten seconds are over")
    }

    @Test("nothing of a connection stays behind")
    func leavesNothing() throws {
        weak var clock: ConnectionClock?
        weak var closing: LingeringClose?
        try {
            let (made, lingering) = (ConnectionClock(ConnectionLimits()), LingeringClose())
            (clock, closing) = (made, lingering)
            let channel = EmbeddedChannel()
            try channel.pipeline.syncOperations.addHandlers([lingering, made])
            try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
            try channel.writeInbound(ByteBuffer(string: "GET"))
            channel.close(promise: nil)
            channel.embeddedEventLoop.advanceTime(by: .seconds(60))
            #expect(!channel.isActive)
        }()
        #expect(clock == nil && closing == nil)
    }

    private static func connected(_ clock: ConnectionClock) throws -> EmbeddedChannel {
        let channel = EmbeddedChannel()
        try channel.pipeline.syncOperations.addHandler(clock)
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        return channel
    }
}

/// Remembers whether it was told that a request is late.
private final class Told: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private(set) var isLate = false

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ConnectionClock.Event.requestIsLate = event { isLate = true }
    }
}
