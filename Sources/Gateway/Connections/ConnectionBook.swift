import NIOCore
import Synchronization

/// The connections that are open, and how many of them anybody may have.
final class ConnectionBook: Sendable {
    fileprivate struct State {
        var channels: [ObjectIdentifier: (channel: any Channel, owner: [UInt8]?)] = [:]
        var counts: [[UInt8]: Int] = [:]
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    /// Why a connection is not taken.
    enum Refusal: String {
        case tooMany = "too-many"
        case tooManyFromOne = "too-many-from-one-address"
        case notFromProxy = "not-from-a-trusted-proxy"
    }

    private let configuration: GatewayConfiguration
    private let isLocal: Bool
    private let state = Mutex(State())

    init(_ configuration: GatewayConfiguration) {
        self.configuration = configuration
        let address = ClientAddress(configuration.address)
        isLocal = address.map { AddressRange.loopback4.contains($0) || AddressRange.loopback6.contains($0) } ?? false
    }

    /// Takes a connection in, which must be taken out again.
    ///
    /// - Parameters:
    ///   - channel: The connection.
    ///   - address: Where it comes from.
    /// - Throws: Why it is not taken.
    func admit(_ channel: any Channel, from address: ClientAddress?) throws(Refusal) {
        let isProxy = address.map { address in configuration.trustedProxies.contains { $0.contains(address) } } ?? false
        // On a network, passwords come from a proxy that has taken them out of TLS, or not at all. Who reads the metrics
        // sends none.
        let readers = configuration.metricsReaders
        let isReader = address.map { address in readers.contains { $0.contains(address) } } ?? false
        guard isLocal || isProxy || isReader else { throw .notFromProxy }
        let owner = isProxy ? nil : address?.counted
        let limits = configuration.limits
        let refusal: Refusal? = state.withLock { state in
            guard state.channels.count < limits.connections else { return .tooMany }
            if let owner {
                guard state.counts[owner, default: 0] < limits.connectionsPerAddress else { return .tooManyFromOne }
                state.counts[owner, default: 0] += 1
            }
            state.channels[ObjectIdentifier(channel)] = (channel, owner)
            return nil
        }
        if let refusal { throw refusal }
    }

    /// Takes a connection out.
    func remove(_ channel: any Channel) {
        let waiters = state.withLock { state in
            guard let owner = state.channels.removeValue(forKey: ObjectIdentifier(channel))?.owner else {
                return state.takeWaiters()
            }
            if let count = state.counts[owner] { state.counts[owner] = count > 1 ? count - 1 : nil }
            return state.takeWaiters()
        }
        for waiter in waiters { waiter.resume() }
    }

    /// How many are open.
    var count: Int { state.withLock { $0.channels.count } }

    /// All that are open.
    var channels: [any Channel] { state.withLock { $0.channels.values.map(\.channel) } }

    /// Returns when none is open any more.
    func waitUntilEmpty() async {
        await withCheckedContinuation { continuation in
            let isEmpty = state.withLock { state in
                if !state.channels.isEmpty { state.waiters.append(continuation) }
                return state.channels.isEmpty
            }
            if isEmpty { continuation.resume() }
        }
    }
}

extension ConnectionBook.State {
    fileprivate mutating func takeWaiters() -> [CheckedContinuation<Void, Never>] {
        guard channels.isEmpty else { return [] }
        defer { waiters = [] }
        return waiters
    }
}

extension ConnectionBook.Refusal: Error {}
