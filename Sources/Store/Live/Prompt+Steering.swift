import Meetings
import Services
package import Stage

/// What a form about the meeting on the stage is for.
package enum SteeringForm: Hashable, Sendable {
    case chat(ParticipantIdentifier?)
    case subject
    case password
    case recording
    case breakoutRoom

    /// What ends the meeting for all has to be acknowledged by a word.
    case endForAll(word: String)
}

extension Prompt {
    static func chat(to person: Participant?) -> Prompt {
        Prompt(
            purpose: .steering(.chat(person?.id)),
            title: person.map { "To \($0.name) alone" } ?? "To everyone",
            hint: person == nil ? "Everybody in the meeting reads it." : "Only they read it, and you.",
            form: FormState(lines: [.init(.chatMessage, label: "Message")], button: "Send"))
    }

    static func subject(_ subject: String) -> Prompt {
        Prompt(
            purpose: .steering(.subject), title: "The meeting's subject", hint: "Everybody sees it.",
            form: FormState(lines: [.init(.subject, label: "Subject", text: subject)], button: "Set"))
    }

    static func meetingPassword(isAskedFor: Bool) -> Prompt {
        Prompt(
            purpose: .steering(.password),
            title: isAskedFor ? "The meeting asks for its password" : "The meeting's password",
            hint: isAskedFor
                ? "You get in with it." : "Whoever comes from now on is asked for it. Empty takes it away.",
            form: FormState(
                lines: [.init(.meetingPassword, label: "Password", isSecret: true)],
                button: isAskedFor ? "Enter" : "Set"))
    }

    static func recording() -> Prompt {
        Prompt(
            purpose: .steering(.recording), title: "Record the meeting",
            hint: "Into a file of the service's, as a live stream, or in the browser.",
            form: FormState(
                lines: [
                    .init(
                        .recordingMode, label: "As", text: RecordingMode.file.rawValue,
                        choices: RecordingMode.allCases.map(\.rawValue)),
                    .init(.streamKey, label: "Stream key", isSecret: true, placeholder: "for stream"),
                ],
                button: "Record"))
    }

    static func breakoutRoom(count: Int) -> Prompt {
        Prompt(
            purpose: .steering(.breakoutRoom), title: "Add a breakout room", hint: "It is empty at first.",
            form: FormState(
                lines: [.init(.breakoutRoom, label: "Name", text: "Breakout room \(max(1, count))")], button: "Add"))
    }

    /// The form in which it is acknowledged that a meeting ends for all.
    static func endForAll(_ stage: StageState) -> Prompt {
        let word = "end"
        let count = stage.live.participants.count
        let who = count == 1 ? "You are" : "All \(count) are"
        return Prompt(
            purpose: .steering(.endForAll(word: word)), title: "End \(stage.room) for all?",
            hint: "\(who) sent out, and the conference ends. Type “\(word)” to do it.",
            form: FormState(lines: [.init(.acknowledgement, label: "Type \(word)")], button: "End for all"))
    }
}

extension ConsoleState {
    /// Sends what a form about the meeting asks for.
    mutating func submit(_ steering: SteeringForm, _ form: FormState) -> [Effect] {
        guard let id = stage?.meeting.conference else {
            overlay = nil
            return []
        }
        let action: MeetingAction
        switch steering {
        case .chat(let person): action = .chat(form.text(.chatMessage), to: person)
        case .subject: action = .subject(form.text(.subject))
        case .password: action = .password(form.secret(.meetingPassword))
        case .recording:
            let mode = RecordingMode(rawValue: form.text(.recordingMode)) ?? .file
            let key = form.secret(.streamKey)
            action = .startRecording(mode, streamKey: mode == .stream && !key.isEmpty ? key : nil)
        case .breakoutRoom: action = .addBreakoutRoom(form.text(.breakoutRoom))
        case .endForAll(let word):
            guard form.text(.acknowledgement).lowercased() == word else {
                changeActiveForm { $0.complain(.acknowledgement, "is not “\(word)”: nothing was done") }
                return []
            }
            overlay = nil
            return [.send(.carryOut(.steer(.endForAll, in: id), isConfirmed: true))]
        }
        let order = Order.steer(action, in: id)
        do {
            try order.check()
        } catch {
            complain(error)
            return []
        }
        overlay = nil
        return [.send(.carryOut(order, isConfirmed: false))]
    }
}
