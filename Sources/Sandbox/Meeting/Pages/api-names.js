// The names that the IFrame API documents (reference, sections 2 and 4). What a deployment lacks is taken out where the
// script is served; `missingCommands` stands before this file.

const commandNames = [
    // Room and moderation.
    "subject", "localSubject", "password", "toggleLobby", "answerKnockingParticipant", "kickParticipant",
    "grantModerator", "muteEveryone", "muteRemoteParticipant", "toggleModeration", "askToUnmute", "approveVideo",
    "rejectParticipant", "setFollowMe", "endConference", "hangup", "overwriteConfig",
    // Local media and identity.
    "displayName", "email", "avatarUrl", "toggleAudio", "toggleVideo", "toggleShareScreen", "toggleCamera",
    "toggleCameraMirror", "sendCameraFacingMode", "setVideoQuality", "setAudioOnly", "setNoiseSuppressionEnabled",
    "setBlurredBackground", "setVirtualBackground", "toggleVirtualBackgroundDialog", "setAssumedBandwidthBps",
    "toggleRaiseHand", "setParticipantVolume",
    // Chat, notes to people.
    "sendChatMessage", "initiatePrivateChat", "cancelPrivateChat", "sendEndpointTextMessage", "toggleChat",
    "showNotification", "hideNotification", "overwriteNames",
    // Recording, streaming, captions, shared media.
    "startRecording", "stopRecording", "startShareVideo", "stopShareVideo", "toggleSubtitles", "setSubtitles",
    "sendTones", "toggleWhiteboard", "grantRecordingConsent",
    // Breakout rooms.
    "addBreakoutRoom", "autoAssignToBreakoutRooms", "closeBreakoutRoom", "removeBreakoutRoom", "joinBreakoutRoom",
    "sendParticipantToRoom",
    // Layout.
    "toggleTileView", "setTileView", "toggleFilmStrip", "resizeFilmStrip", "resizeLargeVideo", "pinParticipant",
    "setLargeVideoParticipant", "toggleParticipantsPane",
    // Others.
    "submitFeedback", "toggleE2EE", "setMediaEncryptionKey", "toggleNoiseSuppression", "showPiP", "hidePiP",
    "setMeetingTimer",
].filter((name) => !missingCommands.includes(name));

const eventNames = [
    // Life of the conference.
    "ready", "browserSupport", "prejoinScreenLoaded", "videoConferenceJoined", "videoConferenceLeft", "readyToClose",
    "conferenceCreatedTimestamp", "passwordRequired", "errorOccurred", "subjectChange", "suspendDetected",
    "peerConnectionFailure", "p2pStatusChanged", "dataChannelOpened", "dataChannelClosed",
    // People.
    "participantJoined", "participantLeft", "participantKickedOut", "participantRoleChanged", "displayNameChange",
    "emailChange", "avatarChanged", "dominantSpeakerChanged", "raiseHandUpdated", "knockingParticipant",
    "breakoutRoomsUpdated",
    // Mute and moderation.
    "audioMuteStatusChanged", "videoMuteStatusChanged", "participantMuted", "audioAvailabilityChanged",
    "videoAvailabilityChanged", "moderationStatusChanged", "moderationParticipantApproved",
    "moderationParticipantRejected", "screenSharingStatusChanged", "contentSharingParticipantsChanged",
    "audioOnlyChanged",
    // Chat.
    "incomingMessage", "outgoingMessage", "chatUpdated", "endpointTextMessageReceived",
    "nonParticipantMessageReceived",
    // Recording and captions.
    "recordingStatusChanged", "recordingLinkAvailable", "recordingConsentDialogOpen", "transcribingStatusChanged",
    "transcriptionChunkReceived", "audioOrVideoSharingToggled", "fileUploaded", "fileDeleted",
    // Devices, layout, rest; `largeVideoChanged` and `prejoinVideoChanged` are raised, but not listed.
    "cameraError", "micError", "deviceListChanged", "tileViewChanged", "filmstripDisplayChanged",
    "toolbarVisibilityChanged", "participantsPaneToggled", "videoQualityChanged", "notificationTriggered",
    "customNotificationActionTriggered", "toolbarButtonClicked", "participantMenuButtonClick",
    "whiteboardStatusChanged", "faceLandmarkDetected", "feedbackSubmitted", "feedbackPromptDisplayed", "mouseEnter",
    "mouseLeave", "mouseMove", "log", "computePressureChanged", "pipEntered", "pipLeft",
];
