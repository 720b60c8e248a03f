import ArgumentParser

/// The stage of a running console, for scripts.
///
/// Its name is not that of `StageCommand`, which is what the live object is told.
struct StageCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stage",
        abstract: "Follow and steer the meeting that a running console has on its stage.",
        discussion: """
            A console that has started or joined a meeting lets gavel stage of the same user see it and steer it, \
            under the same rules: a read-only console stays so. It is called over a socket of its own, \
            stage-PROCESS.socket in $XDG_STATE_HOME/gavel.
            """,
        subcommands: [ListStages.self, ShowStage.self, FollowStage.self, RunOnStage.self])
}
