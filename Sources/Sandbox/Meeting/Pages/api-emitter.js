/** What the IFrame API's object is first of all: an emitter of events, by the names of Node's (reference, section 1). */
class Emitter {
    #listeners = new Map();

    /** Has a function called with each event of a name from now on. */
    on(name, listener) {
        this.#listeners.set(name, [...this.#of(name), { listener, isOnce: false }]);
        return this;
    }

    addListener(name, listener) { return this.on(name, listener); }

    /** Has a function called with the next event of a name only. */
    once(name, listener) {
        this.#listeners.set(name, [...this.#of(name), { listener, isOnce: true }]);
        return this;
    }

    /** Takes one listener of a name away, the one that was added last. */
    removeListener(name, listener) {
        const index = this.#of(name).findLastIndex((entry) => entry.listener === listener);
        if (index >= 0) this.#listeners.set(name, this.#of(name).toSpliced(index, 1));
        return this;
    }

    off(name, listener) { return this.removeListener(name, listener); }

    /** Takes all listeners away, of a name or of all. */
    removeAllListeners(name) {
        if (name === undefined) this.#listeners.clear();
        else this.#listeners.delete(name);
        return this;
    }

    listenerCount(name) { return this.#of(name).length; }

    /** Calls the listeners of a name. */
    emit(name, ...values) {
        const entries = this.#of(name);
        for (const { listener, isOnce } of entries) {
            if (isOnce) this.removeListener(name, listener);
            listener(...values);
        }
        return entries.length > 0;
    }

    #of(name) { return this.#listeners.get(name) ?? []; }
}
