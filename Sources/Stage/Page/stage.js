// The stage: puts a meeting into this page by the deployment's own external_api.js, tells gavel what happens in it, and
// has the live object do what gavel asks. What is said over the WebSocket is described in Sources/Stage/Wire.
"use strict";

(() => {
    /** What the page waits for by itself, in milliseconds; gavel's `open` says it anew. */
    const patience = { query: 5000, nextRoom: 5000, script: 10000 };
    /** How long a connection may take, and how long gavel, which pings, may be silent. */
    const connectTime = 10000;
    const silenceTime = 50000;
    /** The longest pause between two attempts to reach gavel. */
    const longestPause = 15000;
    /** How often gavel is called to be told that the meeting is over: for some ten minutes. */
    const mostAttemptsAfterwards = 50;
    /** How many events are kept while gavel is out of reach; the snapshot makes good what is lost. */
    const mostQueued = 2000;
    /** The most bytes of a text. */
    const longestText = 1000000;

    /** Events that the library raises without listing them, or that the stage cannot do without. */
    const essentialEvents = [
        "audioMuteStatusChanged", "breakoutRoomsUpdated", "displayNameChange", "dominantSpeakerChanged",
        "errorOccurred", "incomingMessage", "knockingParticipant", "largeVideoChanged", "moderationStatusChanged",
        "outgoingMessage",
        "participantJoined", "participantKickedOut", "participantLeft", "participantMuted", "participantRoleChanged",
        "passwordRequired", "prejoinVideoChanged", "raiseHandUpdated", "readyToClose", "recordingLinkAvailable",
        "recordingStatusChanged", "subjectChange", "transcribingStatusChanged", "videoConferenceJoined",
        "videoConferenceLeft", "videoMuteStatusChanged",
    ];

    /** A snapshot's members, each with the query that gives it; who is there comes last, so that nobody is missed. */
    const queries = [
        {
            isAudioMuted: ["isAudioMuted"], isAudioModerated: ["isModerationOn", "audio"],
            isVideoMuted: ["isVideoMuted"], isVideoModerated: ["isModerationOn", "video"],
        },
        { rooms: ["getRoomsInfo"], participants: ["getParticipantsInfo"] },
    ];

    /** This load of the page: gavel knows it again by this when the line was cut. */
    const page = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0"))
        .join("");

    /** The load before this one in the same tab, whose meeting this one may take up though its end was not heard. */
    const after = sessionStorage.getItem("gavel-stage-page") ?? undefined;
    sessionStorage.setItem("gavel-stage-page", page);

    const socketAddress = new URL("socket", location.href.replace(/^http/, "ws")).href;
    let socket = null;
    /** Whether gavel has said what this page is to it, so that it hears about the meeting. */
    let isLinked = false;
    /**
     * What gavel shows with every message, learnt from the one that opened the meeting: whoever has its port after it
     * is not believed.
     */
    let key = null;
    /** Whether gavel has nothing more for this page: it is not called again. */
    let isDismissed = false;
    let attempts = 0;
    let nextAttempt = null;
    let silence = null;
    let queue = [];

    /** The live object; null before it is there, and after it was disposed of. */
    let live = null;
    let hasBegun = false;
    /** Whether the meeting is over here, and what is to be told of that until gavel says that it has heard it. */
    let isOver = false;
    let ending = null;
    let localParticipant;
    let leftTimer = null;
    let isAsking = false;
    let asksAgain = false;

    // What is seen.
    const element = (selector) => document.querySelector(selector);
    const reload = () => location.reload();

    /** Says in the bar how it stands; the kind is good, waiting or bad. */
    function showStatus(kind, words) {
        const status = element("#status");
        status.dataset.kind = kind;
        status.textContent = words;
    }

    /** Shows a card of words in the meeting's place, with a button where there is something to press. */
    function showNotice(title, words, button, press) {
        element("#notice h1").textContent = title;
        element("#notice p").textContent = words;
        const knob = element("#notice button");
        knob.hidden = !button;
        knob.textContent = button ?? "";
        knob.onclick = press ?? null;
        element("#notice").hidden = false;
    }

    // The line to gavel.
    function connect() {
        clearTimeout(nextAttempt);
        nextAttempt = null;
        if (socket || isDismissed) return;
        const line = new WebSocket(socketAddress, "gavel-stage.1");
        socket = line;
        const limit = setTimeout(() => lose(line), connectTime);
        line.onopen = () => {
            clearTimeout(limit);
            attempts = 0;
            hear();
            line.send(JSON.stringify({ type: "hello", page, resumes: hasBegun, after }));
        };
        line.onmessage = (message) => {
            hear();
            if (socket === line) take(message.data);
        };
        line.onclose = () => { clearTimeout(limit); lose(line); };
    }

    /** Gavel was heard: it is looked for again when it is silent for too long. */
    function hear() {
        clearTimeout(silence);
        const line = socket;
        silence = setTimeout(() => lose(line), silenceTime);
    }

    function lose(line) {
        if (socket !== line) return;
        socket = null;
        isLinked = false;
        clearTimeout(silence);
        line.onopen = line.onmessage = line.onclose = null;
        line.close();
        if (isDismissed || (isOver && attempts >= mostAttemptsAfterwards)) return;
        const pause = Math.min(longestPause, 500 * 2 ** attempts) * (0.5 + Math.random() / 2);
        attempts += 1;
        nextAttempt = setTimeout(connect, pause);
        if (live) showStatus("waiting", "gavel is out of reach, the meeting goes on");
        else if (!isOver && !hasBegun) {
            showStatus("waiting", "gavel is out of reach");
            showNotice("gavel is out of reach", "It is looked for again and again. Is it, or a tunnel to it, closed?");
        }
    }

    /** Looks for gavel at once, where it is out of reach and there is a reason to hope. */
    function hurry() {
        if (nextAttempt === null) return;
        attempts = 0;
        connect();
    }

    /** Says something to gavel, now or when it is in reach again. */
    function tell(message) {
        const text = write(message);
        if (text === null) return;
        if (isLinked) return socket.send(text);
        if (message.type === "event") {
            const events = queue.filter((queued) => queued.isEvent);
            if (events.length >= mostQueued) queue.splice(queue.indexOf(events[0]), 1);
        }
        queue.push({ text, isEvent: message.type === "event" });
    }

    /** The text of a message; null where it cannot be one. Of an event that is too long, its name is told. */
    function write(message) {
        try {
            const text = JSON.stringify(message);
            if (text.length * 3 < longestText || new Blob([text]).size < longestText) return text;
        } catch {
            // What refers to itself cannot be written.
        }
        return message.type === "event" ? JSON.stringify({ type: "event", name: message.name, data: {} }) : null;
    }

    // What gavel says.
    const answers = {
        open: ({ meeting, patience: asked }) => {
            if (hasBegun) return answers.resume();
            Object.assign(patience, asked);
            isLinked = true;
            queue = [];
            open(meeting);
        },
        resume: () => {
            isLinked = true;
            if (live) {
                showStatus("good", "gavel is connected");
                tellLoaded();
            }
            for (const { text } of queue.splice(0)) socket.send(text);
            if (ending) tell(ending);
            if (live) ask();
        },
        run,
        ask,
        busy: () => {
            showStatus("waiting", "Another tab has the meeting");
            showNotice(
                "The meeting is open in another tab", "If you use this one, the other one leaves.", "Use this tab",
                () => socket?.send(JSON.stringify({ type: "takeOver" })));
        },
        replaced: () => {
            dismiss();
            showStatus("bad", "Another tab has taken over");
            showNotice("Another tab has taken over", "The meeting goes on there. You can close this tab.", "Look again",
                reload);
        },
        over: ({ words }) => {
            const isHeard = ending !== null;
            dismiss();
            if (isHeard) return;
            showStatus("bad", "This stage is over");
            showNotice("This stage is over", words);
        },
        ping: () => socket.send(JSON.stringify({ type: "pong" })),
    };

    function take(text) {
        const message = JSON.parse(text);
        if (key !== null && message.key !== key) return;
        if (message.type === "open") key = message.key;
        if (Object.hasOwn(answers, message.type)) answers[message.type](message);
    }

    /** There is nothing more to say: the meeting is gone from here, and gavel is not called again. */
    function dismiss() {
        isDismissed = true;
        isOver = true;
        dispose();
        socket?.close(1000);
    }

    // The meeting.
    /** Opens the meeting. Its token is known to nobody but this call and the library. */
    function open(meeting) {
        hasBegun = true;
        document.title = `${meeting.conference} – gavel`;
        element("#title").textContent = meeting.conference;
        showStatus("waiting", "Loading the meeting…");
        showNotice("Loading the meeting…", `It comes from ${meeting.origin}.`);
        const source = `${meeting.origin}/external_api.js`;
        const script = document.createElement("script");
        const limit = setTimeout(() => missing("in time"), patience.script);
        const missing = (how) => {
            clearTimeout(limit);
            script.onload = script.onerror = null;
            const words = `${source} did not load${how ? ` ${how}` : ""}.`;
            if (!isOver) fail("scriptMissing", source, `${words} Is the domain right, and in reach of this browser?`);
        };
        script.onerror = () => missing("");
        script.onload = () => { clearTimeout(limit); if (!isOver) make(meeting, source); };
        script.src = source;
        document.head.append(script);
    }

    function fail(fault, detail, words) {
        hasBegun = false;
        dispose();
        tell({ type: "failed", fault, detail });
        showStatus("bad", "The meeting did not open");
        showNotice("The meeting did not open", words, "Try again", reload);
    }

    /** Makes the live object (IFrame API: the constructor), and listens before anything can have happened. */
    function make(meeting, source) {
        try {
            element("#notice").hidden = true;
            element("#meeting").hidden = false;
            live = new window.JitsiMeetExternalAPI(new URL(meeting.origin).host, {
                roomName: meeting.room,
                width: meeting.width,
                height: meeting.height,
                parentNode: element("#meeting"),
                ...(meeting.token && { jwt: meeting.token }),
                ...(meeting.displayName && { userInfo: { displayName: meeting.displayName } }),
            });
            meeting.token = "";
            if (typeof live.executeCommand !== "function") throw new TypeError("it takes no commands");
            for (const name of new Set([...names("getSupportedEvents"), ...essentialEvents])) listen(name, meeting);
        } catch (error) {
            const detail = `${source} makes no meeting: ${error?.message ?? error}`;
            return fail("scriptUnusable", detail, `${detail}. The deployment may be of another kind, or broken.`);
        }
        if (isLinked) showStatus("good", "gavel is connected");
        else showStatus("waiting", "gavel is out of reach, the meeting goes on");
        tellLoaded();
    }

    /** The names that a getter of the live object gives; none where it lacks the getter, or the getter throws. */
    function names(getter) {
        try {
            const list = live[getter]();
            return Array.isArray(list) ? list.filter((name) => typeof name === "string") : [];
        } catch {
            return [];
        }
    }

    function tellLoaded() {
        tell({ type: "loaded", commands: names("getSupportedCommands"), events: names("getSupportedEvents") });
    }

    function listen(name, meeting) {
        const add = live.on ?? live.addListener ?? live.addEventListener;
        add.call(live, name, (data) => {
            if (!live) return;
            tell({ type: "event", name, data: data ?? {} });
            react(name, data, meeting);
        });
    }

    /** Does what an event asks of the page itself. */
    function react(name, data, meeting) {
        switch (name) {
        case "videoConferenceJoined":
            clearTimeout(leftTimer);
            localParticipant = data?.id;
            // Not by userInfo: the web app reads no avatar there.
            if (meeting.avatarUrl) attempt("avatarUrl", [meeting.avatarUrl]);
            break;
        case "videoConferenceLeft":
            // It is raised too where one only goes into another room.
            localParticipant = undefined;
            clearTimeout(leftTimer);
            leftTimer = setTimeout(() => finish("left"), patience.nextRoom);
            break;
        case "readyToClose": finish("readyToClose");
        }
    }

    function finish(why) {
        if (isOver) return;
        isOver = true;
        dispose();
        ending = { type: "over", why };
        if (isLinked) tell(ending);
        showStatus("waiting", "The meeting is over");
        showNotice("The meeting is over", "You can close this tab.");
    }

    function dispose() {
        clearTimeout(leftTimer);
        const gone = live;
        live = null;
        element("#meeting").hidden = true;
        try {
            gone?.dispose();
        } catch (error) {
            console.error(error);
        }
        element("#meeting").replaceChildren();
    }

    // What gavel asks of the live object.
    function run({ number, name, arguments: list }) {
        const reason = attempt(name, list);
        tell(reason ? { type: "notHandedOver", number, reason } : { type: "handedOver", number });
    }

    /** Has the live object carry a command out, also where it lists none; gives why it could not be asked, if so. */
    function attempt(name, list) {
        if (!live) return "the page has no meeting";
        const known = names("getSupportedCommands");
        if (known.length > 0 && !known.includes(name)) return `this deployment has no command ${name}`;
        try {
            live.executeCommand(name, ...list);
            return null;
        } catch (error) {
            return `the meeting's script failed: ${error?.message ?? error}`;
        }
    }

    /** Asks the live object how the meeting stands, each query with a limit, since none may ever be answered. */
    async function ask() {
        asksAgain = isAsking;
        if (isAsking) return;
        isAsking = true;
        const members = {};
        for (const round of queries) {
            await Promise.all(Object.entries(round).map(async ([name, [query, ...list]]) => {
                members[name] = await answer(query, list);
            }));
        }
        isAsking = false;
        if (live) tell({ type: "snapshot", localParticipant, ...members });
        if (asksAgain) ask();
    }

    /** A query's answer; undefined where it fails, is an error in an answer's clothes, or does not come in time. */
    async function answer(query, list) {
        let limit;
        const late = new Promise((resolve) => { limit = setTimeout(resolve, patience.query); });
        try {
            const value = await Promise.race([live[query](...list), late]);
            return value !== null && typeof value === "object" && "error" in value ? undefined : value;
        } catch {
            return undefined;
        } finally {
            clearTimeout(limit);
        }
    }

    addEventListener("pagehide", () => { if (isLinked) socket.send(JSON.stringify({ type: "leaving" })); });
    addEventListener("pageshow", (event) => { if (event.persisted) hurry(); });
    addEventListener("online", hurry);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) hurry(); });
    connect();
})();
