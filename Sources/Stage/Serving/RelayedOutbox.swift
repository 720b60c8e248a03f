import Services

/// What a console has to say to the pages of its stage on a gateway, until the gateway has it.
///
/// The messages are numbered, so that a gateway that is sent some of them again takes them once.
struct RelayedOutbox {
    /// The number of the first that waits.
    private(set) var first = 1
    private var waiting: [GatewayMessage] = []

    /// The bytes of texts after which a call is long enough; a gateway takes 256 KiB.
    private static let callBytes = 100 << 10

    /// The most messages that wait while nobody takes them.
    private static let mostWaiting = 1000

    /// The messages that go with one call, the first of them with the number ``first``.
    var batch: [GatewayMessage] {
        var bytes = 0
        return Array(
            waiting.prefix { message in
                let isFirst = bytes == 0
                bytes += message.cost
                return isFirst || bytes <= RelayedOutbox.callBytes
            })
    }

    /// Adds a message; false where too many wait already.
    mutating func append(_ message: GatewayMessage) -> Bool {
        guard waiting.count < RelayedOutbox.mostWaiting else { return false }
        waiting.append(message)
        return true
    }

    /// Forgets the first ones: the gateway has them.
    mutating func drop(_ count: Int) {
        waiting.removeFirst(min(count, waiting.count))
        first += count
    }
}

extension GatewayMessage {
    fileprivate var cost: Int { if case .text(let text, _) = self { 64 + text.utf8.count } else { 64 } }
}
