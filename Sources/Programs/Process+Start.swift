package import Foundation

extension Process {
    /// Starts the program with no signal blocked.
    ///
    /// The threads of Dispatch, and the main queue once it is served by them, block nearly all signals; a program
    /// inherits that for life, so that it could not even be told to end.
    ///
    /// - Throws: Where it cannot be started.
    package func start() throws {
        var none = sigset_t()
        var blocked = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &blocked)
        defer { pthread_sigmask(SIG_SETMASK, &blocked, nil) }
        try run()
    }
}
