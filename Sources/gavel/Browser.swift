import Foundation
import Programs
import Store

/// Opens addresses with the profile's browser command.
struct Browser: Sendable {
    /// The program and its first arguments; the address comes last, as one argument, and no shell sees it.
    let command: [String]

    /// Opens an address.
    ///
    /// The program's output goes nowhere, since the screen is the console's.
    ///
    /// - Parameter address: An `https` address, or `http` on this machine.
    /// - Returns: What became of it; the program itself goes on by itself.
    func open(_ address: String) async -> Opening {
        guard let program = command.first else { return .failed("the profile names no browser command") }
        guard Browser.isSafe(address) else { return .failed("only https addresses are opened") }
        let environment = ProcessInfo.processInfo.environment
        guard let file = ProgramFile(program, environment: environment) else {
            return .failed("\(program) is not there, or cannot be run")
        }
        let process = Process()
        process.executableURL = file.url
        process.arguments = command.dropFirst() + [address]
        process.environment = ChildEnvironment.variables(of: environment)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        do {
            try process.start()
        } catch {
            return .failed("\(program) did not start")
        }
        return .opened(program)
    }

    /// Whether an address may be handed to a browser.
    static func isSafe(_ address: String) -> Bool {
        guard let parts = URLComponents(string: address), let host = parts.host, !address.hasPrefix("-") else {
            return false
        }
        switch parts.scheme {
        case "https": return true
        case "http": return ["127.0.0.1", "localhost", "::1", "[::1]"].contains(host)
        default: return false
        }
    }
}
