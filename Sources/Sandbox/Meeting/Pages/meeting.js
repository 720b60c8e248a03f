// The sandbox's meeting: it asks the server who may come in, and plays the rest by itself.

import { makeCast } from "./meeting-cast.js";
import { makeCommands } from "./meeting-commands.js";
import { Line } from "./meeting-line.js";
import { Page } from "./meeting-page.js";
import { makeQueries } from "./meeting-queries.js";
import { Room } from "./meeting-room.js";
import { Script } from "./meeting-script.js";
import { inTurns } from "./meeting-shapes.js";

/** How often the server is asked whether the meeting goes on, in milliseconds. */
const watchInterval = 1000;

const address = readAddress();
const meetingAddress = `/meetings/${encodeURIComponent(address.room)}`;
let run = () => {};
let answer = () => { throw new Error("nobody is in the meeting yet"); };
let isOver = false;

const line = new Line({ run: (name, values) => run(name, values), answer: (name, values) => answer(name, values) });
const tell = inTurns((name, data) => line.tell(name, data));
const page = new Page({ hangUp: () => run("hangup", []) });

tell("browserSupport", { supported: true });
tell("ready");
enter();

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

async function enter() {
    if (!address.token) {
        page.say("One needs a token to come in here: open the meeting with gavel, or by a guest's link.");
        tell("errorOccurred", {
            name: "connection.passwordRequired", message: "the token is missing", type: "CONNECTION", isFatal: true,
        });
        return;
    }
    const { status, body } = await ask("POST", "/join");
    if (status === 200) return play(body);
    const message = body?.message ?? `the server answered ${status}`;
    page.say(`One cannot come in: ${message}`);
    const [name, type] = {
        401: ["connection.passwordRequired", "CONNECTION"], 403: ["conference.connectionError.notAllowed", "CONFERENCE"],
        404: ["conference.destroyed", "CONFERENCE"], 410: ["conference.destroyed", "CONFERENCE"],
    }[status] ?? ["connection.otherError", "CONNECTION"];
    tell("errorOccurred", { name, message, type, isFatal: true });
}

/** Calls the server with the token; status 0 where it cannot be reached. */
async function ask(method, path = "") {
    try {
        const response = await fetch(meetingAddress + path, {
            method, headers: method === "POST" ? { Authorization: `Bearer ${address.token}` } : {},
        });
        return { status: response.status, body: await response.json().catch(() => undefined) };
    } catch {
        return { status: 0 };
    }
}

/** Plays the meeting, as the server gave it. */
function play({ room: name, subject, local, host, session, cast, pace }) {
    const room = new Room({
        name, subject, host, tell: (event, data) => isOver || tell(event, data),
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
    room.session = session;
    const script = new Script(room, makeCast(cast, local.isModerator), pace);

    /** The end for this page: the conference is left, the page may be closed. */
    const finish = (sentence, error) => {
        if (isOver) return;
        if (error) tell("errorOccurred", error);
        isOver = true;
        script.end();
        tell("videoConferenceLeft", { roomName: name });
        tell("readyToClose");
        page.end(sentence);
    };
    let isEnding = false;
    const endForAll = async () => {
        isEnding = true;
        const { status } = await ask("POST", "/end");
        isEnding = false;
        if (status === 204) finish("You have ended the meeting for everybody.");
    };
    const watch = async () => {
        if (isOver) return;
        const { status, body } = await ask("GET");
        // Whoever ends it hears of it as one who leaves.
        if (isEnding) {
            setTimeout(watch, watchInterval);
            return;
        }
        if (body?.state === "ended" || status === 404) {
            return finish("The meeting has ended.", {
                name: "conference.destroyed", message: "the meeting has ended", type: "CONFERENCE", isFatal: true,
            });
        }
        setTimeout(watch, watchInterval);
    };

    run = makeCommands(room, {
        later: (seconds, action) => script.later(seconds, action),
        leave: () => finish("You have left the meeting."),
        endForAll,
    });
    answer = makeQueries(room);
    room.enter();
    if (subject) room.setSubject(subject);
    page.show(room);
    script.begin();
    watch();
}
