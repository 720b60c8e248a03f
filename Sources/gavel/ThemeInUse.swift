import Console
import Foundation

/// The theme that the console is shown in, kept as its file has it.
@MainActor
final class ThemeInUse {
    /// What a look at the file has brought.
    enum Reading {
        case unchanged
        case changed(Theme)
        case broken(ThemeError)
    }

    let folder: ConfigurationFolder
    private(set) var theme: Theme

    /// The theme that was asked for on the command line; no profile's takes its place.
    private let isFixed: Bool
    private var watch: FolderWatch?
    private var watched: Set<String> = []
    private var onReading: (@MainActor (Reading) -> Void)?

    /// Starts with a theme.
    ///
    /// - Parameters:
    ///   - name: The theme.
    ///   - folder: Where the operator's own themes are.
    ///   - isFixed: Whether it was asked for on the command line.
    /// - Throws: `ThemeError` where there is no such theme, or its file is wrong.
    init(named name: String, in folder: ConfigurationFolder, isFixed: Bool = false) throws(ThemeError) {
        self.folder = folder
        self.isFixed = isFixed
        theme = try folder.theme(named: name)
    }

    /// Takes another theme; where it cannot be read, the one before stays.
    ///
    /// - Throws: `ThemeError` where there is no such theme, or its file is wrong.
    func change(to name: String) throws(ThemeError) {
        theme = try folder.theme(named: name)
        if onReading != nil { renewWatch() }
    }

    /// Takes the theme of a profile, unless the command line has named one.
    ///
    /// - Throws: As ``change(to:)``.
    func adopt(_ name: String) throws(ThemeError) {
        if !isFixed { try change(to: name) }
    }

    /// Reads the theme anew whenever its file is written.
    ///
    /// - Parameter onReading: Told when that brought something new, or a mistake.
    func follow(_ onReading: @escaping @MainActor (Reading) -> Void) {
        self.onReading = onReading
        renewWatch()
    }

    private func fileWasWritten() {
        let reading = read()
        renewWatch()
        if case .unchanged = reading { return }
        onReading?(reading)
    }

    private func read() -> Reading {
        do throws(ThemeError) {
            // A file that has gone is no other theme: it may be about to be put in place anew.
            guard folder.themeNames.contains(theme.name) else { return .unchanged }
            let read = try folder.theme(named: theme.name)
            guard read != theme else { return .unchanged }
            theme = read
            return .changed(read)
        } catch {
            return .broken(error)
        }
    }

    /// Watches the folder of the themes, that of the configuration for the other to be made in, and where the theme's file
    /// is a link, the folder that it leads to.
    private func renewWatch() {
        let file = folder.file(ofTheme: theme.name)
        let target = URL(fileURLWithPath: file).resolvingSymlinksInPath().deletingLastPathComponent().path
        let folders = Set([folder.path, folder.path + "/themes", target]).filter {
            FileManager.default.fileExists(atPath: $0)
        }
        guard folders != watched || watch == nil else { return }
        watched = folders
        watch = FolderWatch(folders: folders) { [weak self] in self?.fileWasWritten() }
    }
}
