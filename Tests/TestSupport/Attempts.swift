/// Does what has a limit of time with more and more of it, until it got as far as it is to get before the limit.
///
/// A test of a limit needs one that runs out at the right moment: with a short one a busy machine may not get that
/// far, and with a long one the test takes that long everywhere. So it begins with a short one, and where that was
/// too short has eight times as much, and sixty-four times as much at last.
///
/// - Parameters:
///   - first: The limit of the first attempt.
///   - isFarEnough: Whether an attempt got far enough.
///   - attempt: Does it within a limit.
/// - Returns: The outcome of the first attempt that got far enough, or else of the last one.
package func attempt<Outcome>(
    within first: Duration, until isFarEnough: (Outcome) -> Bool, _ attempt: (Duration) async throws -> Outcome
) async rethrows -> Outcome {
    for limit in [first, first * 8] {
        let outcome = try await attempt(limit)
        if isFarEnough(outcome) { return outcome }
    }
    return try await attempt(first * 64)
}
