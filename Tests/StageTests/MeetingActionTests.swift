import Meetings
import Stage
import Testing

@Suite("What one can do in a meeting")
struct MeetingActionTests {
    private static let ana = ParticipantIdentifier.known("ana")
    private static let room = ParticipantIdentifier.known("b")

    /// One of each kind.
    static let all: [MeetingAction] = [
        .mute(ana, .audio), .mute(ana, .video), .askToUnmute(ana), .muteEveryone(.audio), .muteEveryone(.video),
        .moderate(.audio, isOn: true), .moderate(.video, isOn: false), .answerKnocking(.known("k"), isAdmitted: true),
        .answerKnocking(.known("k"), isAdmitted: false), .lobby(isOn: true), .grantModerator(ana), .kick(ana),
        .chat("hi", to: nil), .chat("hi", to: ana), .subject("Board"), .password(Secret("hush")),
        .startRecording(.file, streamKey: nil), .startRecording(.stream, streamKey: Secret("hush-hush")),
        .startRecording(.stream, streamKey: Secret("rtmps://live.test/hush-hush")),
        .startRecording(.local, streamKey: nil),
        .stopRecording(.file), .transcribe(isOn: true), .transcribe(isOn: false), .addBreakoutRoom("Blue"),
        .addBreakoutRoom(""), .closeBreakoutRoom(room), .removeBreakoutRoom(room), .send(ana, toRoom: room),
        .toggleHand,
        .toggleOwnAudio, .toggleOwnVideo, .tileView(isOn: true), .videoQuality(720), .hangUp, .endForAll,
    ]

    private var meeting: LiveMeeting {
        var meeting = LiveMeeting.withAnaAndBen()
        meeting.take("knockingParticipant", ["participant": ["id": "k", "name": "Zoe"]])
        meeting.take("breakoutRoomsUpdated", .rooms(["main": ["me", "ana", "ben"], "b": ["cem"]]))
        return meeting
    }

    @Test("an action is the command that it becomes, and is read from it again", arguments: all)
    func roundTrip(action: MeetingAction) {
        let command = action.command
        #expect(JitsiCommand.named(command.name) != nil, "\(command.name) is documented")
        #expect(MeetingAction(name: command.name, arguments: command.arguments) == action)
        let raw = MeetingAction.command(command)
        #expect(raw.command == command)
        #expect(raw.needsModerator == action.needsModerator)
        #expect(raw.harm == action.harm)
    }

    @Test(
        "a raw command has its defaults, and stays raw where the action would lose something",
        arguments: [
            ("muteEveryone", [], .muteEveryone(.audio)), ("muteRemoteParticipant", ["ana"], .mute(ana, .audio)),
            ("toggleModeration", [true], .moderate(.audio, isOn: true)), ("hangup", [], .hangUp),
            ("hangup", [false], nil), ("muteEveryone", ["desktop"], nil), ("muteEveryone", [3], nil),
            ("kickParticipant", [], nil), ("kickParticipant", ["two words"], nil),
            ("kickParticipant", ["ana", 1], nil),
            ("stopRecording", [], nil), ("stopRecording", ["file", true], nil),
            ("stopRecording", [.null, true], .transcribe(isOn: false)), ("startRecording", [], nil),
            ("startRecording", [[:]], nil), ("startRecording", [["mode": "file", "shouldShare": true]], nil),
            ("startRecording", [["mode": "stream", "rtmpStreamKey": "no address"]], nil),
            ("sendChatMessage", ["hi", "", true], nil), ("sendChatMessage", [1], nil),
            ("addBreakoutRoom", [], .addBreakoutRoom("")),
            ("setVideoQuality", [.number(0.5)], nil), ("toggleShareScreen", [], nil), ("noSuchCommand", [], nil),
        ] as [(String, [JSONValue], MeetingAction?)])
    func reading(name: String, arguments: [JSONValue], action: MeetingAction?) {
        #expect(MeetingAction(name: name, arguments: arguments) == action)
    }

    @Test("what cannot be undone is a kick, a moderator made, a room removed and the end; layout does no harm")
    func harm() {
        let worst = MeetingActionTests.all.filter { $0.harm == .cannotBeUndone }
        #expect(worst == [.grantModerator(Self.ana), .kick(Self.ana), .removeBreakoutRoom(Self.room), .endForAll])
        #expect(MeetingActionTests.all.filter { $0.harm == .none } == [.tileView(isOn: true), .videoQuality(720)])
        #expect(MeetingAction.command(StageCommand("noSuchCommand")).harm == .changesMeeting)
        #expect(MeetingAction.command(StageCommand("kickParticipant", [3])).harm == .cannotBeUndone)
        #expect(MeetingAction.command(StageCommand("toggleFilmStrip")).harm == .none)
    }

