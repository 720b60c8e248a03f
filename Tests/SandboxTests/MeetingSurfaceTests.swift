import Foundation
import HTTPTypes
import Meetings
import Sandbox
import TestSupport
import Testing

@Suite(
    "The stand-in for Jitsi's script", .timeLimit(.minutes(10)), .enabled(if: Chromium.isInstalled), .serialized)
struct MeetingSurfaceTests {
    @Test("It has one global name, and lists the commands and events of the reference")
    func surface() async throws {
        try await MeetingStand.withStand(MeetingConfiguration(cast: .empty)) { stand in
            let tab = try await stand.openPage()
            #expect(
                try await tab.evaluate("typeof Emitter + typeof commandNames + typeof makeFrame")
                    == "undefinedundefinedundefined")
            let meeting = try await stand.start()
            try await tab.evaluate("start({ roomName: '\(meeting.room)', jwt: '\(meeting.jwt)' })")
            let names = try await tab.evaluate("api.getSupportedCommands()")
            guard case .array(let commands) = names else { throw SystemFailure("no list: \(names)") }
            #expect(commands.count == Set(commands).count && commands.count > 70)
            for name in ["subject", "hangup", "endConference", "addBreakoutRoom", "setMeetingTimer"] {
                #expect(commands.contains(.string(name)))
            }
            #expect(!commands.contains("createBreakoutRoom"))
            let events = try await tab.evaluate("api.getSupportedEvents()")
            guard case .array(let events) = events else { throw SystemFailure("no list: \(events)") }
            #expect(events.contains("participantMuted") && events.contains("readyToClose"))
            #expect(!events.contains("largeVideoChanged"), "it is raised, but not listed")
            let functions = [
                "on", "once", "addListener", "removeListener", "removeAllListeners", "addEventListener",
                "addEventListeners", "removeEventListener", "executeCommand", "executeCommands", "getRoomsInfo",
                "isModerationOn", "captureLargeVideoScreenshot", "startRecording", "pinParticipant", "dispose",
            ]
            for name in functions { #expect(try await tab.evaluate("typeof api.\(name)") == "function", "\(name)") }
            #expect(try await tab.evaluate("typeof api.captureScreenshot") == "undefined")
        }
    }

