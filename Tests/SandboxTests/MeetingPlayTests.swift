import Foundation
import Meetings
import Sandbox
import TestSupport
import Testing

@Suite("A meeting in the sandbox", .timeLimit(.minutes(10)), .enabled(if: Chromium.isInstalled), .serialized)
struct MeetingPlayTests {
    /// A command, and what shows that it was done: an event of a name for which a test is true.
    private struct Step: Sendable {
        let command: String
        let event: String
        let test: String

        init(_ command: String, _ event: String, _ test: String = "true") {
            (self.command, self.event, self.test) = (command, event, test)
        }
    }

    @Test("On a ward people come, speak, ask, write, knock and go, and each doubtful event comes in both shapes")
    func ward() async throws {
        try await MeetingStand.withStand(MeetingConfiguration(pace: 40)) { stand in
            let meeting = try await stand.start()
            let tab = try await stand.open(meeting.room, jwt: meeting.jwt)
            let played = [
                "videoConferenceJoined", "participantRoleChanged", "subjectChange", "participantJoined",
                "participantMuted", "dominantSpeakerChanged", "raiseHandUpdated", "incomingMessage",
                "knockingParticipant", "participantLeft", "largeVideoChanged", "browserSupport", "ready",
            ]
            for name in played { try await tab.wait(until: "told('\(name)')") }
            #expect(try await tab.evaluate("told('subjectChange').subject") == "Round multiprofissional")
            #expect(try await tab.evaluate("told('videoConferenceJoined').roomName") == .string(meeting.room))
            #expect(try await tab.evaluate("told('knockingParticipant').participant.name") == "Seu Raimundo (paciente)")
            let pairs = [
                ("participantMuted", "e.participantId", "e.id"), ("incomingMessage", "e.stamp", "!e.stamp"),
                ("largeVideoChanged", "e.id", "!('id' in e)"),
            ]
            for (name, one, other) in pairs {
                try await tab.wait(until: "told('\(name)', (e) => \(one)) && told('\(name)', (e) => \(other))")
            }
            try await tab.wait(until: "told('incomingMessage', (e) => e.privateMessage)")
            try await tab.wait(until: "told('raiseHandUpdated', (e) => e.handRaised === 0)")
            // The round goes on when all that was written down has been played.
            try await tab.wait(until: "events.filter((e) => e.name === 'dominantSpeakerChanged').length > 12")
        }
    }

    /// What a moderator does; `ana` and `carlos` are two who are there.
    private static let moderation = [
        Step("run('muteRemoteParticipant', ana)", "participantMuted", "(e.id ?? e.participantId) === ana && e.isMuted"),
        Step("run('muteRemoteParticipant', ana, 'video')", "participantMuted", "e.mediaType === 'video' && e.isMuted"),
        Step("run('muteEveryone', 'video')", "participantMuted", "(e.id ?? e.participantId) === carlos && e.isMuted"),
        Step("run('toggleModeration', true)", "moderationStatusChanged", "e.enabled && e.mediaType === 'audio'"),
        Step("run('askToUnmute', ana)", "moderationParticipantApproved", "e.id === ana"),
        Step("1", "participantMuted", "(e.id ?? e.participantId) === ana && e.mediaType === 'audio' && !e.isMuted"),
        Step("run('rejectParticipant', ana)", "moderationParticipantRejected", "e.id === ana"),
        Step("run('toggleModeration', false)", "moderationStatusChanged", "!e.enabled"),
        Step("run('grantModerator', ana)", "participantRoleChanged", "e.id === ana && e.role === 'moderator'"),
        Step("run('subject', 'Alta')", "subjectChange", "e.subject === 'Alta'"),
        Step("run('startRecording', { mode: 'file' })", "recordingStatusChanged", "e.on && e.mode === 'file'"),
        Step("run('stopRecording', 'file')", "recordingStatusChanged", "!e.on && e.mode === 'file' && !e.error"),
        Step("run('startRecording', { mode: 'stream' })", "recordingStatusChanged", "!e.on && e.error"),
        Step("run('startRecording', { mode: 'stream', youtubeStreamKey: 'k' })", "recordingStatusChanged", "e.on"),
        Step("run('startRecording', { transcription: true })", "transcribingStatusChanged", "e.on"),
        Step("run('stopRecording', undefined, true)", "transcribingStatusChanged", "!e.on"),
        Step("run('addBreakoutRoom', 'Sala 1')", "breakoutRoomsUpdated", "!e.rooms && Object.keys(e).length === 2"),
        Step(
            "run('addBreakoutRoom', 'Sala 2')", "breakoutRoomsUpdated", "e.rooms && Object.keys(e.rooms).length === 3"),
        Step(
            "api.listBreakoutRooms().then((rooms) => { window.room = Object.values(rooms).find((r) => !r.isMainRoom); "
                + "run('sendParticipantToRoom', ana, room.id) })", "participantLeft", "e.id === ana"),
        Step("run('closeBreakoutRoom', room.id)", "participantJoined", "e.id === ana"),
        Step("run('removeBreakoutRoom', room.jid)", "breakoutRoomsUpdated", "!((e.rooms ?? e)[room.id])"),
        Step("run('kickParticipant', carlos)", "participantKickedOut", "e.kicked.id === carlos && e.kicker.local"),
        Step("1", "participantLeft", "e.id === carlos"),
    ]

