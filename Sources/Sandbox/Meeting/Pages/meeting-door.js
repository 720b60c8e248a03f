/** The way into a meeting: the token, and for those who do not lead it a password or a lobby. */
export class Door {
    #server;
    #page;
    #tell;
    #handOver;

    /** Gives what was said to the one who waits for it: a password, or undefined for turning away. */
    #answer = () => {};

    /** `handOver(invitation)` is called with what the server let one in with. */
    constructor({ server, page, tell, handOver }) {
        this.#server = server;
        this.#page = page;
        this.#tell = tell;
        this.#handOver = handOver;
    }

    /** Does a command while nobody is in yet; all others are lost, as where there is no conference. */
    run(name, [value]) {
        if (name === "password") this.#answer(String(value ?? ""));
        if (name === "hangup") this.#answer(undefined);
    }

    /** Asks to be let in, until one is, is refused, or turns away. */
    async enter() {
        if (!this.#server.hasToken) {
            return this.#refuse(
                "One needs a token to come in here: open the meeting with gavel, or by a guest's link.",
                "connection.passwordRequired", "CONNECTION", "the token is missing");
        }
        let password;
        while (true) {
            const { status, body } = await this.#server.ask("POST", "/join", { password });
            if (status !== 200) return this.#refuseFor(status, body);
            if (body.door === "password") {
                password = await this.#askForPassword();
                if (password === undefined) return this.#turnAway();
            } else if (body.door === "lobby" || body.door === "closed-lobby") {
                return this.#waitInLobby(body);
            } else {
                return this.#handOver(body);
            }
        }
    }

    #askForPassword() {
        this.#page.say("The meeting asks for a password.");
        this.#error("conference.passwordRequired", "CONFERENCE", "a password is needed", false);
        this.#tell("passwordRequired");
        return new Promise((resolve) => { this.#answer = resolve; });
    }

    /** Somebody inside lets one in, or does not, after three of the meeting's seconds. */
    async #waitInLobby(invitation) {
        this.#page.say("Somebody will let you in soon.");
        this.#error("conference.connectionError.membersOnly", "CONFERENCE", "the lobby is on", false);
        const isPatient = await new Promise((resolve) => {
            this.#answer = (said) => { if (said === undefined) resolve(false); };
            setTimeout(() => resolve(true), 3000 / invitation.pace);
        });
        if (!isPatient) return this.#turnAway();
        if (invitation.door === "lobby") return this.#handOver(invitation);
        this.#refuse(
            "Nobody has let you in.", "conference.connectionError.accessDenied", "CONFERENCE", "refused from the lobby");
    }

    #turnAway() {
        this.#page.end("You have not entered the meeting.");
        this.#tell("readyToClose");
    }

    #refuseFor(status, body) {
        const [name, type] = {
            401: ["connection.passwordRequired", "CONNECTION"],
            403: ["conference.connectionError.notAllowed", "CONFERENCE"],
            404: ["conference.destroyed", "CONFERENCE"],
            410: ["conference.destroyed", "CONFERENCE"],
        }[status] ?? ["connection.otherError", "CONNECTION"];
        const message = body?.message ?? `The server answered ${status}.`;
        this.#refuse(`One cannot come in: ${message}`, name, type, message);
    }

    #refuse(sentence, name, type, message) {
        this.#page.say(sentence);
        this.#error(name, type, message, true);
    }

    #error(name, type, message, isFatal) { this.#tell("errorOccurred", { name, message, type, isFatal }); }
}
