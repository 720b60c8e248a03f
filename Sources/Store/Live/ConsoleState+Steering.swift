import Foundation
import Meetings
import Services
package import Stage

extension ConsoleState {
    /// Carries out a command that is about the meeting on the stage, or asks for what it needs.
    mutating func steer(_ command: Command, _ argument: String?) -> [Effect] {
        guard let stage else { return [] }
        if let action = try? meetingAction(command, argument) {
            return [.send(.carryOut(.steer(action, in: stage.meeting.conference), isConfirmed: false))]
        }
        switch command {
        case .chat: overlay = .prompt(.chat(to: nil))
        case .chatPrivately: overlay = stage.selectedParticipant.map { .prompt(.chat(to: $0)) } ?? overlay
        case .subject: overlay = .prompt(.subject(stage.live.subject?.string ?? ""))
        case .meetingPassword: overlay = .prompt(.meetingPassword(isAskedFor: stage.live.asksForPassword))
        case .startRecording: overlay = .prompt(.recording())
        case .addBreakoutRoom: overlay = .prompt(.breakoutRoom(count: stage.live.breakoutRooms.count))
        case .closeBreakoutRoom, .removeBreakoutRoom, .sendToBreakoutRoom, .videoQuality, .jitsi:
            openPalette(with: "\(CommandTable[command].name) ")
        case .newAddress:
            self.stage?.address = nil
            return [.freshStageAddress(of: stage.meeting.conference)]
        default: break
        }
        return []
    }

    /// What a command has the live object do, where nothing more has to be asked for.
    ///
    /// - Parameters:
    ///   - command: The command.
    ///   - argument: What was said along with its name.
    /// - Returns: Nil where a form or a choice asks for the rest.
    /// - Throws: `SteeringRefusal` where it cannot be done now.
    func meetingAction(_ command: Command, _ argument: String?) throws(SteeringRefusal) -> MeetingAction? {
        guard let stage else { throw SteeringRefusal("No stage is open: start or join a conference first.") }
        let live = stage.live
        switch command {
        case .mute: return .mute(try person(argument).id, .audio)
        case .stopVideo: return .mute(try person(argument).id, .video)
        case .askToUnmute: return .askToUnmute(try person(argument).id)
        case .muteEveryone: return .muteEveryone(argument.flatMap(MeetingMedia.init) ?? .audio)
        case .moderateAudio: return .moderate(.audio, isOn: argument.isOn ?? !live.moderated.contains(.audio))
        case .moderateVideo: return .moderate(.video, isOn: argument.isOn ?? !live.moderated.contains(.video))
        case .admit: return .answerKnocking(try guest().id, isAdmitted: true)
        case .reject: return .answerKnocking(try guest().id, isAdmitted: false)
        case .lobby: return .lobby(isOn: argument.isOn ?? !(stage.lobbyAskedFor ?? false))
        case .grantModerator: return .grantModerator(try person(argument).id)
        case .kick: return .kick(try person(argument).id)
        case .chat: return argument.map { .chat($0, to: nil) }
        case .chatPrivately:
            let id = try person(nil).id
            return argument.map { .chat($0, to: id) }
        case .subject: return argument.map { .subject($0) }
        case .startRecording:
            // A stream needs its key, which is never typed into the palette.
            guard let mode = argument.flatMap(RecordingMode.init), mode != .stream else { return nil }
            return .startRecording(mode, streamKey: nil)
        case .stopRecording:
            if let mode = argument.flatMap(RecordingMode.init) { return .stopRecording(mode) }
            guard let running = live.runningRecording else { throw SteeringRefusal("Nothing is being recorded.") }
            return .stopRecording(running)
        case .transcribe: return .transcribe(isOn: argument.isOn ?? !live.isTranscribing)
        case .addBreakoutRoom: return argument.map { .addBreakoutRoom($0) }
        case .closeBreakoutRoom: return try room(argument).map { .closeBreakoutRoom($0.id) }
        case .removeBreakoutRoom: return try room(argument).map { .removing($0) }
        case .sendToBreakoutRoom:
            let id = try person(nil).id
            return try room(argument).map { .send(id, toRoom: $0.id) }
        case .raiseHand: return .toggleHand
        case .microphone: return .toggleOwnAudio
        case .camera: return .toggleOwnVideo
        case .tileView: return .tileView(isOn: argument.isOn ?? !stage.isTiled)
        case .videoQuality: return argument.flatMap { Int($0) }.map { .videoQuality($0) }
        case .hangUp: return .hangUp
        case .endForAll: return .endForAll
        case .jitsi:
            guard let argument else { return nil }
            return try spokenAction(argument)
        default: return nil
        }
    }

