/// A meeting's domain as small as can be: its live object does nothing but what a test has it do.
///
/// In the page it is `meeting`: it keeps the commands that it was given, and `emit` raises an event. The Sandbox plays
/// whole meetings; here are the faults that no deployment should have, and some have.
enum FakeDeployment {
    static func start(script: String = FakeDeployment.script) throws -> LoopbackServer {
        try .files([
            "/external_api.js": ("text/javascript", script),
            "/room-1": ("text/html", "<!doctype html><title>room</title><p>The room.</p>"),
            "/other.html": ("text/html", "<!doctype html><title>other</title>"),
        ])
    }

    /// Loads, and makes nothing that could be a meeting.
    static let unusable = "window.JitsiMeetExternalAPI = undefined;"

    /// Knows no names, and lists no events.
    static let wordless =
        script + """
            JitsiMeetExternalAPI.prototype.getSupportedCommands = undefined;
            JitsiMeetExternalAPI.prototype.getSupportedEvents = () => { throw new Error("no"); };
            """

    static let script = """
        "use strict";
        window.JitsiMeetExternalAPI = class {
            constructor(domain, options) {
                this.domain = domain;
                this.options = { ...options, parentNode: undefined };
                this.listeners = new Map();
                this.commands = [];
                this.isDisposed = false;
                this.frame = document.createElement("iframe");
                this.frame.src = `http://${domain}/${options.roomName}`;
                this.frame.style.width = options.width;
                this.frame.style.height = options.height;
                options.parentNode.append(this.frame);
                window.meeting = this;
            }
            on(name, listener) { this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener]); }
            emit(name, data) { for (const listener of this.listeners.get(name) ?? []) listener(data); }
            getSupportedCommands() { return ["hangup", "subject", "avatarUrl", "throwing"]; }
            getSupportedEvents() { return ["participantJoined", "videoConferenceJoined", "customEvent"]; }
            executeCommand(name, ...list) {
                if (name === "throwing") throw new Error("thrown");
                this.commands.push([name, ...list]);
                if (name !== "hangup") return;
                this.emit("videoConferenceLeft", { roomName: "room-1" });
                this.emit("readyToClose");
            }
            getRoomsInfo() { return Promise.resolve({ rooms: [{ id: "room-1", participants: [] }] }); }
            getParticipantsInfo() { return [{ participantId: "local-1", displayName: "\\u001b[31mAna" }]; }
            isAudioMuted() { return Promise.resolve(true); }
            isVideoMuted() { return Promise.resolve({ error: {} }); }
            isModerationOn(media) { return media === "audio" ? new Promise(() => {}) : Promise.resolve(false); }
            dispose() {
                this.isDisposed = true;
                this.frame.remove();
            }
        };
        """
}
