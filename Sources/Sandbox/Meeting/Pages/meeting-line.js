/** The line to the page that embeds the meeting; of a meeting that nobody embeds it ends nowhere. */
export class Line {
    #page = window.parent === window ? undefined : window.parent;

    /** Whom to speak to: the first origin that the embedding page has spoken from. */
    #origin;
    #waiting = [];
    #handlers;

    /**
     * Opens the line.
     *
     * `run(name, values)` does a command, `answer(name, values)` gives what a query resolves to.
     */
    constructor(handlers) {
        this.#handlers = handlers;
        if (!this.#page) return;
        window.addEventListener("message", (message) => this.#take(message));
        // It holds nothing that others may not hear.
        this.#page.postMessage({ sandboxMeeting: 1, type: "hello" }, "*");
    }

    /** Tells the page of an event; members without a value are left out, as in JSON. */
    tell(name, data = {}) { this.#post({ type: "event", name, data: JSON.parse(JSON.stringify(data)) }); }

    #post(message) {
        if (!this.#page) return;
        if (this.#origin === undefined) this.#waiting.push(message);
        else this.#page.postMessage({ sandboxMeeting: 1, ...message }, this.#origin);
    }

    #take({ source, origin, data }) {
        if (source !== this.#page || data?.sandboxMeeting !== 1) return;
        if (data.type === "hello" && this.#origin === undefined) {
            // Documents without an address have the origin "null", to which nothing can be addressed.
            this.#origin = origin === "null" ? "*" : origin;
            for (const message of this.#waiting.splice(0)) this.#post(message);
            return;
        }
        if (this.#origin === undefined || (this.#origin !== "*" && origin !== this.#origin)) return;
        if (data.type === "command") this.#handlers.run(data.name, data.arguments ?? []);
        if (data.type === "query") this.#answer(data);
    }

    /** Whatever goes wrong is a result with an error that says nothing: the promise there resolves. */
    async #answer({ number, name, arguments: values }) {
        let result;
        try {
            result = await this.#handlers.answer(name, values ?? []);
        } catch {
            result = { error: {} };
        }
        this.#post({ type: "answer", number, result });
    }
}