    @Test("The frame is addressed, named and measured as the real one")
    func frame() async throws {
        try await MeetingStand.withStand(MeetingConfiguration(cast: .empty)) { stand in
            let meeting = try await stand.start()
            let tab = try await stand.open(
                meeting.room, jwt: meeting.jwt,
                options: """
                    { width: 640, height: 'high', userInfo: { displayName: 'Ana & João' }, lang: 'pt',
                      configOverwrite: { startWithAudioMuted: true, prejoinConfig: { enabled: false } } }
                    """)
            let address = try await tab.evaluate("api.getIFrame().src")
            #expect(
                address
                    == .string(
                        "\(stand.origin)/\(meeting.room)?jwt=\(meeting.jwt)&lang=pt#jwt=%22\(meeting.jwt)%22"
                            + "&userInfo.displayName=%22Ana%20%26%20Jo%C3%A3o%22&config.startWithAudioMuted=true"
                            + "&config.prejoinConfig=%7B%22enabled%22%3Afalse%7D"))
            #expect(
                try await tab.evaluate("api.getIFrame().id + api.getIFrame().name")
                    == "jitsiConferenceFrame0jitsiConferenceFrame0")
            #expect(try await tab.evaluate("api.getIFrame().style.width + api.getIFrame().style.height") == "640px")
            #expect(try await tab.evaluate("api.getIFrame().allow.includes('microphone; screen-wake-lock')") == true)
            try await tab.wait(until: "told('videoConferenceJoined')")
            #expect(try await tab.evaluate("told('videoConferenceJoined').displayName") == "Ana & João")
            #expect(try await tab.evaluate("api.isAudioMuted()") == true)
            #expect(try await tab.evaluate("api.isVideoMuted()") == false)
            try await tab.evaluate("start({ roomName: '\(meeting.room)' })")
            #expect(try await tab.evaluate("api.getIFrame().id") == "jitsiConferenceFrame1")
        }
    }

    @Test("An unknown command only speaks to the console, and one that the deployment lacks is unknown")
    func unknown() async throws {
        let configuration = MeetingConfiguration(cast: .empty, missingCommands: ["setTileView", "addBreakoutRoom"])
        try await MeetingStand.withStand(configuration) { stand in
            let meeting = try await stand.start()
            let tab = try await stand.open(meeting.room, jwt: meeting.jwt)
            try await tab.wait(until: "told('videoConferenceJoined')")
            #expect(try await tab.evaluate("run('createBreakoutRoom', 'x')") == .null)
            try await tab.waitForLog("error: Not supported command name.")
            #expect(try await tab.evaluate("api.getSupportedCommands().includes('setTileView')") == false)
            try await tab.evaluate("run('setTileView', true); run('addBreakoutRoom'); run('toggleTileView')")
            try await tab.wait(until: "told('tileViewChanged')")
            #expect(tab.log.filter { $0.contains("Not supported") }.count == 3)
            #expect(try await tab.evaluate("told('breakoutRoomsUpdated') === undefined") == true)
        }
    }

    @Test("What is answered at once is what the events have told")
    func getters() async throws {
        try await MeetingStand.withStand(MeetingConfiguration(cast: .ward, pace: 1)) { stand in
            let meeting = try await stand.start()
            let tab = try await stand.openPage()
            #expect(
                try await tab.evaluate(
                    """
                    start({ roomName: '\(meeting.room)', jwt: '\(meeting.jwt)', onload: () => window.isLoaded = true });
                    [api.getNumberOfParticipants(), api.isVisitor() === undefined]
                    """) == [0, true])
            try await tab.wait(until: "api.getNumberOfParticipants() >= 4 && window.isLoaded")
            let ana = try await tab.evaluate("told('participantJoined', (e) => e.displayName.includes('Ana')).id")
            #expect(try await tab.evaluate("api.getDisplayName('\(ana.text ?? "")')") == "Dra. Ana Beatriz Moraes")
            #expect(try await tab.evaluate("api.getParticipantsInfo()[0].displayName") == "Rita Prado")
            #expect(
                try await tab.evaluate("Object.keys(api.getParticipantsInfo()[1])").pretty.contains(
                    "formattedDisplayName"))
            #expect(try await tab.evaluate("[api.isVisitor(), api.getVideoQuality() === undefined]") == [false, true])
            try await tab.evaluate(
                "run('setVideoQuality', 360); run('displayName', 'Rita P.'); run('avatarUrl', 'https://clinic.example/r.png')"
            )
            try await tab.wait(until: "api.getVideoQuality() === 360")
            #expect(try await tab.evaluate("api.getDisplayName(told('videoConferenceJoined').id)") == "Rita P.")
            #expect(
                try await tab.evaluate("api.getAvatarURL(told('videoConferenceJoined').id)")
                    == "https://clinic.example/r.png")
            try await tab.evaluate("run('kickParticipant', '\(ana.text ?? "")')")
            try await tab.wait(until: "api.getDisplayName('\(ana.text ?? "")') === undefined")
        }
    }

    @Test("A query gives everybody's role, an unknown one resolves to an error, and one before the answer stays open")
    func queries() async throws {
        try await MeetingStand.withStand { stand in
            let meeting = try await stand.start()
            let tab = try await stand.openPage()
            try await tab.evaluate(
                """
                start({ roomName: '\(meeting.room)', jwt: '\(meeting.jwt)' });
                window.early = 'open';
                api.getRoomsInfo().then(() => { window.early = 'answered' });
                0
                """)
            try await tab.wait(until: "told('participantJoined')")
            let rooms = try await tab.evaluate("api.getRoomsInfo()")
            guard case .array(let list)? = rooms["rooms"], case .array(let people)? = list.first?["participants"] else {
                throw SystemFailure("no rooms: \(rooms)")
            }
            #expect(list.first?["isMainRoom"] == true)
            #expect(people.first?["role"] == "moderator" && people.first?["jid"] == nil)
            #expect(people.dropFirst().allSatisfy { $0["role"] == "participant" && $0["jid"]?.text != nil })
            #expect(try await tab.evaluate("api.isModerationOn('video')") == false)
            #expect(try await tab.evaluate("api.invite([{ type: 'phone', number: '+55' }])") == ["error": [:]])
            await #expect(throws: SystemFailure.self) { try await tab.evaluate("api.invite([])") }
            #expect(
                try await tab.evaluate("api.captureLargeVideoScreenshot()")["dataURL"]?.text?.hasPrefix(
                    "data:image/png") == true)
            #expect(try await tab.evaluate("window.early") == "open")
        }
    }

    @Test("Listeners are taken away by name, all at once, and after dispose nothing comes any more")
    func dispose() async throws {
        try await MeetingStand.withStand { stand in
            let meeting = try await stand.start()
            let tab = try await stand.openPage()
            try await tab.evaluate(
                """
                start({ roomName: '\(meeting.room)', jwt: '\(meeting.jwt)' });
                window.counts = [0, 0];
                api.once('participantJoined', () => counts[0]++);
                api.addEventListener('dominantSpeakerChanged', () => counts[1]++);
                api.removeEventListener('dominantSpeakerChanged')
                """)
            try await tab.wait(until: "told('raiseHandUpdated') && told('incomingMessage')")
            #expect(try await tab.evaluate("counts") == [1, 0])
            #expect(
                try await tab.evaluate("told('dominantSpeakerChanged') === undefined") == true, "every listener goes")
            try await tab.evaluate("api.dispose(); window.last = events.length; 0")
            #expect(try await tab.evaluate("document.querySelector('iframe') === null") == true)
            try await tab.evaluate("new Promise((resolve) => setTimeout(resolve, 500))")
            #expect(
                try await tab.evaluate("events.length === last && told('videoConferenceLeft') === undefined") == true)
        }
    }

    @Test("A deployment without the script, or with another page in its place, can be ordered")
    func faults() async throws {
        try await MeetingStand.withStand(faults: ["api=404*1"]) { stand in
            let tab = try await stand.openPage()
            #expect(try await tab.evaluate("typeof JitsiMeetExternalAPI") == "undefined")
            try await tab.reload()
            try await tab.wait(until: "typeof JitsiMeetExternalAPI === 'function'")
            try stand.caller.server.faults.add("api=web-page")
            let answer = try await stand.caller.call(.get, "\(stand.origin)/external_api.js")
            #expect(answer.text.contains("<html"))
        }
    }
}
