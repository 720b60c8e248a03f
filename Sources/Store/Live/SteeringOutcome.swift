/// What became of a command that was given from outside the console.
package enum SteeringOutcome: Hashable, Sendable {
    /// An event, or what the meeting is now, shows that it was done.
    case confirmed

    /// The live object has it, and no event ever tells what comes of it.
    case handedOver

    /// The live object has it, but the event that would show it did not come in time.
    case unconfirmed

    /// It did not reach the live object, or an event says that it failed.
    case failed(String)

    /// The gate did not let it pass.
    case refused(String)

    /// It cannot be undone, and has to be agreed to; the words say what it does.
    case needsAgreement(String)
}
