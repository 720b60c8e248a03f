import Foundation
package import Meetings

/// Prompts and answers, line by line: what is said is only ever added, and nothing steers the terminal.
///
/// The terminal keeps its own line to be typed into, with its own keys for correcting it, so that there is nothing to
/// give back.
@MainActor
package final class Dialogue {
    /// What came of a question.
    package enum Answer: Hashable, Sendable {
        case line(String)

        /// Ctrl-C was pressed.
        case interrupted

        /// There is no more input: Ctrl-D was pressed, or the script is at its end.
        case end
    }

    /// What came of a question whose answer is not seen.
    package enum SecretAnswer: Hashable, Sendable {
        case secret(Secret)
        case interrupted
        case end
    }

    /// Whether somebody types the answers, and is to see the prompts.
    package let isInteractive: Bool

    private let write: @MainActor (String) -> Void
    private var reader: LineReader?
    private let input: Int32

    /// The prompt that stands, and waits for its answer.
    private var prompt: String?
    private var waiting: CheckedContinuation<Answer, Never>?

    /// Whether a line was asked for that has not come yet.
    private var isReading = false

    /// A line that came when nobody waited for it any more.
    private var arrived: Answer?
    private var hasEnded = false

    /// What a Ctrl-C is for while no question stands.
    private var onInterrupt: (@MainActor () -> Void)?

    /// Makes a dialogue; nothing is read or said yet.
    ///
    /// - Parameters:
    ///   - input: Where answers are read.
    ///   - isInteractive: Whether somebody types them.
    ///   - write: Writes text, whose lines are whole but for a prompt.
    package init(
        input: Int32 = STDIN_FILENO,
        isInteractive: Bool,
        write: @escaping @MainActor (String) -> Void
    ) {
        self.input = input
        self.isInteractive = isInteractive
        self.write = write
    }
}

extension Dialogue {
    /// The longest line that is said, in Unicode scalars.
    private static let longest = 1 << 18

    /// Says something, on lines of its own: below a prompt that stands, which then comes anew.
    ///
    /// - Parameter text: One line, or several with line breaks between them.
    package func say(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            SafeText(String($0), limit: Dialogue.longest).string + "\n"
        }
        write((prompt == nil ? "" : "\n") + lines.joined() + (prompt ?? ""))
    }

    /// Asks for a line.
    ///
    /// - Parameter prompt: What stands before it, with a blank at its end; a script is not shown it.
    /// - Returns: The line, or why there is none.
    package func ask(_ prompt: String) async -> Answer {
        guard !hasEnded else { return .end }
        stand(prompt)
        let answer: Answer
        if let arrived {
            self.arrived = nil
            answer = arrived
        } else {
            if !isReading { request() }
            answer = await withCheckedContinuation { waiting = $0 }
        }
        leavePrompt(after: answer)
        return answer
    }

    /// Asks for something that is not to be seen while it is typed.
    ///
    /// - Parameter prompt: As for ``ask(_:)``.
    /// - Returns: What was typed, be it nothing; a script's next line.
    package func askSecret(_ prompt: String) async -> SecretAnswer {
        guard isInteractive else {
            return switch await ask(prompt) {
            case .line(let line): .secret(Secret(line))
            case .interrupted: .interrupted
            case .end: .end
            }
        }
        self.prompt = SafeText(prompt).string
        let answer = await SecretPrompt.answer(to: SafeText(prompt).string)
        self.prompt = nil
        switch answer {
        case .typed(let secret): return .secret(secret)
        case .interrupted: return .interrupted
        case .gone: return .end
        case .unavailable:
            say("The terminal cannot be kept from showing what is typed, so it is not asked for.")
            return .secret(Secret(""))
        }
    }

    /// Waits for something that Ctrl-C may cancel.
    ///
    /// - Parameter body: What to wait for.
    /// - Returns: Nil where Ctrl-C was pressed.
    package func unlessInterrupted<Value: Sendable>(
        _ body: @escaping @MainActor () async -> Value
    ) async -> Value? {
        let task = Task { await body() }
        var wasInterrupted = false
        onInterrupt = {
            wasInterrupted = true
            task.cancel()
        }
        defer { onInterrupt = nil }
        let value = await task.value
        return wasInterrupted ? nil : value
    }

    /// Takes a Ctrl-C: the question that stands has no answer, and what was typed is forgotten.
    package func interrupt() {
        // Where it was pressed, the cursor stands behind it.
        if isInteractive { write("\n") }
        if waiting != nil { return finish(.interrupted) }
        onInterrupt?()
    }

    /// Writes the prompt anew, since something else has written to the terminal.
    package func standAgain() { if let prompt { write(prompt) } }

    /// Ends the dialogue: the question that stands has no answer, and neither has any other.
    package func end() {
        hasEnded = true
        reader = nil
        if prompt != nil { write("\n") }
        finish(.end)
    }
}

extension Dialogue {
    private func stand(_ prompt: String) {
        guard isInteractive else { return }
        let prompt = SafeText(prompt).string
        self.prompt = prompt
        write(prompt)
    }

    private func leavePrompt(after answer: Answer) {
        // Ctrl-D leaves the cursor behind the prompt.
        if answer == .end, prompt != nil, !hasEnded { write("\n") }
        prompt = nil
    }

    private func request() {
        let reader =
            reader
            ?? LineReader(descriptor: input) { [weak self] reading in
                Task { @MainActor in self?.take(reading) }
            }
        self.reader = reader
        isReading = true
        reader.request()
    }

    private func take(_ reading: LineReader.Reading) {
        isReading = false
        switch reading {
        case .line(let line): deliver(.line(line))
        case .end: deliver(.end)
        case .tooLong:
            say("The line is longer than \(LineReader.longest / 1024) KiB, and was left out.")
            deliver(.line(""))
        }
    }

    private func deliver(_ answer: Answer) {
        if waiting == nil { arrived = answer } else { finish(answer) }
    }

    private func finish(_ answer: Answer) {
        let waiting = waiting
        self.waiting = nil
        waiting?.resume(returning: answer)
    }
}
