// The frame that the meeting is played in, and its address (reference, sections 1 and 6).

/** What a page with a meeting in it may let the meeting have. */
const frameRights = [
    "autoplay", "camera", "clipboard-write", "compute-pressure", "display-capture", "hid", "microphone",
    "screen-wake-lock", "speaker-selection",
];

/**
 * The scheme of the meeting's address.
 *
 * The real script always takes https. A sandbox on loopback has no certificate, so it is the scheme that this script
 * itself came by.
 */
const scheme = document.currentScript ? new URL(document.currentScript.src).protocol : "https:";

/** The address of a room: the token in the query and in the fragment, all else in the fragment as JSON. */
function meetingAddress(domain, options) {
    const address = new URL(`${scheme}//${domain}/${options.roomName ?? ""}`);
    if (options.jwt) address.searchParams.set("jwt", options.jwt);
    if (options.lang) address.searchParams.set("lang", options.lang);
    if (options.release) address.searchParams.set("release", options.release);
    const pairs = [];
    const add = (name, value) => pairs.push(`${name}=${encodeURIComponent(JSON.stringify(value))}`);
    const addAll = (prefix, values) => {
        for (const [name, value] of Object.entries(values ?? {})) {
            if (value !== undefined) add(`${prefix}.${name}`, value);
        }
    };
    if (options.jwt) add("jwt", options.jwt);
    addAll("userInfo", options.userInfo);
    addAll("config", options.configOverwrite);
    addAll("interfaceConfig", options.interfaceConfigOverwrite);
    addAll("devices", options.devices);
    addAll("iceServers", options.iceServers);
    address.hash = pairs.join("&");
    return address.href;
}

/** A length as a style sheet takes it; nothing where it is none, which nobody is told of. */
function frameLength(length) {
    if (typeof length === "number") return `${length}px`;
    const isLength = /^\d+(\.\d+)?(px|em|pt|%|d?vh|d?vw|[ls]v[hw])$/.test(String(length));
    return isLength ? String(length) : undefined;
}

let frameCount = 0;

/** Makes the frame of a meeting, and puts it into the page. */
function makeFrame(domain, options) {
    const frame = document.createElement("iframe");
    frame.id = frame.name = `jitsiConferenceFrame${frameCount}`;
    frameCount += 1;
    frame.allow = frameRights.join("; ");
    if (options.sandbox) frame.sandbox = options.sandbox;
    for (const side of ["width", "height"]) {
        const length = frameLength(options[side] ?? "100%");
        if (length) frame.style[side] = length;
    }
    frame.style.border = "0";
    frame.src = meetingAddress(domain, options);
    (options.parentNode ?? document.body).appendChild(frame);
    return frame;
}
