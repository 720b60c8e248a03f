import { BreakoutRooms } from "./meeting-breakout.js";

/**
 * A meeting as everybody in it sees it.
 *
 * Whatever is done to it is told by the IFrame API's events (reference, section 4). It neither asks who may do what nor
 * decides what people do: commands and the script do.
 */
export class Room extends EventTarget {
    /** Everybody by id, the page's own participant first. */
    people = new Map();
    knocking = new Map();

    /** What was said, the newest last. */
    chat = [];
    subject;
    speaker;
    isLobbyOn = false;

    /** The media that need a moderator's leave, and who has it. */
    moderated = { audio: false, video: false };
    approved = { audio: new Set(), video: new Set() };

    /** What is recorded just now, by mode, and whether it is written down. */
    recordings = new Set();
    isTranscribing = false;

    #tell;

    /**
     * Opens the meeting.
     *
     * `tell(name, data)` takes its events; `local` is who sits before this page; `host` stands in addresses,
     * and `session` names the meeting.
     */
    constructor({ name, subject, host, session, local, tell }) {
        super();
        Object.assign(this, { name, subject, host, session });
        this.#tell = (event, data) => {
            tell(event, data);
            this.dispatchEvent(new Event("change"));
        };
        this.local = { ...local, isLocal: true, place: "main" };
        this.people.set(local.id, this.local);
        this.breakout = new BreakoutRooms(this, this.#tell);
    }

