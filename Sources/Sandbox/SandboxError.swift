/// Why a sandbox does not run.
package enum SandboxError: Error, Hashable, Sendable, CustomStringConvertible {
    case runsAlready
    case cannotListen(port: UInt16, reason: String)

    package var description: String {
        switch self {
        case .runsAlready: "The sandbox runs already; stop it first."
        case .cannotListen(let port, let reason):
            "The sandbox cannot listen on 127.0.0.1:\(port): \(reason). Choose another port, or 0 for any free one."
        }
    }
}
