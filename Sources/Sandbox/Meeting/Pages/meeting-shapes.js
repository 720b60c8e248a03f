// The events to which the handbook gives one form and the source another (reference, section 4): both come, in turns,
// so that whoever listens has to take both. The handbook's is the first.

const forms = {
    participantMuted: ({ id, isMuted, mediaType }) => [
        { participantId: id, isMuted, mediaType },
        { id, isMuted, mediaType },
    ],
    breakoutRoomsUpdated: (rooms) => [rooms, { rooms }],
    audioOnlyChanged: ({ isOn }) => [{ audioOnlyChanged: isOn }, { enabled: isOn }],
    largeVideoChanged: ({ id }) => [{ id }, {}],
    endpointTextMessageReceived: (message) => [message, { data: message }],
    transcriptionChunkReceived: (chunk) => [chunk, { data: chunk }],
    incomingMessage: (message) => [{ ...message, stamp: new Date().toISOString() }, message],
};

/** Makes a function that tells each event in one of its forms. */
export function inTurns(tell) {
    const turns = new Map();
    return (name, data = {}) => {
        if (name === "errorOccurred") return tell(name, errorForm(data));
        const all = forms[name]?.(data) ?? [data];
        const turn = turns.get(name) ?? 0;
        turns.set(name, turn + 1);
        tell(name, all[turn % all.length]);
    };
}

/** Errors of the connection have the source's form, those of the conference the handbook's. */
function errorForm(error) { return error.type === "CONNECTION" ? { error } : error; }
