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
    }

    @Argument(help: "The page: gavel or gavel-config.")
    var page = Page.gavel

    func run() throws {
        let text =
            switch page {
            case .gavel: try GavelManual.page()
            case .configuration: ConfigurationManual.page()
            }
        try StandardOutput.writeLine(String(text.dropLast()))
    }
}
