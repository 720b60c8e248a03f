import Foundation

/// The end of a program's own process, whoever it leaves behind.
///
/// Foundation takes a program as running for as long as anything that it has started holds what it inherited: a program
/// that stays in the background to serve the clipboard would never have come to its end.
enum ProgramExit {
    /// Waits for a child to end, and leaves it to Foundation to be taken away.
    ///
    /// The thread that calls this does nothing else meanwhile.
    ///
    /// - Parameter process: The child.
    /// - Returns: How it ended; nil where Foundation was faster.
    static func await(of process: pid_t) -> ProgramRun.End? {
        var information = siginfo_t()
        while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) != 0 {
            guard errno == EINTR else { return nil }
        }
        #if os(Linux)
            let status = Int(information._sifields._sigchld.si_status)
        #else
            let status = Int(information.si_status)
        #endif
        return information.si_code == CLD_EXITED ? .exit(status: status) : .signal(status)
    }
}
