/** The breakout rooms of a meeting; its main room is one of them. */
export class BreakoutRooms {
    #room;
    #tell;

    /** The rooms besides the main one, by id: their names. */
    #names = new Map();

    constructor(room, tell) {
        this.#room = room;
        this.#tell = tell;
    }

    get ids() { return [...this.#names.keys()]; }

    add(name) {
        this.#names.set(crypto.randomUUID(), name || `Sala de apoio ${this.#names.size + 1}`);
        this.update();
    }

    /** Everybody in it goes back to the main room; it stays. */
    close(id) {
        if (!this.#names.has(id)) return;
        for (const person of this.#peopleIn(id)) this.#move(person, "main");
        this.update();
    }

    /** Removes a room by its jid; one with people in it stays. */
    remove(jid) {
        const id = this.ids.find((id) => this.#jid(id) === jid);
        if (id === undefined || this.#peopleIn(id).length > 0) return;
        this.#names.delete(id);
        this.update();
    }

    /** Brings somebody into a room; no id, or the main room's, means back. */
    send(personId, id) {
        const person = this.#room.people.get(personId);
        const place = id === undefined || id === this.#mainId ? "main" : id;
        if (!person || (place !== "main" && !this.#names.has(place))) return;
        this.#move(person, place);
        this.update();
    }

    /** Shares everybody else out. */
    assign() {
        const ids = this.ids;
        if (ids.length === 0) return;
        this.#room.others().forEach((person, index) => this.#move(person, ids[index % ids.length]));
        this.update();
    }

    update() { this.#tell("breakoutRoomsUpdated", this.map()); }

    /** All rooms by id, as the event and `listBreakoutRooms` give them. */
    map() {
        const rooms = [this.#describe("main", this.#mainId, this.#room.name)];
        for (const [id, name] of this.#names) rooms.push(this.#describe(id, id, name));
        return Object.fromEntries(rooms.map((room) => [room.id, room]));
    }

    /** All rooms as `getRoomsInfo` gives them. */
    list() {
        const hasRooms = this.#names.size > 0;
        return ["main", ...this.ids].map((place) => ({
            isMainRoom: place === "main",
            id: place === "main" ? this.#mainId : place,
            jid: this.#jid(place),
            participants: this.#peopleIn(place).map((person) => ({
                id: person.id,
                // Where there is one room only, the page's own participant has none.
                jid: person.isLocal && !hasRooms ? undefined : `${this.#jid(place)}/${person.id}`,
                role: person.role,
                displayName: person.displayName,
                avatarUrl: person.avatarURL,
                userContext: person.user ? { id: person.user } : undefined,
            })),
        }));
    }

    get #mainId() { return this.#jid("main"); }

    #peopleIn(place) { return [...this.#room.people.values()].filter((person) => person.place === place); }

    #jid(place) {
        const { name, host } = this.#room;
        return place === "main" ? `${encodeURIComponent(name)}@muc.${host}` : `${place}@breakout.${host}`;
    }

    #describe(place, id, name) {
        const participants = Object.fromEntries(
            this.#peopleIn(place).map((person) => {
                const jid = `${this.#jid(place)}/${person.id}`;
                return [jid, { jid, role: person.role, displayName: person.displayName }];
            }));
        return { id, jid: this.#jid(place), name, isMainRoom: place === "main" || undefined, participants };
    }

    /** The page's own participant leaves one room and joins another; others are seen to come and go. */
    #move(person, place) {
        if (person.place === place) return;
        if (!person.isLocal) return this.#room.place(person, place);
        this.#tell("videoConferenceLeft", { roomName: this.#room.name });
        person.place = place;
        this.#room.enter();
    }
}
