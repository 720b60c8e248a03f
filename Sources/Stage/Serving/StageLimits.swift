/// What a stage's server allows those who connect to it.
package struct StageLimits: Hashable, Sendable {
    /// The most connections at a time; a browser has six, and each tab one that stays.
    package var connections = 32

    /// The most bytes of a request's head.
    package var headBytes = 16 << 10

    /// Seconds in which a request must be there.
    package var requestTime = 10.0

    /// Seconds in which an answer must be taken, and a connection be closed by who has had its answer.
    package var answerTime = 30.0
    package var closingTime = 2.0

    /// The most bytes of a text over the WebSocket.
    package var textBytes = PageMessage.longest

    /// The most bytes that wait for a tab which does not read.
    package var unreadBytes = 4 << 20

    /// What a tab may say at once, and a second, in bytes; it is read more slowly beyond that.
    package var burstBytes = 32 << 20
    package var bytesASecond = 8 << 20

    package init() {}
}