    /// What everybody may do.
    private static let own = [
        Step("run('toggleAudio')", "audioMuteStatusChanged", "e.muted"),
        Step("run('toggleVideo')", "videoMuteStatusChanged", "e.muted"),
        Step("run('toggleRaiseHand')", "raiseHandUpdated", "e.id === me && e.handRaised > 0"),
        Step("run('toggleRaiseHand')", "raiseHandUpdated", "e.id === me && e.handRaised === 0"),
        Step("run('setTileView', true)", "tileViewChanged", "e.enabled"),
        Step("run('setVideoQuality', 180)", "videoQualityChanged", "e.videoQuality === 180"),
        Step("run('setAudioOnly', true)", "audioOnlyChanged", "e.audioOnlyChanged === true"),
        Step("run('setAudioOnly', false)", "audioOnlyChanged", "e.enabled === false"),
        Step("run('sendChatMessage', 'Olá', ana)", "outgoingMessage", "e.privateMessage && e.message === 'Olá'"),
        Step("1", "incomingMessage", "e.from === ana && e.privateMessage"),
        Step("run('sendEndpointTextMessage', ana, 'x')", "endpointTextMessageReceived", "e.eventData.text === 'x'"),
        Step(
            "run('sendEndpointTextMessage', ana, 'y')", "endpointTextMessageReceived", "e.data.eventData.text === 'y'"),
        Step("run('localSubject', 'Minha')", "subjectChange", "e.subject === 'Minha'"),
        Step("run('toggleShareScreen')", "screenSharingStatusChanged", "e.on"),
        Step("run('showNotification', { title: 't', description: 'd' })", "notificationTriggered", "e.title === 't'"),
    ]

    /// Opens a meeting whose people do only what they are told, and knows some of them.
    private func withStillWard(
        isModerator: Bool, _ body: (MeetingStand, Chromium.Tab) async throws -> Void
    ) async throws {
        try await MeetingStand.withStand(MeetingConfiguration(cast: .still, pace: 10)) { stand in
            let meeting = try await stand.start()
            let jwt = isModerator ? meeting.jwt : try await stand.participant(of: meeting.id)
            let tab = try await stand.open(meeting.room, jwt: jwt)
            try await tab.wait(until: "api.getNumberOfParticipants() >= 4")
            try await tab.evaluate(
                """
                window.me = told('videoConferenceJoined').id;
                window.named = (name) => told('participantJoined', (e) => e.displayName.includes(name)).id;
                window.ana = named('Ana'); window.carlos = named('Carlos'); 0
                """)
            try await body(stand, tab)
        }
    }

