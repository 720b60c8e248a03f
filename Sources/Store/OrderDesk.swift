import Foundation
package import Journal
package import Meetings
import Services

/// Carries out single orders where there is no screen: past the same gate, and into the same journal.
package struct OrderDesk: Sendable {
    private let profile: ProfileState
    private let connection: Connection
    private let journal: Journal?

    /// Makes a desk.
    ///
    /// - Parameters:
    ///   - profile: What the gate has to know of the profile.
    ///   - connection: The services of the profile.
    ///   - journal: Where what is done is written down; nil where it is not to be kept.
    package init(profile: ProfileState, connection: Connection, journal: Journal?) {
        self.profile = profile
        self.connection = connection
        self.journal = journal
    }

    /// Carries out an order, once.
    ///
    /// - Parameters:
    ///   - order: What is to be done; whoever orders it has agreed to it.
    ///   - user: Who is logged in.
    /// - Returns: What the services answered.
    /// - Throws: `OrderRefusal` where the gate does not let it pass; nothing was sent then.
    package func carryOut(_ order: Order, by user: SafeText?) async throws(OrderRefusal) -> [Action] {
        let state = state(of: user)
        if case .refuse = Gate.verdict(on: .carryOut(order, isConfirmed: true), in: state) { throw .readOnly }
        let (answers, entry) = await order.carryOut(on: connection, as: state.entry(for: order))
        if let entry { write(entry) }
        return answers
    }

    /// Writes down that the end of a watched conference was told.
    package func noteEnd(of conference: Conference, by user: SafeText?) {
        perform(state(of: user).noteEnd(of: conference))
    }

    /// Writes down that a login was forgotten.
    package func noteLogOut(of service: ServiceKind, by user: SafeText?) {
        perform(state(of: user).noteLogOut(of: service))
    }

    /// What the gate and the journal have to know.
    private func state(of user: SafeText?) -> ConsoleState {
        var state = ConsoleState(profile: profile, now: Date())
        for service in ServiceKind.allCases { state.session[service].user = user }
        return state
    }

    private func perform(_ effect: Effect) { if case .journal(let entry) = effect { write(entry) } }

    private func write(_ entry: JournalEntry) { journal?.write(entry) { _ in } }
}

/// Why the gate has not let an order pass.
package enum OrderRefusal: Error, Hashable, Sendable {
    /// Nothing is to be changed.
    case readOnly
}
