import Foundation
import Meetings
import Stage
import Terminal
import TestSupport
import Testing

@testable import Console
@testable import Store

@Suite("The Live pane")
@MainActor
struct LivePaneTests {
    /// A stage in a state of a logged-in console.
    private func state(_ stage: StageState) -> ConsoleState {
        var state = Screen.loggedIn().state
        state.profile.stage = StageSettings(host: "ana@ward.example")
        state.stage = stage
        state.focus = .live
        return state
    }

    /// The pane alone, in an area of a size.
    private func draw(
        _ stage: StageState, _ columns: Int, _ rows: Int, hasUnicode: Bool = true
    ) -> (canvas: Canvas, viewport: Viewport, targets: [MouseTarget]) {
        let state = state(stage)
        let size = Size(columns: columns, rows: rows)
        var canvas = Canvas(size: size, style: .plain)
        var viewport = Viewport()
        var targets: [MouseTarget] = []
        let scene = Scene(
            state: state, theme: .standard, time: TimeText(now: state.now, timeZone: .gmt), hasUnicode: hasUnicode)
        LivePane(scene: scene, stage: stage)
            .draw(in: Rectangle(size: size), viewport: &viewport, targets: &targets, on: &canvas)
        return (canvas, viewport, targets)
    }

    @Test("of a meeting with people who knock, speak and wait", arguments: [(38, 12), (72, 20), (120, 30)])
    func meeting(columns: Int, rows: Int) throws {
        let drawn = draw(.example, columns, rows)
        try Snapshot.expect(drawn.canvas, is: "pane-live-\(columns)x\(rows)")
    }

    @Test("the help names what can be said to the meeting, once there is one")
    func help() {
        var state = state(.example)
        state.overlay = .help(HelpState(behind: nil, hasStage: true))
        let frame = Frame.render(state, theme: .standard, size: Size(columns: 120, rows: 200), timeZone: .gmt)
        for declaration in CommandTable.all where declaration.isOfStage {
            #expect(frame.canvas.lines.contains { $0.contains("\(declaration.summary) ") }, "\(declaration.name)")
        }
    }

    @Test("the footer offers what can be done with whoever is selected, and nothing else")
    func footer() {
        var offered: Set<Command> = []
        for selection in StageState.example.people {
            var stage = StageState.example
            stage.selection = selection
            let state = state(stage)
            let frame = Frame.render(state, theme: .standard, size: Size(columns: 400, rows: 40), timeZone: .gmt)
            let footer = frame.canvas.lines.last ?? ""
            for declaration in CommandTable.all where declaration.isOffered && declaration.isOfStage {
                let isUsable = Availability.reason(against: declaration.command, in: state) == nil
                #expect(footer.contains("\(declaration.keys[0]) \(declaration.title)") == isUsable, "\(footer)")
                if isUsable { offered.insert(declaration.command) }
            }
        }
        #expect(offered.isSuperset(of: [.mute, .askToUnmute, .admit, .reject, .kick, .endForAll, .newAddress]))
    }

