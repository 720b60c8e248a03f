import Dispatch
import Foundation
package import Logging
package import Meetings
package import PrivateFiles
package import Services
import Synchronization

/// Remembers a login beyond the end of the program, where the operator asked for that.
///
/// The tokens, and never the password, lie in a file of the state folder that only its owner can read. It is written at
/// the login and whenever the refresh token was exchanged, and removed when the operator logs out or the service refuses
/// the tokens.
///
/// Several consoles may share it. A refresh token is good once: so the one that refreshes holds a lock, and the others
/// take what it was given from the file.
package final class LoginMemory: Sendable {
    private struct State {
        /// Whether the login that is held is to be remembered.
        var isWanted = false

        /// Who has logged in; nil for who holds an access token.
        var user: String?

        /// What is in the file, as far as this program wrote or read it.
        var known: TokenPair?

        /// Whether the last try to write failed, and was told.
        var isTroubled = false
    }

    private let binding: LoginBinding
    private let folder: PrivateFolder
    private let logger: Logger
    private let state = Mutex(State())
    private let listener = Mutex<(@Sendable (LoginMemoryError) -> Void)?>(nil)

    /// Where files are read and written: disks may take their time.
    private let queue = DispatchQueue(label: "gavel.login.memory")

    /// How long to wait for another console's refresh before going ahead without the lock.
    private let patience: Duration

    /// Makes the memory of one service's login; nothing is read yet.
    ///
    /// - Parameters:
    ///   - binding: Whose login it is, and where its tokens may be sent.
    ///   - folder: The folder of gavel's own files.
    ///   - patience: How long to wait for another console's refresh before going ahead.
    ///   - logger: Where trouble is written down.
    package init(
        binding: LoginBinding,
        folder: PrivateFolder,
        patience: Duration = .seconds(10),
        logger: Logger = .silent
    ) {
        self.patience = patience
        self.binding = binding
        self.folder = folder
        self.logger = logger
    }

    /// Says who is told when a login could not be remembered.
    package func onTrouble(_ listener: @escaping @Sendable (LoginMemoryError) -> Void) {
        self.listener.withLock { $0 = listener }
    }

    /// The login that was remembered.
    ///
    /// It goes on being remembered.
    ///
    /// - Returns: Nil where there is none.
    /// - Throws: `LoginMemoryError` where there is one that is not used.
    package func recall() async throws(LoginMemoryError) -> RememberedLogin? {
        let outcome: Result<RememberedLogin?, LoginMemoryError> = await onQueue { memory in
            do throws(LoginMemoryError) {
                let login = try memory.read()
                memory.state.withLock { $0 = State(isWanted: login != nil, user: login?.user, known: login?.pair) }
                return .success(login)
            } catch {
                memory.logger.warning("login memory", metadata: ["failure": "\(error.title)"])
                return .failure(error)
            }
        }
        return try outcome.get()
    }

    /// Says whose login the next tokens are of.
    ///
    /// - Parameters:
    ///   - user: Who has logged in; nil for who holds an access token.
    ///   - isWanted: Whether that is to be remembered; otherwise nothing remains of one that was.
    package func begin(user: String?, isWanted: Bool) {
        queue.async { @Sendable in
            self.state.withLock { $0 = State(isWanted: isWanted, user: user) }
            if !isWanted { _ = try? self.folder.remove(self.binding.fileName) }
        }
    }

    /// Takes what became of the tokens.
    ///
    /// Returns at once; the file follows.
    ///
    /// - Parameter change: What the keeper says.
    package func take(_ change: TokensChange) {
        queue.async { @Sendable in
            switch change {
            case .held(let pair): self.save(pair)
            case .refused: self.forgetOwn()
            case .loggedOut: self.forget()
            }
        }
    }

    /// Refreshes the login, unless another console has done so already.
    ///
    /// - Parameters:
    ///   - token: The refresh token of this console.
    ///   - call: Asks the service for new tokens.
    /// - Returns: New tokens: the service's, or those another console was given.
    /// - Throws: What the service says.
    package func refresh(
        _ token: Secret,
        by call: @Sendable (Secret) async throws(ServiceError) -> TokenPair
    ) async throws(ServiceError) -> TokenPair {
        guard await onQueue({ $0.isRemembering }) else { return try await call(token) }
        let lock = try? await folder.lock(binding.lockName, patience: patience)
        defer { lock?.giveBack() }
        let newer = await newerPair()
        if let newer, newer.isFresh { return newer }
        do {
            let pair = try await call(newer?.refresh ?? token)
            // In the file before the lock is given back: the next console looks there.
            await onQueue { $0.save(pair) }
            return pair
        } catch {
            // Somebody was quicker who could not have the lock.
            guard !error.mayPass, let newer = await newerPair(), newer.isFresh else { throw error }
            return newer
        }
    }

    /// Waits until everything is written that was to be, but no longer than a moment: the program is about to end.
    package func finish(within moment: Duration = .seconds(2)) { queue.finish(within: moment) }

    private var isRemembering: Bool { state.withLock { $0.isWanted } }
}