    /// Does each step, and waits for its event.
    private func play(_ steps: [Step], in tab: Chromium.Tab) async throws {
        for step in steps {
            if step.command != "1" { try await tab.evaluate("events.length = 0; \(step.command)") }
            do {
                try await tab.wait(until: "Boolean(told('\(step.event)', (e) => \(step.test)))")
            } catch {
                let events = try await tab.evaluate("events")
                Issue.record("\(step.command): no \(step.event) with \(step.test), but: \(events.pretty)")
            }
        }
    }

    @Test("A moderator's commands are done, and seen by their events")
    func moderator() async throws {
        try await withStillWard(isModerator: true) { _, tab in
            try await play(Self.own + Self.moderation, in: tab)
            #expect(tab.log.filter { $0.hasPrefix("exception") } == [])
        }
    }

    @Test("A participant's own commands are done, and moderation is dropped without a word")
    func participant() async throws {
        try await withStillWard(isModerator: false) { stand, tab in
            #expect(try await tab.evaluate("told('participantRoleChanged', (e) => e.id === me).role") == "participant")
            #expect(try await tab.evaluate("told('participantRoleChanged', (e) => e.id === ana).role") == "moderator")
            try await play(Self.own, in: tab)
            try await tab.evaluate("events.length = 0; window.room = { id: 'x', jid: 'x' }; 0")
            for step in Self.moderation where step.command.hasPrefix("run") { try await tab.evaluate(step.command) }
            try await tab.evaluate("run('endConference'); run('toggleTileView')")
            try await tab.wait(until: "told('tileViewChanged')")
            let effects = [
                "moderationStatusChanged", "participantRoleChanged", "subjectChange", "recordingStatusChanged",
                "breakoutRoomsUpdated", "participantKickedOut", "knockingParticipant", "videoConferenceLeft",
            ]
            for name in effects { #expect(try await tab.evaluate("told('\(name)') === undefined") == true, "\(name)") }
            #expect(tab.log.filter { $0.contains("rror") } == [])
        }
    }

    @Test("While the lobby is on people knock; who is let in joins, and who is not stays out")
    func lobby() async throws {
        try await MeetingStand.withStand(MeetingConfiguration(pace: 40)) { stand in
            let meeting = try await stand.start()
            let tab = try await stand.open(meeting.room, jwt: meeting.jwt)
            try await tab.wait(until: "told('videoConferenceJoined')")
            try await tab.evaluate("run('toggleLobby', true)")
            try await tab.wait(until: "events.filter((e) => e.name === 'knockingParticipant').length >= 3")
            let names = "events.filter((e) => e.name === 'knockingParticipant').map((e) => e.data.participant)"
            try await tab.evaluate(
                "run('toggleLobby', false); window.guests = \(names); "
                    + "run('answerKnockingParticipant', guests[0].id, true); "
                    + "run('answerKnockingParticipant', guests[1].id, false)")
            try await tab.wait(until: "told('participantJoined', (e) => e.id === guests[0].id)")
            #expect(
                try await tab.evaluate("told('participantJoined', (e) => e.id === guests[1].id) === undefined") == true)
            #expect(try await tab.evaluate("told('errorOccurred') === undefined") == true)
        }
    }

    @Test("Another room of the meeting is left and joined like a meeting, with those who are there")
    func breakout() async throws {
        try await withStillWard(isModerator: true) { _, tab in
            try await tab.evaluate("run('addBreakoutRoom', 'Sala 1')")
            try await tab.wait(until: "told('breakoutRoomsUpdated')")
            try await tab.evaluate(
                "events.length = 0; api.listBreakoutRooms().then((rooms) => { const room = Object.values(rooms)"
                    + ".find((room) => !room.isMainRoom); run('sendParticipantToRoom', ana, room.id); "
                    + "run('joinBreakoutRoom', room.id) })")
            try await tab.wait(until: "told('videoConferenceJoined', (e) => e.breakoutRoom)")
            try await tab.wait(until: "told('participantJoined', (e) => e.id === ana)")
            #expect(try await tab.evaluate("api.getNumberOfParticipants()") == 2)
            #expect(try await tab.evaluate("told('readyToClose') === undefined") == true)
            try await tab.evaluate("events.length = 0; run('joinBreakoutRoom')")
            try await tab.wait(until: "told('videoConferenceJoined', (e) => !e.breakoutRoom)")
            try await tab.wait(until: "api.getNumberOfParticipants() >= 3")
        }
    }

