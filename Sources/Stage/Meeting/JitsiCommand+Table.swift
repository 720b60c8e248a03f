/// The rows of the reference's section 2, in its order.
extension JitsiCommand {
    static let moderation = [
        JitsiCommand("subject", "text", "set the subject", moderator: true, confirmation: "subjectChange"),
        JitsiCommand("localSubject", "text", "set the subject for this page alone", harm: .none),
        JitsiCommand(
            "password", "text", "give the password that is asked for, or lock the room; empty unlocks it",
            moderator: true, holdsSecret: true),
        JitsiCommand("toggleLobby", "true|false", "turn the lobby on or off", moderator: true),
        JitsiCommand(
            "answerKnockingParticipant", "lobby id, true|false", "admit or reject who knocks", moderator: true,
            confirmation: "participantJoined"),
        JitsiCommand(
            "kickParticipant", "id", "remove a person", moderator: true, harm: .cannotBeUndone,
            confirmation: "participantKickedOut"),
        JitsiCommand(
            "grantModerator", "id", "make a person a moderator", moderator: true, harm: .cannotBeUndone,
            confirmation: "participantRoleChanged"),
        JitsiCommand(
            "muteEveryone", #""audio"|"video"?"#, "mute everyone else", moderator: true,
            confirmation: "participantMuted"),
        JitsiCommand(
            "muteRemoteParticipant", #"id, "audio"|"video"?"#, "mute a person", moderator: true,
            confirmation: "participantMuted"),
        JitsiCommand(
            "toggleModeration", #"true|false, "audio"|"video"?"#, "let people speak or show only when allowed",
            moderator: true, confirmation: "moderationStatusChanged"),
        JitsiCommand("askToUnmute", "id", "ask a person to unmute, and allow it", moderator: true),
        JitsiCommand(
            "approveVideo", "id", "allow a person's video", moderator: true,
            confirmation: "moderationParticipantApproved"),
        JitsiCommand(
            "rejectParticipant", #"id, "audio"|"video"?"#, "take a person's leave to speak or show back",
            moderator: true,
            confirmation: "moderationParticipantRejected"),
        JitsiCommand(
            "setFollowMe", "true|false, recorder only true|false?", "have everyone follow your layout", moderator: true),
        JitsiCommand(
            "endConference", "", "end the meeting for everyone", moderator: true, harm: .cannotBeUndone,
            confirmation: "readyToClose"),
        JitsiCommand("hangup", "feedback true|false?", "leave the meeting", confirmation: "videoConferenceLeft"),
        JitsiCommand("overwriteConfig", "object", "change the page's configuration, where that is allowed"),
    ]

    static let rooms = [
        JitsiCommand(
            "addBreakoutRoom", "name?", "add a breakout room", moderator: true, confirmation: "breakoutRoomsUpdated"),
        JitsiCommand(
            "autoAssignToBreakoutRooms", "", "spread everyone over the breakout rooms", moderator: true,
            confirmation: "breakoutRoomsUpdated"),
        JitsiCommand(
            "closeBreakoutRoom", "room id", "send a room's people back to the main room", moderator: true,
            confirmation: "breakoutRoomsUpdated"),
        JitsiCommand(
            "removeBreakoutRoom", "room jid", "remove a breakout room", moderator: true, harm: .cannotBeUndone,
            confirmation: "breakoutRoomsUpdated"),
        JitsiCommand(
            "joinBreakoutRoom", "room id?", "go to a breakout room, or back to the main room",
            confirmation: "videoConferenceJoined"),
        JitsiCommand(
            "sendParticipantToRoom", "id, room id", "send a person to a room", moderator: true,
            confirmation: "breakoutRoomsUpdated"),
    ]