    /** Enters the meeting, or another room of it. */
    enter() {
        const { id, displayName, email, avatarURL } = this.local;
        this.#tell("videoConferenceJoined", {
            roomName: this.name, id, displayName, formattedDisplayName: `${displayName} (me)`, email, avatarURL,
            breakoutRoom: this.local.place !== "main", visitor: false,
        });
        this.#tell("participantRoleChanged", { id, role: this.local.role });
        for (const person of this.others()) this.#announce(person);
    }

    /** Somebody from outside comes in. */
    join(person) {
        if (this.people.has(person.id)) return;
        const comer = { role: "participant", audioMuted: true, videoMuted: true, place: "main", ...person };
        this.people.set(comer.id, comer);
        if (this.isHere(comer)) this.#announce(comer);
    }

    /** Somebody goes. */
    leave(id) {
        const person = this.people.get(id);
        if (!person || person.isLocal) return;
        this.people.delete(id);
        if (this.speaker === id) this.speaker = undefined;
        if (this.isHere(person)) this.#tell("participantLeft", { id });
    }

    /** Everybody but the page's own participant who is in the same room as that one. */
    others() { return [...this.people.values()].filter((person) => !person.isLocal && this.isHere(person)); }

    isHere(person) { return person.place === this.local.place; }

    /** Tells of somebody who has just come into this room, first states of the media included. */
    #announce(person) {
        const { id, displayName, avatarURL } = person;
        this.#tell("participantJoined", {
            id, displayName, formattedDisplayName: displayName,
            userContext: person.user ? { id: person.user } : undefined,
        });
        if (avatarURL) this.#tell("avatarChanged", { id, avatarURL });
        if (person.role === "moderator") this.#tell("participantRoleChanged", { id, role: "moderator" });
        for (const mediaType of ["audio", "video"]) {
            this.#tell("participantMuted", { id, isMuted: person[`${mediaType}Muted`], mediaType });
        }
    }

    /** Brings somebody into another room of the meeting. */
    place(person, place) {
        if (person.place === place) return;
        const wasHere = this.isHere(person);
        person.place = place;
        if (wasHere) this.#tell("participantLeft", { id: person.id });
        if (this.isHere(person)) this.#announce(person);
    }

    mute(id, mediaType, isMuted) {
        const person = this.people.get(id);
        const name = `${mediaType}Muted`;
        if (!person || person[name] === isMuted) return;
        person[name] = isMuted;
        if (person.isLocal) this.#tell(`${mediaType}MuteStatusChanged`, { muted: isMuted });
        if (this.isHere(person)) this.#tell("participantMuted", { id, isMuted, mediaType });
    }

    /** Somebody speaks: with the microphone on, unless that needs leave; then the hand goes up instead. */
    speak(id) {
        const person = this.people.get(id);
        if (!person || !this.isHere(person)) return;
        if (!this.mayUnmute(person, "audio")) return this.raise(id, true);
        this.mute(id, "audio", false);
        if (this.speaker === id) return;
        this.speaker = id;
        this.#tell("dominantSpeakerChanged", { id });
        this.#tell("largeVideoChanged", { id });
    }

    mayUnmute(person, mediaType) {
        return !this.moderated[mediaType] || person.role === "moderator" || this.approved[mediaType].has(person.id);
    }

    raise(id, isRaised) {
        const person = this.people.get(id);
        if (!person || Boolean(person.hand) === isRaised) return;
        person.hand = isRaised ? Date.now() : 0;
        if (this.isHere(person)) this.#tell("raiseHandUpdated", { id, handRaised: person.hand });
    }

    setRole(id, role) {
        const person = this.people.get(id);
        if (!person || person.role === role) return;
        person.role = role;
        this.#tell("participantRoleChanged", { id, role });
    }

    rename(id, displayName) {
        const person = this.people.get(id);
        if (!person) return;
        person.displayName = displayName;
        const formattedDisplayName = person.isLocal ? `${displayName} (me)` : displayName;
        this.#tell("displayNameChange", { id, displayname: displayName, formattedDisplayName });
    }

    /** Changes what somebody's picture or address is. */
    describe(id, { avatarURL, email }) {
        const person = this.people.get(id);
        if (!person) return;
        if (avatarURL !== undefined) {
            person.avatarURL = avatarURL;
            this.#tell("avatarChanged", { id, avatarURL });
        }
        if (email !== undefined) {
            person.email = email;
            this.#tell("emailChange", { id, email });
        }
    }

    kick(id, kicker) {
        const person = this.people.get(id);
        if (!person) return;
        const tag = ({ id, isLocal, displayName }) => ({ id, local: Boolean(isLocal), name: displayName });
        this.#tell("participantKickedOut", { kicked: tag(person), kicker: tag(kicker) });
        this.leave(id);
    }

    /** Somebody else writes, to everybody or to the page's own participant. */
    say(id, message, isPrivate = false) {
        const person = this.people.get(id);
        if (!person || !this.isHere(person)) return;
        this.chat.push({ from: person.displayName, message });
        this.#tell("incomingMessage", { from: id, nick: person.displayName, privateMessage: isPrivate, message });
    }

    /** The page's own participant has written. */
    sent(message, isPrivate) {
        this.chat.push({ from: this.local.displayName, message });
        this.#tell("outgoingMessage", { message, privateMessage: isPrivate });
    }

    /** Somebody waits in the lobby: only moderators are told, and never that they have given up. */
    knock(person) {
        if (this.local.role !== "moderator" || this.people.has(person.id)) return;
        this.knocking.set(person.id, person);
        this.#tell("knockingParticipant", { participant: { id: person.id, name: person.displayName } });
    }

    /** Lets in who waits, or sends them away. */
    answerKnock(id, isAdmitted) {
        const person = this.knocking.get(id);
        this.knocking.delete(id);
        if (person && isAdmitted) this.join(person);
        this.dispatchEvent(new Event("change"));
    }

    setSubject(subject) {
        this.subject = subject;
        this.#tell("subjectChange", { subject });
    }

    /** Has speaking or showing need a moderator's leave, or not. */
    moderate(mediaType, isOn) {
        if (this.moderated[mediaType] === isOn) return;
        this.moderated[mediaType] = isOn;
        this.approved[mediaType].clear();
        this.#tell("moderationStatusChanged", { mediaType, enabled: isOn });
    }

    approve(id, mediaType, isApproved) {
        if (!this.moderated[mediaType] || !this.people.has(id)) return;
        this.approved[mediaType][isApproved ? "add" : "delete"](id);
        this.#tell(`moderationParticipant${isApproved ? "Approved" : "Rejected"}`, { id, mediaType });
    }

    /** A recording has begun, has ended, or did not begin for a reason. */
    record(mode, isOn, error) {
        if (!error) this.recordings[isOn ? "add" : "delete"](mode);
        this.#tell("recordingStatusChanged", { on: isOn, mode, error, transcription: this.isTranscribing });
    }

    transcribe(isOn) {
        if (this.isTranscribing === isOn) return;
        this.isTranscribing = isOn;
        this.#tell("transcribingStatusChanged", { on: isOn });
    }

    /** What somebody said was written down. */
    writeDown(id, words) {
        const person = this.people.get(id);
        if (!this.isTranscribing || !person || !this.isHere(person)) return;
        const { displayName: name, avatarURL: avatarUrl } = person;
        this.#tell("transcriptionChunkReceived", {
            language: "pt-BR", messageID: crypto.randomUUID(), participant: { id, name, avatarUrl }, final: words,
        });
    }

    /** An event that changes nothing here. */
    tell(name, data) { this.#tell(name, data); }
}
