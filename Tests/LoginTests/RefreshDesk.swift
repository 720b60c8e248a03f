import Foundation
import Meetings
import Services
import Synchronization

/// A service's refresh route as a test steers it: it notes the refresh tokens that come, and answers as it is told to.
final class RefreshDesk: Sendable {
    enum Behaviour: Sendable {
        /// Gives tokens that live so many seconds, and rotates the refresh token.
        case gives(lives: Double)
        case refuses(ServiceError)
        /// Answers only when it is told `release()`, or the caller gives up.
        case hangs
    }

    private struct State {
        var behaviour: Behaviour
        var came: [Secret] = []
        var isCancelled = false
        var isReleased = false
        var hanging: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>
    private let abandonment = AsyncStream.makeStream(of: Void.self)

    init(_ behaviour: Behaviour) { state = Mutex(State(behaviour: behaviour)) }

    /// Waits until a caller has given a hanging answer up.
    func wasGivenUp() async {
        for await _ in abandonment.stream {}
    }

    /// The refresh tokens that came, oldest first.
    var came: [Secret] { state.withLock(\.came) }

    func behave(_ behaviour: Behaviour) { state.withLock { $0.behaviour = behaviour } }

    /// Lets hanging answers go: they give tokens.
    func release() { letGo { $0.isReleased = true } }

    func refresh(_ secret: Secret) async throws(ServiceError) -> TokenPair {
        let behaviour = state.withLock { state in
            state.came.append(secret)
            return state.behaviour
        }
        switch behaviour {
        case .gives(let seconds): return pair(lives: seconds)
        case .refuses(let error): throw error
        case .hangs:
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let isOver = state.withLock { state in
                        if state.isCancelled || state.isReleased { return true }
                        state.hanging.append(continuation)
                        return false
                    }
                    if isOver { continuation.resume() }
                }
            } onCancel: {
                letGo { $0.isCancelled = true }
                abandonment.continuation.finish()
            }
            if state.withLock(\.isCancelled) { throw .cancelled }
            return pair(lives: 300)
        }
    }

    private func pair(lives seconds: Double) -> TokenPair {
        .now(came.count + 1, lives: seconds)
    }

    private func letGo(_ change: (inout State) -> Void) {
        let hanging = state.withLock { state in
            change(&state)
            defer { state.hanging = [] }
            return state.hanging
        }
        for continuation in hanging { continuation.resume() }
    }
}

extension TokenPair {
    /// The tokens `A<name>` and `R<name>`, made now.
    static func now(_ name: Int, lives: Double, refresh: Bool = true) -> TokenPair {
        let now = Date()
        return TokenPair(
            access: .access(name),
            refresh: refresh ? .refresh(name) : nil,
            issued: now,
            expires: now.addingTimeInterval(lives)
        )
    }
}
