import Foundation
import Meetings
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
    /// - Parameter address: The address, whose type tells that it is safe to pass on.
    /// - Returns: What became of it; the program itself goes on by itself.
    func open(_ address: WebAddress) async -> Opening {
        guard let program = command.first else { return .failed("the profile names no browser command") }
        let environment = ProcessInfo.processInfo.environment
        guard let file = ProgramFile(program, environment: environment) else {
            return .failed("\(program) is not there, or cannot be run")
        }
        let process = Process()
        process.executableURL = file.url
        process.arguments = command.dropFirst() + [address.reveal()]
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
}
