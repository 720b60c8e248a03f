// What the queries resolve to (reference, section 3).

/** The devices that a browser without cameras and microphones would show. */
const devices = {
    audioInput: [device("audioinput", "Microfone do consultório")],
    audioOutput: [device("audiooutput", "Alto-falantes")],
    videoInput: [device("videoinput", "Câmera do consultório")],
};

function device(kind, label) { return { deviceId: `sandbox-${kind}`, groupId: "sandbox", kind, label }; }

/** Makes the function that answers a query; one that nobody knows, and one that fails, throws. */
export function makeQueries(room) {
    const queries = {
        getRoomsInfo: () => ({ rooms: room.breakout.list() }),
        listBreakoutRooms: () => room.breakout.map(),
        isAudioMuted: () => room.local.audioMuted,
        isVideoMuted: () => room.local.videoMuted,
        isAudioAvailable: () => true,
        isVideoAvailable: () => true,
        isAudioDisabled: () => false,
        isModerationOn: (mediaType = "audio") => Boolean(room.moderated[mediaType]),
        isParticipantForceMuted: (id, mediaType = "audio") => {
            const person = room.people.get(id);
            return Boolean(person) && !room.mayUnmute(person, mediaType);
        },
        isParticipantsPaneOpen: () => false,
        isSharingScreen: () => false,
        isStartSilent: () => false,
        isP2pActive: () => (room.people.size === 2 ? true : null),
        getAvailableDevices: () => devices,
        getCurrentDevices: () => Object.fromEntries(Object.entries(devices).map(([kind, list]) => [kind, list[0]])),
        isDeviceChangeAvailable: () => true,
        isMultipleAudioInputSupported: () => true,
        setAudioInputDevice: () => undefined,
        setAudioOutputDevice: () => undefined,
        setVideoInputDevice: () => undefined,
        getContentSharingParticipants: () => ({ sharingParticipantIds: [] }),
        getLivestreamUrl: () => ({ livestreamUrl: undefined }),
        getDeploymentInfo: () => ({ environment: "sandbox", region: "loopback", shard: "sandbox-1" }),
        getSessionId: () => room.session,
        getSharedDocumentUrl: () => "",
        getConnectionStats: () => ({ bitrate: { download: 1200, upload: 800 }, connectionQuality: 100 }),
        captureLargeVideoScreenshot: () => ({ dataURL: document.createElement("canvas").toDataURL("image/png") }),
        captureCameraPicture: () => ({ error: "only on mobile browsers" }),
        invite: () => { throw new Error("nobody can be invited"); },
    };
    return (name, values) => {
        if (!Object.hasOwn(queries, name)) throw new Error("unknown query");
        return queries[name](...values);
    };
}