    @Test("a moderator can do all of it")
    func moderator() {
        for action in MeetingActionTests.all { #expect(action.reason(against: meeting) == nil, "\(action)") }
    }

    @Test("a participant cannot moderate, and is told why", arguments: all)
    func participant(action: MeetingAction) {
        var meeting = meeting
        meeting.take("participantRoleChanged", ["id": "me", "role": "participant"])
        #expect(
            action.reason(against: meeting) == (action.needsModerator ? "You are no moderator in this meeting." : nil))
        meeting.take("participantRoleChanged", ["id": "me", "role": "none"])
        #expect((action.reason(against: meeting) != nil) == action.needsModerator)
        let own: [MeetingAction] = [
            .chat("hi", to: nil), .startRecording(.file, streamKey: nil), .toggleHand, .toggleOwnAudio, .hangUp,
        ]
        if own.contains(action) { #expect(!action.needsModerator) }
    }

    @Test("before one is in, one can hang up, give the password, and nothing else", arguments: all)
    func outside(action: MeetingAction) {
        var meeting = LiveMeeting()
        let isHangUp = action == .hangUp
        #expect(action.reason(against: meeting) == (isHangUp ? nil : "You have not joined the meeting yet."))
        meeting.isInLobby = true
        meeting.asksForPassword = true
        let isPassword = action == .password(Secret("hush"))
        #expect(action.reason(against: meeting) == (isHangUp || isPassword ? nil : "You are waiting in the lobby."))
        meeting.hasLeft = true
        #expect(action.reason(against: meeting) == "You are out of the meeting.")
    }

    @Test(
        "what is so already, or of somebody who is not there, is refused",
        arguments: [
            (.mute(ana, .audio), "Ana is muted already."), (.mute(ana, .video), nil),
            (.mute(.known("me"), .audio), "That is you: there is an action for your own audio."),
            (.mute(.known("cem"), .audio), "Cem is in another room: Room b."),
            (.mute(.known("x"), .audio), "That person has left the meeting."),
            (.askToUnmute(.known("ben")), "Ben is not muted."), (.askToUnmute(ana), nil),
            (.grantModerator(.known("ben")), "Ben is a moderator already."),
            (.kick(.known("me")), "That is you: hang up."),
            (.answerKnocking(.known("x"), isAdmitted: true), "That guest does not knock any more."),
            (.chat(" ", to: nil), "There is nothing to say."), (.chat("hi", to: .known("me")), "That is you."),
            (.send(ana, toRoom: .known("x")), "There is no such breakout room."),
            (.send(.known("cem"), toRoom: room), "Cem is in that room already."),
            (.send(.known("cem"), toRoom: .known("main")), nil),
            (.moderate(.audio, isOn: true), "The audio is moderated already."), (.moderate(.video, isOn: true), nil),
            (.startRecording(.file, streamKey: nil), "It is recorded already (file)."),
            (.startRecording(.stream, streamKey: nil), "A stream needs its key."), (.stopRecording(.local), nil),
            (.transcribe(isOn: true), "The meeting is transcribed already."), (.transcribe(isOn: false), nil),
            (.removeBreakoutRoom(.known("b@breakout.meet.test")), nil),
            (.removeBreakoutRoom(.known("main")), "That is the main room."),
            (.videoQuality(0), "The video quality is a height from 1 to 4320 lines."),
        ] as [(MeetingAction, String?)])
    func already(action: MeetingAction, reason: String?) {
        var meeting = meeting
        meeting.take("participantMuted", ["id": "ana", "isMuted": true, "mediaType": "audio"])
        meeting.take("participantMuted", ["id": "ben", "isMuted": false, "mediaType": "audio"])
        meeting.take("participantRoleChanged", ["id": "ben", "role": "moderator"])
        meeting.take("moderationStatusChanged", ["mediaType": "audio", "enabled": true])
        meeting.take("recordingStatusChanged", ["on": true, "mode": "file", "transcription": true])
        #expect(action.reason(against: meeting) == reason)
    }

    @Test("titles name who and what, and never a secret", arguments: all)
    func titles(action: MeetingAction) {
        let title = action.title(in: meeting)
        #expect(!title.isEmpty && !title.contains("hush"))
        #expect(title != action.command.name)
        #expect(!MeetingAction.command(action.command).title(in: meeting).contains("hush"))
        #expect("\(action)".contains("hush") == false)
    }

    @Test("titles are imperatives")
    func someTitles() {
        let actions: [MeetingAction] = [
            .mute(Self.ana, .audio), .startRecording(.file, streamKey: nil),
            .answerKnocking(.known("k"), isAdmitted: true), .send(Self.ana, toRoom: Self.room), .kick(.known("zz")),
            .removing(
                BreakoutRoom(id: Self.room, jid: .known("b@breakout.meet.test"), name: "", isMain: false, count: 0)),
        ]
        #expect(
            actions.map { $0.title(in: meeting) } == [
                "Mute Ana", "Start recording (file)", "Admit Zoe", "Send Ana to Room b", "Kick zz", "Remove Room b",
            ])
    }

    @Test("the table names every command once, and marks the ones that hold secrets")
    func table() {
        #expect(Set(JitsiCommand.all.map(\.name)).count == JitsiCommand.all.count)
        #expect(JitsiCommand.all.allSatisfy { !$0.summary.isEmpty })
        #expect(JitsiCommand.all.map(\.name) == JitsiCommand.all.map(\.name).sorted())
        #expect(JitsiCommand.named("createBreakoutRoom") == nil, "there is no command of that name")
        #expect(
            JitsiCommand.all.filter(\.holdsSecret).map(\.name) == [
                "password", "setMediaEncryptionKey", "startRecording",
            ])
        #expect(JitsiCommand.named("password")?.needsModerator == true)
    }
}