    /// The participant that a command is about: who was named, or else who is selected.
    private func person(_ name: String?) throws(SteeringRefusal) -> Participant {
        guard let name else {
            guard let selected = stage?.selectedParticipant else { throw SteeringRefusal("Select somebody first.") }
            return selected
        }
        if let id = ParticipantIdentifier(name), let person = stage?.live[id] { return person }
        let all = stage?.live.participants ?? []
        let typed = name.lowercased()
        let same = all.filter { $0.name.string.lowercased() == typed }
        let found = same.isEmpty ? all.filter { $0.name.string.lowercased().hasPrefix(typed) } : same
        guard let first = found.first else {
            throw SteeringRefusal("Nobody here is called “\(SafeText(name, limit: 64))”.")
        }
        guard found.count == 1 else {
            throw SteeringRefusal("\(found.count) people are called so: select the one that is meant.")
        }
        return first
    }

    private func guest() throws(SteeringRefusal) -> KnockingGuest {
        guard let guest = stage?.foremostGuest else { throw SteeringRefusal("Nobody knocks.") }
        return guest
    }

    /// The breakout room of a name; nil where several are there to choose from.
    private func room(_ name: String?) throws(SteeringRefusal) -> BreakoutRoom? {
        let rooms = stage?.live.breakoutRooms.filter { !$0.isMain } ?? []
        guard !rooms.isEmpty else {
            throw SteeringRefusal(
                "There are no breakout rooms: \(keys.invocation(of: .addBreakoutRoom)) adds one.")
        }
        guard let name else { return rooms.count == 1 ? rooms.first : nil }
        let found = rooms.filter { $0.name.string.lowercased() == name.lowercased() || $0.id.text == name }
        guard let first = found.first else {
            throw SteeringRefusal("There is no breakout room “\(SafeText(name, limit: 64))”.")
        }
        return first
    }

    /// What `NAME [JSON]` has the live object do.
    private func spokenAction(_ line: String) throws(SteeringRefusal) -> MeetingAction {
        let name = line.prefix { !$0.isWhitespace }
        let rest = line.dropFirst(name.count).drop(while: \.isWhitespace)
        var arguments: [JSONValue] = []
        if !rest.isEmpty {
            guard let value = try? JSONReader.document(Data(rest.utf8)) else {
                throw SteeringRefusal(
                    "What stands behind \(SafeText(String(name), limit: 64)) is no JSON, such as [\"text\", true].")
            }
            if case .array(let all) = value { arguments = all } else { arguments = [value] }
        }
        return MeetingAction(StageCommand(String(name), arguments))
    }

    /// Why the live object cannot be asked to do something now.
    ///
    /// - Parameters:
    ///   - action: What is wanted.
    ///   - id: The conference it is wanted in.
    /// - Returns: The reason as a sentence; nil where it can be asked.
    func reason(against action: MeetingAction, in id: ConferenceIdentifier) -> String? {
        guard let stage, stage.meeting.conference == id else {
            return "The stage of \(naming(of: id)) is not open any more."
        }
        guard stage.isConnected else { return action == .hangUp ? nil : stage.page.reasonAgainstCommands }
        let name = action.command.name
        if !stage.supported.isEmpty, !stage.supported.contains(name) {
            let right = stage.supported.nearest(to: name).map { " Did you mean \($0)?" } ?? ""
            return "This meeting's Jitsi has no command “\(SafeText(name, limit: 64))”.\(right)"
        }
        if case .command(let command) = action, let right = JitsiCommand.named(name), right.harm == .cannotBeUndone {
            // What cannot be undone is asked about by what it is, and is to be said as that.
            return "\(command.name) takes these arguments: \(right.arguments.isEmpty ? "none" : right.arguments)."
        }
        do {
            try action.check()
        } catch {
            return error.title
        }
        return action.reason(against: stage.live)
    }
}

extension MeetingAction {
    /// What a command of the live object does, so that it is as safe as what it is otherwise called.
    init(_ command: StageCommand) {
        self = MeetingAction(name: command.name, arguments: command.arguments) ?? .command(command)
    }

    /// How much harm it can do, as the gate has it.
    package var safety: Safety {
        switch harm {
        case .none: .read
        case .changesMeeting: .write
        case .cannotBeUndone: .destructive
        }
    }
}

extension LiveMeeting {
    /// How the meeting is being recorded; nil where it is not.
    package var runningRecording: RecordingMode? {
        RecordingMode.allCases.first { if case .running = recordings[$0] { true } else { false } }
    }
}

/// Why something cannot be done in the meeting now, as a sentence.
struct SteeringRefusal: Error {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}

extension PageStatus {
    /// Why no command reaches the live object; to be asked where it is not connected.
    var reasonAgainstCommands: String {
        switch self {
        case .awaited: "The stage's page is not open yet."
        case .loading: "The stage's page still loads the meeting."
        case .connected: "The stage's page is open."
        case .cutOff: "Nothing is heard of the stage's page: it is waited for."
        }
    }
}

extension String? {
    /// What `on` and `off` say.
    fileprivate var isOn: Bool? { map { $0 == "on" } }
}
