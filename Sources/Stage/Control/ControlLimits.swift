/// What a stage's control socket allows.
package struct ControlLimits: Hashable, Sendable {
    /// The most bytes of a request, without the end of its line.
    package var requestBytes = 64 << 10

    /// The most callers at once.
    package var connections = 8

    /// The seconds in which a request is to come, and in which a reply is to be taken.
    package var patience = 30.0

    /// The most replies that are kept for a follower who does not take them as they come.
    package var waitingReplies = 4096

    /// The most bytes of a reply: a text of the page has at most 1 MiB, and a meeting with all that is kept of it less
    /// than four.
    static let replyBytes = 8 << 20

    package init() {}
}
