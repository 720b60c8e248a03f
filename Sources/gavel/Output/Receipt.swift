import Meetings

/// That something was done, where there is nothing else to tell.
struct Receipt: Sendable {
    /// What it was done to.
    let id: String

    /// What was done, such as `closed`.
    let done: String
}

extension Field where Subject == Receipt {
    /// What is told of something that was done.
    static var all: [Field] {
        [
            Field("id", "Id", in: .key, "What it was done to.") { .text($0.id) },
            Field("done", "Done", "What was done: requested, left, closed, updated, deleted, or loggedOut.") {
                .text($0.done)
            },
        ]
    }
}
