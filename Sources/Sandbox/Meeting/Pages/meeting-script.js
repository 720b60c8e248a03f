/** What is said in a round that goes on. */
const words = [
    "Concordo com a conduta.", "Vamos pedir um novo raio-X.", "O leito 9 pode ter alta amanhã.",
    "Could we look at the images again?", "A família já foi avisada.", "Mantemos o antibiótico por mais dois dias.",
];

/** Plays what a cast does, in the meeting's own time. */
export class Script {
    #room;
    #cast;
    #pace;
    #timers = new Set();
    #beats = 0;

    /** `pace` says how many times as fast as in life it is played. */
    constructor(room, cast, pace) {
        this.#room = room;
        this.#cast = cast;
        this.#pace = pace;
    }

    begin() {
        for (const person of this.#cast.present) this.#room.join({ ...person });
        if (this.#cast.subject !== undefined) this.later(1, () => this.#room.setSubject(this.#cast.subject));
        const last = this.#cast.scenes.reduce((last, scene) => Math.max(last, scene.at), 0);
        for (const scene of this.#cast.scenes) this.later(scene.at, () => this.#play(scene));
        if (this.#cast.every) this.later(last + this.#cast.every, () => this.#beat());
        if (this.#cast.waiting.length > 0) this.later(6, () => this.#lookAtLobby());
    }

    /** Nothing happens any more. */
    end() {
        for (const timer of this.#timers) clearTimeout(timer);
        this.#timers.clear();
        this.#pace = 0;
    }

    /** Does something after so many of the meeting's seconds. */
    later(seconds, action) {
        if (this.#pace === 0) return;
        const timer = setTimeout(() => {
            this.#timers.delete(timer);
            action();
        }, (seconds * 1000) / this.#pace);
        this.#timers.add(timer);
    }

    #play({ does, who, words }) {
        const room = this.#room;
        switch (does) {
        case "join": return room.join({ ...who });
        case "leave": return room.leave(who.id);
        case "knock": return room.knock({ ...who });
        case "speak":
            room.speak(who.id);
            return room.writeDown(who.id, words);
        case "say": return room.say(who.id, words);
        case "whisper": return room.say(who.id, words, true);
        case "raise": return room.raise(who.id, true);
        case "lower": return room.raise(who.id, false);
        case "mute": return room.mute(who.id, "audio", true);
        case "show": return room.mayUnmute(room.people.get(who.id) ?? who, "video") && room.mute(who.id, "video", false);
        case "name": return room.rename(who.id, words);
        }
    }

    /** The round goes on: somebody speaks, and now and then a hand, a word or a microphone. */
    #beat() {
        this.#beats += 1;
        const others = this.#room.others();
        const who = others[this.#beats % Math.max(1, others.length)];
        if (who) {
            const said = words[this.#beats % words.length];
            this.#play({ does: "speak", who, words: said });
            if (who.hand) this.#play({ does: "lower", who });
            const other = others[(this.#beats + 2) % others.length];
            if (this.#beats % 4 === 1) this.#play({ does: "say", who: other, words: said });
            if (this.#beats % 5 === 2) this.#play({ does: "raise", who: other });
            if (this.#beats % 3 === 0 && other !== who) this.#play({ does: "mute", who: other });
        }
        this.later(this.#cast.every, () => this.#beat());
    }

    /** While the lobby is on, one after another knocks who is not there yet. */
    #lookAtLobby() {
        const room = this.#room;
        if (room.isLobbyOn) {
            const next = this.#cast.waiting.find(({ id }) => !room.people.has(id) && !room.knocking.has(id));
            if (next) room.knock({ ...next });
        }
        this.later(2, () => this.#lookAtLobby());
    }
}
