import ArgumentParser

/// Conferences of V4H.
struct ConferenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conference",
        abstract: "List, look at, request, run and end conferences.",
        subcommands: [
            ListConferences.self, ShowConference.self, RequestConference.self, StartConference.self,
            JoinConference.self, WatchConference.self, LeaveConference.self, CloseConference.self,
            UpdateConference.self, DeleteConference.self,
        ])
}