    @Test("Five hundred people join within ten seconds of the meeting")
    func crowd() async throws {
        try await MeetingStand.withStand(MeetingConfiguration(cast: .crowd(500), pace: 10)) { stand in
            let meeting = try await stand.start()
            let tab = try await stand.open(meeting.room, jwt: meeting.jwt)
            try await tab.wait(until: "api.getNumberOfParticipants() === 501", seconds: 60)
            try await tab.wait(until: "told('dominantSpeakerChanged')", seconds: 60)
            let count = try await tab.evaluate("api.getRoomsInfo().then(({ rooms }) => rooms[0].participants.length)")
            #expect(count == 501)
            try await tab.wait(until: "document.querySelectorAll('li').length === 501", inFrameOf: stand.origin)
        }
    }

    @Test("Hostile names and words come as they are, and do nothing to the meeting's page")
    func hostile() async throws {
        try await MeetingStand.withStand(MeetingConfiguration(cast: .hostile, pace: 20)) { stand in
            let meeting = try await stand.start()
            let tab = try await stand.open(meeting.room, jwt: meeting.jwt)
            for letter in ["\\u001b", "\\u202e", "<img", "\\u009b"] {
                try await tab.wait(
                    until: "told('participantJoined', (e) => e.displayName.includes('\(letter)')) !== undefined")
            }
            try await tab.wait(until: "told('participantJoined', (e) => e.displayName.length === 10000) !== undefined")
            try await tab.wait(until: "told('participantJoined', (e) => e.id.length === 10000) !== undefined")
            try await tab.wait(until: "told('subjectChange', (e) => e.subject.includes('\\u001b')) !== undefined")
            try await tab.wait(until: "told('incomingMessage', (e) => e.message.includes('</script>')) !== undefined")
            try await tab.wait(until: "told('displayNameChange') !== undefined")
            let title = try await tab.evaluate("document.title", inFrameOf: stand.origin)
            #expect(title == "A meeting in the sandbox")
            #expect(try await tab.evaluate("document.querySelectorAll('img').length", inFrameOf: stand.origin) == 0)
            #expect(tab.log.filter { $0.hasPrefix("exception") } == [])
        }
    }

    @Test("Nobody comes to an empty meeting")
    func empty() async throws {
        try await MeetingStand.withStand(MeetingConfiguration(cast: .empty, pace: 100)) { stand in
            let meeting = try await stand.start()
            let tab = try await stand.open(meeting.room, jwt: meeting.jwt)
            try await tab.wait(until: "told('videoConferenceJoined')")
            try await tab.wait(
                until: "document.body.innerText.includes('You are alone here.')", inFrameOf: stand.origin)
            #expect(
                try await tab.evaluate("[api.getNumberOfParticipants(), told('participantJoined') === undefined]") == [
                    1, true,
                ])
        }
    }

    @Test("A visitor sees who is there, and hangs up with a button")
    func page() async throws {
        // The page shows the last lines of the chat alone: at this pace they stay for a while.
        try await MeetingStand.withStand(MeetingConfiguration(pace: 1)) { stand in
            let meeting = try await stand.start()
            let guest = try await stand.participant(of: meeting.id)
            let tab = try await stand.chromium.open("\(stand.origin)/\(meeting.room)?jwt=\(guest)")
            try await tab.waitFor("Dra. Ana Beatriz Moraes")
            try await tab.waitFor("Otávio Reis (you)")
            try await tab.waitFor("Round multiprofissional")
            try await tab.waitFor("Os exames do leito 12 já estão no prontuário.")
            try await tab.evaluate("document.getElementById('hang-up').click()")
            try await tab.waitFor("You have left the meeting.")
            #expect(try await tab.text().contains("Ana") == false)
            #expect(
                tab.log.filter { $0.contains("Refused") || $0.contains("violates") || $0.contains("exception") } == [])
        }
    }
}
