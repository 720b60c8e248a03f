import ArgumentParser
import Foundation
import Meetings
import PrivateFiles
import Stage

/// Which console's stage a command is about.
struct StageTarget: ParsableArguments {
    @Option(help: ArgumentHelp("The process of the console, where several have a stage.", valueName: "number"))
    var process: Int32?

    @Option(help: ArgumentHelp("Only a stage of this profile.", valueName: "name"))
    var profile: String?

    /// Finds the stage that is meant.
    ///
    /// - Returns: How it is called.
    /// - Throws: A `Complaint` where there is none, or more than one.
    func caller() async throws -> ControlCaller {
        let all = try StageTarget.all()
        var places = all.filter { process == nil || $0.process == process }
        if let profile, !places.isEmpty {
            let stages = await ShownStage.all(at: places)
            places = stages.filter { $0.profile == SafeText(profile).string }.map(\.place)
        }
        if places.count == 1, let place = places.first { return ControlCaller(place) }
        guard places.isEmpty else {
            throw Complaint(
                .usage,
                "There are \(places.count) stages that it could be. Name one with --process or --profile; gavel stage "
                    + "list shows them.")
        }
        guard all.isEmpty else {
            throw Complaint(.notFound, "No such console has a stage. gavel stage list shows those there are.")
        }
        throw Complaint(.notFound, "No console of yours has a stage: start or join a conference in one.")
    }

    /// All stages of the user's consoles.
    ///
    /// - Throws: A `Complaint` where the folder with their sockets cannot be used.
    static func all() throws -> [ControlPlace] {
        let folder = PrivateFolder(environment: ProcessInfo.processInfo.environment)
        do throws(PrivateFileError) {
            return try ControlPlace.all(in: folder)
        } catch {
            throw Complaint(.failure, "\(error.title) \(error.advice)")
        }
    }
}

extension Complaint {
    /// What is said where a stage was called in vain.
    init(_ error: ControlError) {
        let status: ExitStatus =
            switch error {
            case .nobodyThere: .notFound
            case .notReached: .failure
            case .cutOff, .unreadable: .unavailable
            }
        self.init(status, "\(error.title) \(error.advice)")
    }

    /// What is said where a console answers something else than what it was asked.
    init(unexpected reply: ControlReply) {
        if case .declined(let reason) = reply {
            self.init(.conflict, reason.string)
        } else {
            self.init(ControlError.unreadable)
        }
    }
}

extension ControlCaller {
    /// Calls as ``call(_:_:)`` does, and complains where that fails.
    func callOrComplain(_ request: ControlRequest, _ take: (ControlReply) async throws -> Bool) async throws {
        do {
            try await call(request, take)
        } catch let error as ControlError {
            throw Complaint(error)
        }
    }
}