    @Test("of a meeting on a terminal that knows ASCII alone")
    func ascii() throws {
        var stage = StageState.example
        stage.live.take("subjectChange", ["subject": "Board"])
        let drawn = draw(stage, 72, 20, hasUnicode: false)
        try Snapshot.expect(drawn.canvas, is: "pane-live-ascii-72x20")
        // The frame around it and the mark between title and remark are those of every pane.
        let within = drawn.canvas.lines.dropFirst().dropLast().joined()
        for sign in "★▸●✋…–✗▲▼·" { #expect(!within.contains(sign)) }
    }

    @Test("of a page that is waited for, with its address and the way to it")
    func awaited() throws {
        var stage = StageState(meeting: .example, began: Screen.now)
        stage.address = StageAddress(
            url: "http://127.0.0.1:8700/s/c2VjcmV0LXBhdGg", secret: Secret("c2VjcmV0LXBhdGg"), port: 8700)
        for (columns, rows) in [(40, 14), (90, 12)] {
            let drawn = draw(stage, columns, rows)
            #expect(!drawn.canvas.lines.joined().contains("c2Vj"))
            #expect(drawn.targets.isEmpty)
            try Snapshot.expect(drawn.canvas, is: "pane-live-awaited-\(columns)x\(rows)")
        }
    }

    @Test(
        "of what stands in the way says what to do",
        arguments: [
            (.fault(.scriptMissing("https://meet.example/external_api.js")), ["could not load", "reload the page"]),
            (.fault(.tokenExpired), ["expired", "Start or join"]), (.lobby, ["waiting in the lobby", "moderator"]),
            (.password, ["A password is asked for", "w gives it"]), (.loading, ["Loading the meeting's script"]),
            (.unjoined, ["The page is open", "Join the meeting"]), (.cutOff, ["Nothing is heard", "new address"]),
            (.lineFault, ["The gateway does not carry the stage: no answer", "Nothing is heard"]),
            (.noAddress, ["Making an address"]), (.problem, ["The meeting is full."]),
        ] as [(Obstacle, [String])])
    func obstacles(obstacle: Obstacle, words: [String]) {
        var stage = StageState(meeting: .example, began: Screen.now)
        obstacle.place(in: &stage)
        let shown = draw(stage, 80, 14).canvas.text
        for word in words { #expect(shown.contains(word), "\(shown)") }
        // And in a small one it is there still, with people above it.
        stage.live.take("participantJoined", ["id": "ana", "displayName": "Ana"])
        let small = draw(stage, 80, 6)
        #expect(small.canvas.text.contains("Ana"))
        #expect(small.viewport.liveRows >= 1)
    }

    enum Obstacle: Sendable {
        case fault(StageFault), lobby, password, loading, unjoined, cutOff, lineFault, noAddress, problem

        func place(in stage: inout StageState) {
            stage.page = .connected
            switch self {
            case .fault(let fault): stage.fault = fault
            case .lobby: stage.live.isInLobby = true
            case .password: stage.live.asksForPassword = true
            case .loading: stage.page = .loading
            case .unjoined: break
            case .cutOff: stage.page = .cutOff(since: Screen.now - 40)
            case .lineFault:
                stage.page = .cutOff(since: Screen.now - 40)
                stage.lineFault = "no answer"
            case .noAddress: stage.page = .awaited
            case .problem: stage.live.problem = "The meeting is full."
            }
        }
    }

    @Test("says of a page that was cut off since when, and keeps those who were there")
    func cutOff() {
        var stage = StageState.example
        stage.page = .cutOff(since: Screen.now - 40)
        let shown = draw(stage, 80, 20).canvas.text
        #expect(shown.contains("! page cut off 0:40"))
        #expect(shown.contains("What is seen may be old."))
        #expect(shown.contains("Ana Souza"))
    }

    @Test("tells what was asked for in the row of whom it is about, and what nothing has confirmed")
    func pending() {
        var stage = StageState.example
        stage.ask(.mute(.known("ben"), .audio))
        stage.ask(.grantModerator(.known("ana")), .unconfirmed)
        stage.ask(.muteEveryone(.video))
        stage.ask(.startRecording(.local, streamKey: nil), .handedOver)
        let lines = draw(stage, 120, 24).canvas.lines
        #expect(lines.contains { $0.contains("Ben") && $0.contains("mute asked for") })
        #expect(lines.contains { $0.contains("Ana Souza") && $0.contains("moderator: no event confirmed it") })
        #expect(lines.contains { $0.contains("Stop everyone's video asked for") })
        #expect(lines.contains { $0.contains("REC local asked for") })
        let narrow = draw(stage, 44, 24).canvas.lines
        #expect(narrow.contains { $0.contains("Ben") && $0.contains("mute asked for") })
        #expect(narrow.contains { $0.contains("Ana") && $0.contains("moderator?") })
    }

    @Test("five hundred people are scrolled through, and only those who are seen are drawn", arguments: [0, 250, 499])
    func fiveHundred(place: Int) {
        var stage = StageState(meeting: .example, began: Screen.now)
        stage.page = .connected
        stage.live.take("videoConferenceJoined", ["id": "p0", "displayName": "Person 0"])
        for number in 1..<500 {
            let data: JSONValue = ["id": .string("p\(number)"), "displayName": .string("Person \(number).")]
            stage.live.take("participantJoined", data)
        }
        stage.selection = .participant(.known("p\(place)"))
        let drawn = draw(stage, 80, 20)
        #expect(drawn.viewport.liveRows == 16)
        #expect(drawn.targets.count == 16)
        #expect(drawn.canvas.lines.contains { $0.contains("▸") && $0.contains("Person \(place)") })
        #expect(drawn.canvas.lines[0].contains("more ▲") == (place > 15))
        #expect(drawn.canvas.lines[19].contains("more ▼") == (place < 499))
        #expect(drawn.canvas.text.contains("500 people"))
        for target in drawn.targets {
            guard case .person(let person) = target.click else { continue }
            #expect(drawn.canvas.lines[target.area.row].contains("Person \(person)"))
        }
    }

    @Test("whatever people are called, at every size there is", arguments: [1, 2, 3])
    func hostile(seed: UInt64) {
        var hostile = HostileText(seed: seed)
        var stage = StageState(meeting: .example, began: Screen.now)
        stage.page = .connected
        stage.live.take("videoConferenceJoined", ["id": "me", "displayName": .string(hostile.next())])
        for number in 0..<30 {
            let id = JSONValue.string("p\(number)")
            stage.live.take("participantJoined", ["id": id, "displayName": .string(hostile.next())])
            stage.live.take("raiseHandUpdated", ["id": id, "handRaised": .integer(Int64(number) * 100)])
            stage.live.take("knockingParticipant", ["participant": ["id": id, "name": .string(hostile.next())]])
            stage.live.take("incomingMessage", ["from": id, "message": .string(hostile.next())])
        }
        stage.live.take("subjectChange", ["subject": .string(hostile.next())])
        stage.live.take("recordingStatusChanged", ["on": false, "mode": "file", "error": .string(hostile.next())])
        stage.ask(.kick(.known("p3")), .unconfirmed)
        stage.ask(.answerKnocking(.known("p1"), isAdmitted: true))
        stage.ask(.subject(hostile.next()))
        for columns in [1, 4, 5, 12, 38, 39, 60, 99, 160] {
            for rows in [1, 2, 3, 4, 6, 7, 9, 12, 40] {
                let drawn = draw(stage, columns, rows)
                #expect(drawn.viewport.liveRows >= 1)
                for line in drawn.canvas.lines { #expect(DisplayText.cells(of: line) <= columns) }
                guard columns > 2, rows > 2 else { continue }
                // Nothing was written over the frame.
                for row in 1..<(rows - 1) {
                    let line = drawn.canvas.lines[row]
                    #expect(line.first == "│" && line.last == "│", "\(columns)×\(rows): \(line)")
                }
            }
        }
    }

    @Test("stands in the frame of the whole console, and is clicked there")
    func inFrame() throws {
        let state = state(.example)
        for size in [Size(columns: 80, rows: 24), Size(columns: 140, rows: 40)] {
            let frame = Frame.render(state, theme: .standard, size: size, timeZone: .gmt)
            let row = try #require(frame.canvas.lines.firstIndex { $0.contains("Ana Souza") })
            let line = frame.canvas.lines[row]
            let range = try #require(line.firstRange(of: "Ana Souza"))
            let column = DisplayText.cells(of: String(line[..<range.lowerBound]))
            let event = MouseEvent(.press, at: Point(column: column, row: row))
            #expect(frame.pointing(of: event) == .person(2), "two are before her: who knocks, and oneself")
            #expect(frame.viewport.showsLive)
        }
    }
}

extension ParticipantIdentifier {
    fileprivate static func known(_ text: String) -> Self {
        guard let id = Self(text) else { preconditionFailure("no identifier: \(text)") }
        return id
    }
}

extension LiveMeeting {
    fileprivate mutating func take(_ name: String, _ data: JSONValue, _ seconds: Double = 0) {
        take(MeetingEvent(name: name, data: data, moment: Screen.now - seconds))
    }
}

extension StageMeeting {
    fileprivate static let example = StageMeeting(
        conference: ConferenceIdentifier("410017"), origin: "https://meet.hospital.example", room: "cardiologia-h2k",
        token: Secret("t"), displayName: "Mo", avatarURL: "", isModerator: true)
}

extension StageState {
    /// A meeting of some people, one of whom waits outside.
    fileprivate static var example: StageState {
        var stage = StageState(meeting: .example, began: Screen.now - 800)
        stage.page = .connected
        stage.live.take("videoConferenceJoined", ["id": "me", "displayName": "Mo"], 725)
        stage.live.take("participantRoleChanged", ["id": "me", "role": "moderator"], 725)
        stage.live.take("subjectChange", ["subject": "Teleconsulta"], 720)
        for (id, name, ago) in [
            ("ana", "Ana Souza", 700.0), ("ben", "Ben", 650), ("hi", "हृदय", 600),
            ("cem", "Cem Öztürk-Karahanoğulları", 60),
        ] {
            stage.live.take("participantJoined", ["id": .string(id), "displayName": .string(name)], ago)
        }
        stage.live.take("audioMuteStatusChanged", ["muted": true])
        stage.live.take("participantMuted", ["id": "ana", "mediaType": "audio", "isMuted": false])
        stage.live.take("participantMuted", ["id": "ana", "mediaType": "video", "isMuted": false])
        stage.live.take("participantMuted", ["id": "ben", "mediaType": "audio", "isMuted": true])
        stage.live.take("participantMuted", ["id": "ben", "mediaType": "video", "isMuted": true])
        stage.live.take("dominantSpeakerChanged", ["id": "ana"])
        stage.live.take("raiseHandUpdated", ["id": "cem", "handRaised": 1], 5)
        stage.live.take("knockingParticipant", ["participant": ["id": "zoe", "name": "Zoé"]], 20)
        stage.live.take("recordingStatusChanged", ["on": true, "mode": "file"], 190)
        stage.live.take("moderationStatusChanged", ["mediaType": "audio", "enabled": true])
        stage.live.take("incomingMessage", ["from": "ana", "nick": "Ana Souza", "message": "Bom dia!"], 120)
        stage.live.take("outgoingMessage", ["message": "We begin in a minute."], 60)
        stage.live.take(
            "incomingMessage", ["from": "ben", "nick": "Ben", "message": "Where?", "privateMessage": true], 20)
        stage.lobbyAskedFor = true
        stage.selection = .participant(.known("ben"))
        return stage
    }

    fileprivate mutating func ask(_ action: MeetingAction, _ standing: PendingAction.Standing = .sent) {
        pending.append(
            PendingAction(
                action: action, number: pending.count, title: action.title(in: live), since: Screen.now,
                standing: standing, expectation: Stage.Expectation(action, in: live)))
    }
}

extension Canvas {
    fileprivate var text: String { lines.joined(separator: "\n") }
}
