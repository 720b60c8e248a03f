// Who comes to a meeting, and what they do there. All of them are invented.

/** An identifier as Jitsi gives them: eight hexadecimal digits, the same ones for the same number. */
function identifier(number) { return (0x1a2b3c00 + number * 7919).toString(16).padStart(8, "0"); }

function person(number, displayName, more = {}) {
    return { id: identifier(number), user: `sandbox-${number}`, displayName, ...more };
}

const ana = person(1, "Dra. Ana Beatriz Moraes", { audioMuted: false, videoMuted: false });
const carlos = person(2, "Enf. Carlos Henrique Souza", { videoMuted: false });
const fernanda = person(3, "Fernanda Lima (Fisioterapia)");
const juliana = person(4, "Dra. Juliana Sato", { videoMuted: false });
const joao = person(5, "João Pedro Álvares, R2");
const priya = person(6, "डॉ. प्रिया शर्मा");
const margaret = person(7, "Margaret O’Connell, RN");
const hana = person(8, "青木 花 🏥");
const raimundo = person(9, "Seu Raimundo (paciente)");
const layla = person(10, "د. ليلى حداد");
const accompanying = person(11, "Acompanhante do leito 12");

/** A round on a ward: some are there, others come, speak, ask, write and go; afterwards it goes on and on. */
function ward(isModerator) {
    return {
        present: [isModerator ? ana : { ...ana, role: "moderator" }, carlos, fernanda],
        waiting: [raimundo, layla, accompanying],
        scenes: [
            { at: 2, does: "join", who: juliana },
            { at: 3, does: "speak", who: ana, words: "Bom dia a todos, vamos começar o round." },
            { at: 4, does: "knock", who: raimundo },
            { at: 6, does: "say", who: carlos, words: "Bom dia! Os exames do leito 12 já estão no prontuário." },
            { at: 8, does: "join", who: joao },
            { at: 10, does: "raise", who: joao },
            { at: 13, does: "speak", who: joao, words: "Posso apresentar o caso do leito 7?" },
            { at: 14, does: "lower", who: joao },
            { at: 17, does: "join", who: priya },
            { at: 19, does: "say", who: priya, words: "नमस्ते, the echo images are in the shared folder. 🫀" },
            { at: 22, does: "whisper", who: fernanda, words: "Consegue abrir o tempo extra para a fisioterapia?" },
            { at: 25, does: "speak", who: juliana, words: "A saturação está estável desde ontem." },
            { at: 27, does: "join", who: margaret },
            { at: 29, does: "say", who: margaret, words: "Sorry, I am late: stroke alert. 🚑" },
            { at: 31, does: "mute", who: joao },
            { at: 33, does: "raise", who: fernanda },
            { at: 36, does: "leave", who: priya },
            { at: 38, does: "join", who: hana },
            { at: 40, does: "show", who: hana },
        ],
        every: 6,
    };
}

/** So many people, all of whom come within ten seconds. */
function crowd(count) {
    const first = ["Ana", "Bruno", "Cecília", "Diego", "Eloá", "Fábio", "Gabriela", "Heitor", "Íris", "João", "Kenji"];
    const last = ["Souza", "Lima", "Araújo", "Barros", "Conceição", "Prado", "Nakamura", "Sharma", "Haddad"];
    const people = Array.from({ length: count }, (_, index) => {
        const name = `${first[index % first.length]} ${last[index % last.length]} ${index + 1}`;
        return person(100 + index, name, { videoMuted: index % 9 !== 0 });
    });
    return {
        present: [],
        waiting: people.length > 0 ? [person(99, "Atrasado")] : [],
        scenes: people.map((who, index) => ({ at: (10 * index) / count, does: "join", who })),
        every: 0.5,
    };
}

/** People whose names and words would do something to a terminal, a page or a reader, if they were let. */
function hostile({ texts, long }) {
    const people = [...texts, long].map((text, index) => person(300 + index, text, { avatarURL: `javascript:${text}` }));
    const [speaker] = people;
    // Jitsi gives identifiers itself; whoever trusts it should not have to.
    const strange = [{ ...person(390, "id"), id: texts[0] }, { ...person(391, "long id"), id: long }];
    const scenes = people.flatMap((who, index) => [
        { at: index * 0.4 + 1, does: "speak", who, words: who.displayName },
        { at: index * 0.4 + 1.2, does: "say", who, words: who.displayName },
    ]);
    scenes.push(...strange.map((who, index) => ({ at: 2 + index, does: "join", who })));
    scenes.push(...texts.map((words, index) => ({ at: 1.5 + index, does: "name", who: speaker, words })));
    return {
        present: people, waiting: texts.map((text, index) => person(350 + index, text)), scenes, every: 5,
        subject: texts.join(""),
    };
}

/**
 * The cast that the server chose: who is there, who waits in the lobby, what happens when (in seconds after one has
 * joined), and how many seconds lie between what happens afterwards.
 */
export function makeCast(choice, isModerator) {
    switch (choice.kind) {
    case "still": return { ...ward(isModerator), scenes: [], every: undefined };
    case "crowd": return crowd(choice.count);
    case "hostile": return hostile(choice);
    case "empty": return { present: [], waiting: [], scenes: [], every: undefined };
    default: return ward(isModerator);
    }
}