    static let own = [
        JitsiCommand("displayName", "text", "set your name", confirmation: "displayNameChange"),
        JitsiCommand("email", "text", "set your email address", confirmation: "emailChange"),
        JitsiCommand("avatarUrl", "URL", "set your picture", confirmation: "avatarChanged"),
        JitsiCommand("toggleAudio", "", "mute or unmute yourself", confirmation: "audioMuteStatusChanged"),
        JitsiCommand("toggleVideo", "", "stop or start your video", confirmation: "videoMuteStatusChanged"),
        JitsiCommand(
            "toggleShareScreen", "", "share your screen, or stop it; the browser asks which one",
            confirmation: "screenSharingStatusChanged"),
        JitsiCommand("toggleCamera", #""user"|"environment"?"#, "use another camera of a phone"),
        JitsiCommand("toggleCameraMirror", "", "mirror your own picture, or not", harm: .none),
        JitsiCommand("sendCameraFacingMode", #"id, "user"|"environment"?"#, "ask a person to turn the camera"),
        JitsiCommand(
            "setVideoQuality", "height", "limit the height of the pictures, such as 720", harm: .none,
            confirmation: "videoQualityChanged"),
        JitsiCommand("setAudioOnly", "true|false", "do without video, or not", confirmation: "audioOnlyChanged"),
        JitsiCommand("setNoiseSuppressionEnabled", "{enabled: true|false}", "suppress noise around you, or not"),
        JitsiCommand("setBlurredBackground", #""slight-blur"|"blur"|"none""#, "blur what is behind you"),
        JitsiCommand("setVirtualBackground", "true|false, data URL", "show a picture behind you"),
        JitsiCommand("toggleVirtualBackgroundDialog", "", "open or close the choice of backgrounds", harm: .none),
        JitsiCommand("setAssumedBandwidthBps", "bits a second; -1 assumes none", "assume a bandwidth", harm: .none),
        JitsiCommand("toggleRaiseHand", "", "raise or lower your hand", confirmation: "raiseHandUpdated"),
        JitsiCommand("setParticipantVolume", "id, 0 to 1", "hear a person louder or less", harm: .none),
    ]

    static let notes = [
        JitsiCommand(
            "sendChatMessage", "text, recipient id?, ignore privacy true|false?", "say something in the chat",
            confirmation: "outgoingMessage"),
        JitsiCommand("initiatePrivateChat", "id", "open the chat with a person", harm: .none),
        JitsiCommand("cancelPrivateChat", "", "go back to the chat with everyone", harm: .none),
        JitsiCommand("sendEndpointTextMessage", "id, text", "send a text to a person's page"),
        JitsiCommand("toggleChat", "", "show or hide the chat", harm: .none, confirmation: "chatUpdated"),
        JitsiCommand(
            "showNotification", "{title, description, uid?, type?, timeout?, customActions?}",
            "show a notice on this page", harm: .none),
        JitsiCommand("hideNotification", "uid", "hide a notice", harm: .none),
        JitsiCommand("overwriteNames", "[{id, name}]", "show people by other names on this page", harm: .none),
    ]

    static let recordings = [
        JitsiCommand(
            "startRecording", #"{mode: "file"|"stream"|"local", …}"#, "record, stream or transcribe",
            confirmation: "recordingStatusChanged", holdsSecret: true),
        JitsiCommand(
            "stopRecording", #""file"|"stream"|"local", transcription true|false?"#,
            "stop to record, stream or transcribe",
            confirmation: "recordingStatusChanged"),
        JitsiCommand("startShareVideo", "URL", "show a video to everyone"),
        JitsiCommand("stopShareVideo", "", "stop the video that you show"),
        JitsiCommand("toggleSubtitles", "", "show or hide the subtitles"),
        JitsiCommand("setSubtitles", "true|false, show true|false?, language?", "turn the subtitles on or off"),
        JitsiCommand("sendTones", "{tones, duration?, pause?}", "play telephone tones"),
        JitsiCommand(
            "toggleWhiteboard", "", "show or hide the whiteboard", confirmation: "whiteboardStatusChanged"),
        JitsiCommand("grantRecordingConsent", "unmute true|false", "agree to be recorded"),
    ]

    static let layout = [
        JitsiCommand("toggleTileView", "", "tiles, or the speaker", harm: .none, confirmation: "tileViewChanged"),
        JitsiCommand(
            "setTileView", "true|false", "tiles, or the speaker", harm: .none, confirmation: "tileViewChanged"),
        JitsiCommand(
            "toggleFilmStrip", "", "show or hide the small pictures", harm: .none,
            confirmation: "filmstripDisplayChanged"),
        JitsiCommand("resizeFilmStrip", "{width}", "set the width of the small pictures", harm: .none),
        JitsiCommand("resizeLargeVideo", "width, height", "set the size of the large picture", harm: .none),
        JitsiCommand("pinParticipant", #"id?, "camera"|"desktop"?"#, "keep a person in sight, or nobody", harm: .none),
        JitsiCommand(
            "setLargeVideoParticipant", #"id?, "camera"|"desktop"?"#, "show a person large, or who speaks", harm: .none,
            confirmation: "largeVideoChanged"),
        JitsiCommand(
            "toggleParticipantsPane", "true|false", "show or hide the list of people", harm: .none,
            confirmation: "participantsPaneToggled"),
    ]

    static let others = [
        JitsiCommand(
            "submitFeedback", "{score, message}", "say how the meeting was", confirmation: "feedbackSubmitted"),
        JitsiCommand("toggleE2EE", "true|false", "turn the end-to-end encryption on or off"),
        JitsiCommand("setMediaEncryptionKey", "JSON text", "set the key of the encryption", holdsSecret: true),
        JitsiCommand("toggleNoiseSuppression", "", "nothing: see setNoiseSuppressionEnabled", harm: .none),
        JitsiCommand("showPiP", "", "show the picture in a picture", harm: .none, confirmation: "pipEntered"),
        JitsiCommand("hidePiP", "", "hide the picture in a picture", harm: .none, confirmation: "pipLeft"),
        JitsiCommand("setMeetingTimer", "{duration, elapsed?}", "set the meeting's timer, or clear it"),
    ]
}
