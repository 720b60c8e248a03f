/**
 * A stand-in for Jitsi's `external_api.js`: the documented surface, spoken to the sandbox's meeting page.
 *
 * Commands return nothing and never say what became of them; queries are promises without an end; events tell the rest.
 */
class JitsiMeetExternalAPI extends Emitter {
    #frame;
    #origin;
    #options;
    #takeMessage = (message) => this.#take(message);

    /** Whether the meeting page has said a word: before that, commands wait, and queries are lost for ever. */
    #isAnswering = false;
    #waitingCommands = [];
    #queries = new Map();
    #lastQuery = 0;

    /** What the events have told, for the functions that answer at once. */
    #people = new Map();
    #local;
    #videoQuality;
    #isVisitor;

    constructor(domain, options = {}) {
        super();
        this.#options = options;
        this.#frame = makeFrame(domain, options);
        this.#origin = new URL(this.#frame.src).origin;
        window.addEventListener("message", this.#takeMessage);
        if (Array.isArray(options.invitees) && options.invitees.length > 0) this.invite(options.invitees);
    }

    // Commands.

    executeCommand(name, ...values) {
        if (!commandNames.includes(name)) {
            console.error("Not supported command name.");
            return;
        }
        const message = { type: "command", name, arguments: values };
        if (this.#isAnswering) this.#post(message);
        else this.#waitingCommands.push(message);
    }

    /** Each value is handed over as one argument, whatever the handbook shows. */
    executeCommands(commands) {
        for (const [name, value] of Object.entries(commands)) this.executeCommand(name, value);
    }

    getSupportedCommands() { return [...commandNames]; }
    getSupportedEvents() { return [...eventNames]; }

    startRecording(options) { this.executeCommand("startRecording", options); }
    stopRecording(mode, transcription) { this.executeCommand("stopRecording", mode, transcription); }
    pinParticipant(id, videoType) { this.executeCommand("pinParticipant", id, videoType); }
    setLargeVideoParticipant(id, videoType) { this.executeCommand("setLargeVideoParticipant", id, videoType); }
    resizeLargeVideo(width, height) { this.executeCommand("resizeLargeVideo", width, height); }
    setVirtualBackground(isOn, image) { this.executeCommand("setVirtualBackground", isOn, image); }
    toggleE2EE(isOn) { this.executeCommand("toggleE2EE", isOn); }

    // Listeners, by their deprecated names.

    addEventListener(name, listener) { this.on(name, listener); }

    addEventListeners(listeners) {
        for (const [name, listener] of Object.entries(listeners)) this.on(name, listener);
    }

    /** Takes every listener of the name away, as the real one does. */
    removeEventListener(name) { this.removeAllListeners(name); }

    removeEventListeners(names) { for (const name of names) this.removeEventListener(name); }

    // What is answered at once.

    getNumberOfParticipants() { return this.#people.size; }

    getParticipantsInfo() {
        return [...this.#people].map(([participantId, person]) => ({ participantId, ...person }));
    }

    getDisplayName(id) { return this.#people.get(id)?.displayName; }
    getEmail(id) { return this.#people.get(id)?.email; }
    getAvatarURL(id) { return this.#people.get(id)?.avatarURL; }
    getVideoQuality() { return this.#videoQuality; }
    isVisitor() { return this.#isVisitor; }
    getIFrame() { return this.#frame; }

    // What the meeting page is asked.

    getRoomsInfo() { return this.#ask("getRoomsInfo"); }
    isAudioMuted() { return this.#ask("isAudioMuted"); }
    isVideoMuted() { return this.#ask("isVideoMuted"); }
    isAudioAvailable() { return this.#ask("isAudioAvailable"); }
    isVideoAvailable() { return this.#ask("isVideoAvailable"); }
    isAudioDisabled() { return this.#ask("isAudioDisabled"); }
    isModerationOn(mediaType) { return this.#ask("isModerationOn", mediaType); }
    isParticipantForceMuted(id, mediaType) { return this.#ask("isParticipantForceMuted", id, mediaType); }
    isParticipantsPaneOpen() { return this.#ask("isParticipantsPaneOpen"); }
    isSharingScreen() { return this.#ask("isSharingScreen"); }
    isStartSilent() { return this.#ask("isStartSilent"); }
    isP2pActive() { return this.#ask("isP2pActive"); }
    getAvailableDevices() { return this.#ask("getAvailableDevices"); }
    getCurrentDevices() { return this.#ask("getCurrentDevices"); }
    isDeviceChangeAvailable(kind) { return this.#ask("isDeviceChangeAvailable", kind); }
    isMultipleAudioInputSupported() { return this.#ask("isMultipleAudioInputSupported"); }
    isDeviceListAvailable() { return Promise.resolve(true); }
    setAudioInputDevice(label, id) { return this.#ask("setAudioInputDevice", label, id); }
    setAudioOutputDevice(label, id) { return this.#ask("setAudioOutputDevice", label, id); }
    setVideoInputDevice(label, id) { return this.#ask("setVideoInputDevice", label, id); }
    getContentSharingParticipants() { return this.#ask("getContentSharingParticipants"); }
    getLivestreamUrl() { return this.#ask("getLivestreamUrl"); }
    getDeploymentInfo() { return this.#ask("getDeploymentInfo"); }
    getSessionId() { return this.#ask("getSessionId"); }
    getSharedDocumentUrl() { return this.#ask("getSharedDocumentUrl"); }
    listBreakoutRooms() { return this.#ask("listBreakoutRooms"); }
    getConnectionStats() { return this.#ask("getConnectionStats"); }
    captureLargeVideoScreenshot() { return this.#ask("captureLargeVideoScreenshot"); }
    captureCameraPicture(...values) { return this.#ask("captureCameraPicture", ...values); }

    /** The one query that is refused here, where it is no list with somebody in it. */
    invite(invitees) {
        if (!Array.isArray(invitees) || invitees.length === 0) return Promise.reject(new TypeError("Invalid Argument"));
        return this.#ask("invite", invitees);
    }

    /** Drops the listeners, and takes the frame out of the page; nobody is told, and nothing comes after it. */
    dispose() {
        window.removeEventListener("message", this.#takeMessage);
        this.removeAllListeners();
        this.#frame.remove();
    }

    // The line to the frame.

    #post(message) { this.#frame.contentWindow?.postMessage({ sandboxMeeting: 1, ...message }, this.#origin); }

    #ask(name, ...values) {
        return new Promise((resolve) => {
            if (!this.#isAnswering) return;
            this.#lastQuery += 1;
            this.#queries.set(this.#lastQuery, resolve);
            this.#post({ type: "query", number: this.#lastQuery, name, arguments: values });
        });
    }

    #take({ source, origin, data }) {
        if (source !== this.#frame.contentWindow || origin !== this.#origin || data?.sandboxMeeting !== 1) return;
        switch (data.type) {
        case "hello":
            this.#isAnswering = true;
            this.#post({ type: "hello" });
            for (const message of this.#waitingCommands.splice(0)) this.#post(message);
            break;
        case "answer":
            this.#queries.get(data.number)?.(data.result);
            this.#queries.delete(data.number);
            break;
        case "event":
            this.#note(data.name, data.data);
            this.emit(data.name, data.data);
            break;
        }
    }

    /** Notes what an event tells, before anybody hears of it. */
    #note(name, data) {
        switch (name) {
        case "ready":
            this.#options.onload?.();
            break;
        case "videoConferenceJoined": {
            const { id, displayName, formattedDisplayName, avatarURL, email, visitor } = data;
            this.#people.clear();
            this.#people.set(id, { displayName, formattedDisplayName, avatarURL, email });
            this.#local = id;
            this.#isVisitor = visitor;
            break;
        }
        case "videoConferenceLeft":
            this.#people.clear();
            this.#local = undefined;
            break;
        case "participantJoined":
            this.#people.set(data.id, {
                displayName: data.displayName, formattedDisplayName: data.formattedDisplayName, avatarURL: undefined,
                email: undefined,
            });
            break;
        case "participantLeft":
            this.#people.delete(data.id);
            break;
        case "participantKickedOut":
            if (data.kicked.id !== this.#local) this.#people.delete(data.kicked.id);
            break;
        case "displayNameChange":
            this.#change(data.id, {
                displayName: data.displayname, formattedDisplayName: data.formattedDisplayName,
            });
            break;
        case "emailChange":
            this.#change(data.id, { email: data.email });
            break;
        case "avatarChanged":
            this.#change(data.id, { avatarURL: data.avatarURL });
            break;
        case "videoQualityChanged":
            this.#videoQuality = data.videoQuality;
            break;
        }
    }

    #change(id, values) {
        const person = this.#people.get(id);
        if (person) Object.assign(person, values);
    }
}

window.JitsiMeetExternalAPI = JitsiMeetExternalAPI;