extension LoginMemory {
    private func onQueue<Value: Sendable>(_ work: @escaping @Sendable (LoginMemory) -> Value) async -> Value {
        await withCheckedContinuation { caller in
            queue.async { @Sendable in caller.resume(returning: work(self)) }
        }
    }

    private func read() throws(LoginMemoryError) -> RememberedLogin? {
        let data: Data?
        do {
            data = try folder.read(binding.fileName)
        } catch {
            throw .file(error)
        }
        guard let data else { return nil }
        return try RememberedLogin(data, for: binding, at: folder.path(of: binding.fileName))
    }

    /// The tokens another console has written meanwhile.
    ///
    /// Where the login is no longer in the file, or somebody else's is, an operator has decided so at another console:
    /// this one goes on by itself.
    private func newerPair() async -> TokenPair? {
        await onQueue { memory -> TokenPair? in
            // Where nothing of this login was ever written, there is nothing that another could have renewed.
            guard memory.state.withLock({ $0.isWanted && $0.known != nil }) else { return nil }
            var login: RememberedLogin?
            do throws(LoginMemoryError) {
                login = try memory.read()
            } catch {
                memory.tell(error)
            }
            return memory.state.withLock { state in
                guard let known = state.known, let login, login.user == state.user else {
                    state.isWanted = false
                    return nil
                }
                guard login.pair.refresh != nil, login.pair.refresh != known.refresh else { return nil }
                state.known = login.pair
                return login.pair
            }
        }
    }

    private func save(_ pair: TokenPair) {
        let (isWanted, user) = state.withLock { state in
            let isKnown = state.known?.access == pair.access && state.known?.refresh == pair.refresh
            return (state.isWanted && !isKnown, state.user)
        }
        guard isWanted else { return }
        do throws(PrivateFileError) {
            let login = RememberedLogin(user: user, pair: pair)
            try folder.replace(binding.fileName, with: login.encoded(for: binding))
            state.withLock { state in
                state.known = pair
                state.isTroubled = false
            }
        } catch {
            let isNews = state.withLock { state in
                defer { state.isTroubled = true }
                return !state.isTroubled
            }
            if isNews { tell(.file(error)) }
        }
    }

    /// Removes the tokens that the service has refused, but not those that another console was given since.
    private func forgetOwn() {
        let known = state.withLock { state in
            defer { state = State() }
            return state.known
        }
        guard let known, let login = try? read(), login.pair.access == known.access else { return }
        _ = try? folder.remove(binding.fileName)
    }

    private func forget() {
        let wasRemembering = state.withLock { state in
            defer { state = State() }
            return state.isWanted
        }
        do throws(PrivateFileError) {
            try folder.remove(binding.fileName)
        } catch {
            if wasRemembering { tell(.file(error)) }
        }
    }

    private func tell(_ error: LoginMemoryError) {
        logger.warning("login memory", metadata: ["failure": "\(error.title)"])
        listener.withLock(\.self)?(error)
    }
}

extension TokenPair {
    /// Whether there is no need to renew it yet.
    fileprivate var isFresh: Bool {
        LoginPolicy().refreshDate(issued: issued, lifetime: lifetime, takenOver: issued) > Date()
    }
}
