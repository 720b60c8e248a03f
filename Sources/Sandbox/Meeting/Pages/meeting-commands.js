// What the commands do (reference, section 2). Those that are known and not here are taken, and do nothing one could
// see. None of them ever answers.

/** What others say to what was written to them, one after another. */
const replies = [
    "Obrigado, anotado.", "Certo, já verifico.", "Pode deixar.", "Thank you, I will check.", "Combinado 👍",
    "Sim, o exame está no prontuário.",
];

/**
 * Makes the function that does a command.
 *
 * `room` is the meeting; `later(seconds, action)` does something in the meeting's own time; `leave()` hangs up, and
 * `endForAll()` ends the meeting for everybody.
 */
export function makeCommands(room, { later, leave, endForAll }) {
    const local = room.local;
    const isModerator = () => local.role === "moderator";
    let messages = 0;
    const layout = { tileView: false, filmstrip: true, pane: false, chat: false, sharing: false };

    /** What only a moderator's call does; others' are dropped without a word. */
    const moderation = {
        subject: (text) => room.setSubject(String(text ?? "")),
        // Nothing tells that lock or lobby have changed.
        password: () => {},
        toggleLobby: (isOn) => { room.isLobbyOn = Boolean(isOn); },
        answerKnockingParticipant: (id, isAdmitted) => room.answerKnock(id, Boolean(isAdmitted)),
        kickParticipant: (id) => { if (id !== local.id) room.kick(id, local); },
        grantModerator: (id) => room.setRole(id, "moderator"),
        muteEveryone: (mediaType = "audio") => {
            for (const person of room.others()) room.mute(person.id, mediaType, true);
        },
        muteRemoteParticipant: (id, mediaType = "audio") => {
            if (id === local.id) toggle(mediaType);
            else room.mute(id, mediaType, true);
        },
        toggleModeration: (isOn, mediaType = "audio") => {
            room.moderate(mediaType, Boolean(isOn));
            if (!isOn) return;
            // Whoever is on may stay so; nobody who is off may come on without leave.
            for (const person of room.others()) {
                if (!person[`${mediaType}Muted`]) room.approved[mediaType].add(person.id);
            }
        },
        askToUnmute: (id) => {
            room.approve(id, "audio", true);
            // They are asked on their own screen, and mostly do.
            later(1.5, () => {
                room.raise(id, false);
                room.speak(id);
            });
        },
        approveVideo: (id) => {
            room.approve(id, "video", true);
            later(1.5, () => room.mute(id, "video", false));
        },
        rejectParticipant: (id, mediaType = "audio") => {
            room.approve(id, mediaType, false);
            room.mute(id, mediaType, true);
        },
        endConference: endForAll,
        startRecording: (options) => startRecording(options ?? {}),
        stopRecording: (mode, transcription) => stopRecording(mode, transcription),
        addBreakoutRoom: (name) => room.breakout.add(name),
        autoAssignToBreakoutRooms: () => room.breakout.assign(),
        closeBreakoutRoom: (id) => room.breakout.close(id),
        removeBreakoutRoom: (jid) => room.breakout.remove(jid),
        sendParticipantToRoom: (personId, id) => room.breakout.send(personId, id),
    };

    const everybody = {
        hangup: leave,
        localSubject: (text) => room.tell("subjectChange", { subject: String(text ?? "") }),
        displayName: (name) => room.rename(local.id, String(name ?? "").slice(0, 50)),
        email: (email) => room.describe(local.id, { email }),
        avatarUrl: (avatarURL) => room.describe(local.id, { avatarURL }),
        toggleAudio: () => toggle("audio"),
        toggleVideo: () => toggle("video"),
        toggleShareScreen: (options) => share(options?.enable ?? !layout.sharing),
        setVideoQuality: (height) => room.tell("videoQualityChanged", { videoQuality: Number(height) }),
        setAudioOnly: (isOn) => room.tell("audioOnlyChanged", { isOn: Boolean(isOn) }),
        toggleRaiseHand: () => room.raise(local.id, !local.hand),
        sendChatMessage: (text, to) => write(String(text ?? ""), to),
        sendEndpointTextMessage: (to, text) => answerEndpoint(to, text),
        toggleChat: () => {
            layout.chat = !layout.chat;
            room.tell("chatUpdated", { isOpen: layout.chat, unreadCount: 0 });
        },
        showNotification: ({ title, description } = {}) => room.tell("notificationTriggered", { title, description }),
        setSubtitles: (isOn) => room.transcribe(Boolean(isOn)),
        toggleSubtitles: () => room.transcribe(!room.isTranscribing),
        toggleWhiteboard: () => room.tell("whiteboardStatusChanged", { status: "INSTANTIATED" }),
        joinBreakoutRoom: (id) => room.breakout.send(local.id, id),
        setTileView: (isOn) => tile(Boolean(isOn)),
        toggleTileView: () => tile(!layout.tileView),
        toggleFilmStrip: () => {
            layout.filmstrip = !layout.filmstrip;
            room.tell("filmstripDisplayChanged", { visible: layout.filmstrip });
        },
        toggleParticipantsPane: (isOpen) => {
            layout.pane = Boolean(isOpen);
            room.tell("participantsPaneToggled", { open: layout.pane });
        },
        pinParticipant: (id) => room.tell("largeVideoChanged", { id }),
        setLargeVideoParticipant: (id) => room.tell("largeVideoChanged", { id }),
    };

    function toggle(mediaType) {
        const isMuted = local[`${mediaType}Muted`];
        if (isMuted && !room.mayUnmute(local, mediaType)) return;
        room.mute(local.id, mediaType, !isMuted);
    }

    function tile(isOn) {
        if (layout.tileView === isOn) return;
        layout.tileView = isOn;
        room.tell("tileViewChanged", { enabled: isOn });
    }

    function share(isOn) {
        layout.sharing = isOn;
        room.tell("screenSharingStatusChanged", { on: isOn, details: isOn ? { sourceType: "screen" } : {} });
        room.tell("contentSharingParticipantsChanged", { data: isOn ? [local.id] : [] });
    }

    /** Writes to everybody, or to one; every second message is answered. */
    function write(text, to) {
        if (text === "" || (to && !room.people.has(to))) return;
        room.sent(text, Boolean(to));
        messages += 1;
        const other = to ? room.people.get(to) : room.others()[messages % Math.max(1, room.others().length)];
        if (messages % 2 === 0 || !other || other.isLocal) return;
        const reply = replies[Math.floor(messages / 2) % replies.length];
        later(1.5, () => room.say(other.id, reply, Boolean(to)));
    }

    /** Who gets one sends it back. */
    function answerEndpoint(to, text) {
        const person = to ? room.people.get(to) : room.others()[0];
        if (!person) return;
        const senderInfo = { jid: `${encodeURIComponent(room.name)}@muc.${room.host}/${person.id}`, id: person.id };
        later(0.5, () => {
            room.tell("endpointTextMessageReceived", {
                senderInfo, eventData: { name: "endpoint-text-message", text: String(text ?? "") },
            });
        });
    }

    /** Begins a recording; what is refused the real one tells its console only, but for a stream without a key. */
    function startRecording({ mode, rtmpStreamKey, youtubeStreamKey, transcription }) {
        if (transcription) room.transcribe(true);
        if (mode === undefined) return;
        if (!["file", "stream", "local"].includes(mode) || room.recordings.has(mode)) {
            console.error(`No recording of mode ${mode} can be started.`);
        } else if (mode === "stream" && !rtmpStreamKey && !youtubeStreamKey) {
            console.error("No stream key was given.");
            room.record(mode, false, "no-stream-key");
        } else {
            later(mode === "local" ? 0 : 1, () => room.record(mode, true));
        }
    }

    function stopRecording(mode, transcription) {
        if (transcription) room.transcribe(false);
        if (mode === undefined) return;
        if (room.recordings.has(mode)) later(mode === "local" ? 0 : 1, () => room.record(mode, false));
        else console.error("There is no recording to stop.");
    }

    return (name, values) => {
        if (Object.hasOwn(moderation, name)) {
            if (isModerator()) moderation[name](...values);
        } else if (Object.hasOwn(everybody, name)) {
            everybody[name](...values);
        }
    };
}
