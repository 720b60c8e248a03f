// The sandbox's meeting: it asks the server who may come in, and plays the rest by itself.

import { makeCast } from "./meeting-cast.js";
import { makeCommands } from "./meeting-commands.js";
import { Door } from "./meeting-door.js";
import { Line } from "./meeting-line.js";
import { Page } from "./meeting-page.js";
import { makeQueries } from "./meeting-queries.js";
import { Room } from "./meeting-room.js";
import { Script } from "./meeting-script.js";
import { inTurns } from "./meeting-shapes.js";

/** How often the server is asked whether the meeting goes on, in milliseconds. */
const watchInterval = 1000;

const address = readAddress();
let run;
let answer = () => { throw new Error("nobody is in the meeting yet"); };
let isOver = false;

const line = new Line({ run: (name, values) => run(name, values), answer: (name, values) => answer(name, values) });
const tell = inTurns((name, data) => line.tell(name, data));
const page = new Page({ hangUp: () => run("hangup", []) });
const door = new Door({ server: { hasToken: Boolean(address.token), ask }, page, tell, handOver: play });
run = (name, values) => door.run(name, values);

tell("browserSupport", { supported: true });
tell("ready");
door.enter();

/** The room and what the fragment says: each value is JSON, and what is none is left out (reference, section 6). */
function readAddress() {
    const said = { __proto__: null };
    for (const pair of location.hash.slice(1).split("&")) {
        const [name, value] = pair.split("=");
        try {
            said[name] = JSON.parse(decodeURIComponent(value));
        } catch {
            if (name) console.error(`The parameter ${name} is no JSON.`);
        }
    }
    const room = decodeURIComponent(location.pathname.split("/").filter(Boolean).at(-1) ?? "");
    return { room, said, token: said.jwt ?? new URLSearchParams(location.search).get("jwt") ?? undefined };
}

/** Calls the server, where something is changed with the token; status 0 where it cannot be reached. */
async function ask(method, path, content) {
    try {
        const isChange = method === "POST";
        const response = await fetch(`/meetings/${encodeURIComponent(address.room)}${path}`, {
            method,
            headers: isChange ? { Authorization: `Bearer ${address.token}`, "Content-Type": "application/json" } : {},
            body: isChange ? JSON.stringify(content ?? {}) : undefined,
        });
        return { status: response.status, body: await response.json().catch(() => undefined) };
    } catch {
        return { status: 0 };
    }
}

/** Plays the meeting, as the server gave it. */
function play({ room: name, subject, local, host, session, cast, pace }) {
    const room = new Room({
        name, subject, host, session, tell: (event, data) => isOver || tell(event, data),
        local: {
            id: crypto.randomUUID().slice(0, 8),
            displayName: address.said["userInfo.displayName"] ?? local.name ?? "Fellow Jitster",
            email: address.said["userInfo.email"],
            avatarURL: local.avatar,
            role: local.isModerator ? "moderator" : "participant",
            audioMuted: address.said["config.startWithAudioMuted"] === true,
            videoMuted: address.said["config.startWithVideoMuted"] === true,
        },
    });
    const script = new Script(room, makeCast(cast, local.isModerator), pace);
    const { leave, endForAll } = watchEnd(room, script);
    run = makeCommands(room, { later: (seconds, action) => script.later(seconds, action), leave, endForAll });
    answer = makeQueries(room);
    room.enter();
    tell("conferenceCreatedTimestamp", { timestamp: Date.now() });
    tell("dataChannelOpened");
    if (subject) room.setSubject(subject);
    page.show(room);
    script.begin();
}

/** Has the meeting end for this page when its server says so, and gives what ends it from here. */
function watchEnd(room, script) {
    let isEnding = false;

    const finish = (sentence, error) => {
        if (isOver) return;
        if (error) tell("errorOccurred", error);
        isOver = true;
        script.end();
        tell("videoConferenceLeft", { roomName: room.name });
        tell("readyToClose");
        page.end(sentence);
    };
    const watch = async () => {
        if (isOver) return;
        const { status, body } = await ask("GET", "");
        // Whoever ends it hears of it as one who leaves.
        if (!isEnding && (body?.state === "ended" || status === 404)) {
            return finish("The meeting has ended.", {
                name: "conference.destroyed", message: "the meeting has ended", type: "CONFERENCE", isFatal: true,
            });
        }
        setTimeout(watch, watchInterval);
    };
    watch();

    return {
        leave: () => finish("You have left the meeting."),
        endForAll: async () => {
            isEnding = true;
            const { status } = await ask("POST", "/end");
            isEnding = false;
            if (status === 204) finish("You have ended the meeting for everybody.");
        },
    };
}
