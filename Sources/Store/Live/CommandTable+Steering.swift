import Stage

extension CommandTable {
    /// What is said to the meeting on the stage.
    static let steering: [CommandDeclaration] = [
        declare(.mute, "Mute", "Mute whoever is selected", ["s"], .live, with: .person, safety: .write, offered: true),
        declare(
            .askToUnmute, "Unmute", "Ask whoever is selected to unmute", ["u"], .live,
            with: .person, safety: .write, offered: true),
        declare(.admit, "Admit", "Let in who knocks", ["a"], .live, safety: .write, offered: true),
        declare(.reject, "Reject", "Send away who knocks", ["x"], .live, safety: .write, offered: true),
        declare(
            .chat, "Chat", "Write to everybody", ["c"], .live,
            with: .text("message"), safety: .write, offered: true),
        declare(
            .chatPrivately, "Write to", "Write to whoever is selected", ["C"], .live,
            with: .text("message"), safety: .write),
        declare(
            .kick, "Kick", "Send whoever is selected out", ["K"], .live,
            with: .person, safety: .destructive, offered: true),
        declare(
            .startRecording, "Record", "Record as file, stream or local", ["d"], .live,
            named: "record", with: .recordingMode, safety: .write, offered: true),
        declare(.stopRecording, "Stop rec.", "End the recording", ["D"], .live, with: .recordingMode, safety: .write),
        declare(
            .muteEveryone, "Mute all", "Mute everybody but yourself", ["S"], .live,
            with: .media, safety: .write, offered: true),
        declare(
            .subject, "Subject", "Set the meeting's subject", ["t"], .live,
            with: .text("words"), safety: .write, offered: true),
        declare(.hangUp, "Hang up", "Leave the meeting", ["e"], .live, safety: .write, offered: true),
        declare(.endForAll, "End", "End the meeting for all", ["X"], .live, safety: .destructive, offered: true),
        declare(
            .stopVideo, "No video", "Stop the video of whoever is selected", ["v"], .live,
            with: .person, safety: .write),
        declare(
            .moderateAudio, "Moderate", "Have people ask before they speak, or not", ["A"], .live,
            with: .onOrOff, safety: .write),
        declare(
            .moderateVideo, "Mod. video", "Have people ask before they show video", ["V"], .live,
            with: .onOrOff, safety: .write),
        declare(
            .grantModerator, "Promote", "Make whoever is selected a moderator", ["g"], .live,
            with: .person, safety: .destructive),
        declare(
            .lobby, "Lobby", "Have people knock before they come in", ["o"], .live,
            with: .onOrOff, safety: .write),
        declare(.meetingPassword, "Password", "Set the meeting's password, or give it", ["w"], .live, safety: .write),
        declare(
            .transcribe, "Transcribe", "Begin or end the transcription", ["I"], .live,
            with: .onOrOff, safety: .write),
        declare(
            .addBreakoutRoom, "Add room", "Add a breakout room", ["+"], .live,
            with: .text("name"), safety: .write),
        declare(
            .sendToBreakoutRoom, "Send to", "Send whoever is selected to a breakout room", [">"], .live,
            with: .breakoutRoom, safety: .write),
        declare(
            .closeBreakoutRoom, "Close room", "Bring people back from a breakout room", ["-"], .live,
            with: .breakoutRoom, safety: .write),
        declare(
            .removeBreakoutRoom, "Remove room", "Remove a breakout room", ["_"], .live,
            with: .breakoutRoom, safety: .destructive),
        declare(.raiseHand, "Hand", "Raise your hand, or lower it", ["f"], .live, safety: .write),
        declare(.microphone, "Microphone", "Mute or unmute yourself", ["M"], .live, safety: .write),
        declare(.camera, "Camera", "Stop or start your own video", ["N"], .live, safety: .write),
        declare(.tileView, "Tiles", "Show all side by side in the page, or one", ["z"], .live, with: .onOrOff),
        declare(.videoQuality, "Quality", "Set the height of the pictures", ["Z"], .live, with: .videoHeight),
        declare(.newAddress, "Address", "Make a new address of the stage's page", ["n"], .live, offered: true),
        declare(
            .jitsi, "Jitsi", "Say any command of the live object, with JSON", ["!"], .live,
            with: .jitsiCommand, safety: .write),
    ]
}
