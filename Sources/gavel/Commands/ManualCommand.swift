import ArgumentParser

/// Prints a manual page.
struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual",
        abstract: "Print a manual page, to be read by man or to be installed.",
        discussion: "Without installing it, gavel manual | man -l - shows it.")

    /// The pages there are.
    enum Page: String, CaseIterable, ExpressibleByArgument {
        case gavel
        case configuration = "gavel-config"
        case gateway = "gavel-gateway"
    }

    @Argument(help: "The page: gavel, gavel-config or gavel-gateway.")
    var page = Page.gavel

    func run() throws {
        let text =
            switch page {
            case .gavel: try GavelManual.page()
            case .configuration: ConfigurationManual.page(of: .console)
            case .gateway: ConfigurationManual.page(of: .gateway)
            }
        try StandardOutput.writeLine(String(text.dropLast()))
    }
}
