/** What a visitor sees of a meeting: its subject, who is there, and what was written last. Texts are never markup. */
export class Page {
    #lines = new Map();
    #timer;

    constructor({ hangUp }) {
        this.find("hang-up").addEventListener("click", hangUp);
    }

    find(id) { return document.getElementById(id); }

    /** Says how it stands, in a sentence. */
    say(sentence) { this.find("standing").textContent = sentence; }

    /** Shows a meeting from now on. */
    show(room) {
        this.find("meeting").hidden = false;
        this.find("hang-up").hidden = false;
        room.addEventListener("change", () => this.#drawSoon(room));
        this.#draw(room);
    }

    /** The meeting is over for this page. */
    end(sentence) {
        clearTimeout(this.#timer);
        this.#timer = undefined;
        this.find("meeting").hidden = true;
        this.find("hang-up").hidden = true;
        this.say(sentence);
    }

    /** Many things may happen at once: they are drawn together. */
    #drawSoon(room) {
        this.#timer ??= setTimeout(() => {
            this.#timer = undefined;
            this.#draw(room);
        }, 60);
    }

    #draw(room) {
        const people = [room.local, ...room.others()];
        this.find("subject").textContent = room.subject ?? "";
        this.say(people.length === 1 ? "You are alone here." : `${people.length} people are here.`);
        const list = this.find("people");
        const ids = new Set(people.map((person) => person.id));
        for (const [id, line] of this.#lines) {
            if (ids.has(id)) continue;
            line.remove();
            this.#lines.delete(id);
        }
        for (const person of people) {
            let line = this.#lines.get(person.id);
            if (!line) {
                line = document.createElement("li");
                line.append(document.createElement("span"), document.createElement("span"));
                this.#lines.set(person.id, line);
                list.append(line);
            }
            this.#write(line.firstChild, person.isLocal ? `${person.displayName} (you)` : person.displayName);
            this.#write(line.lastChild, this.#marks(room, person));
            line.classList.toggle("speaks", room.speaker === person.id);
        }
        const last = room.chat.slice(-4).map(({ from, message }) => `${from}: ${message}`).join("\n");
        this.#write(this.find("chat"), last);
    }

    #write(element, text) { if (element.textContent !== text) element.textContent = text; }

    #marks(room, person) {
        const marks = [];
        if (person.role === "moderator") marks.push("moderator");
        if (person.hand) marks.push("✋");
        if (room.speaker === person.id) marks.push("speaks");
        else marks.push(person.audioMuted ? "muted" : "microphone on");
        if (!person.videoMuted) marks.push("camera on");
        return marks.join(" · ");
    }
}
