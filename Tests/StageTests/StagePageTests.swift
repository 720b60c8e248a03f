import Foundation
import Meetings
import TestSupport
import Testing

@testable import Stage

/// The page in a real browser, with a meeting's domain that does as it is told.
@Suite("The page of a stage", .enabled(if: Chromium.isInstalled), .timeLimit(.minutes(10)))
struct StagePageTests {
    @Test("a meeting is opened, its events come, a command reaches the live object, and hanging up ends the stage")
    func meeting() async throws {
        try await PageBench.with { bench in
            let tab = try await bench.open()
            try await bench.connected()
            let address = try await tab.evaluate("location.href").text ?? ""
            #expect(address.hasSuffix("/"))
            #expect(!address.contains(bench.secret))
            #expect(try await tab.evaluate("document.cookie") == "")
            #expect(try await tab.evaluate("meeting.options.jwt") == "planted-token")
            #expect(try await tab.evaluate("meeting.options.userInfo.displayName") == "Ana")
            #expect(try await tab.evaluate("meeting.frame.getBoundingClientRect().width") == 640)
            #expect(try await tab.evaluate("meeting.frame.getBoundingClientRect().height > 300") == true)
            #expect(try await tab.evaluate("document.documentElement.outerHTML.includes('planted-token')") == false)
            #expect(try await tab.evaluate("document.querySelector('#title').textContent") == "<b>conference</b>")
            try await tab.waitFor("gavel is connected")

            try await tab.evaluate("meeting.emit('videoConferenceJoined', { id: 'local-1', roomName: 'room-1' })")
            try await tab.evaluate(
                "meeting.emit('participantJoined', { id: 'a', displayName: '\\u202eevil\\u001b[2J' })")
            let joined = try await bench.event("participantJoined")
            #expect(joined.data["id"] == "a")
            #expect(joined.data["displayName"] == "evil␛[2J")
            let snapshot = try await bench.snapshot()
            #expect(snapshot.localParticipant == "local-1")
            #expect(snapshot.rooms?["rooms"] != nil)
            #expect(snapshot.participants != nil)
            #expect(snapshot.isAudioMuted == true)
            #expect(snapshot.isVideoMuted == nil)
            #expect(snapshot.isAudioModerated == nil)
            #expect(snapshot.isVideoModerated == false)
            #expect(try await tab.evaluate("meeting.commands[0]") == ["avatarUrl", "https://example.org/ana.png"])

            bench.session.run(StageCommand("subject", ["Round", 7, true, .null]), number: 1)
            try await bench.wait("handedOver 1")
            #expect(try await tab.evaluate("meeting.commands[1]") == ["subject", "Round", 7, true, .null])
            bench.session.run(StageCommand("muteEveryone"), number: 2)
            try await bench.wait("notHandedOver 2: this deployment has no command muteEveryone")
            bench.session.run(StageCommand("throwing"), number: 3)
            try await bench.wait("notHandedOver 3: the meeting's script failed: thrown")

            bench.session.run(StageCommand("hangup"), number: 4)
            try await bench.wait("ended readyToClose")
            try await tab.waitFor("The meeting is over")
            #expect(try await tab.evaluate("meeting.isDisposed") == true)
            #expect(bench.news.value.filter { $0.hasPrefix("ended") }.count == 1)
            #expect(tab.log.filter { $0.contains("Content Security") || $0.hasPrefix("exception") } == [])
        }
    }

    @Test("a line that is cut is taken up again: what happened meanwhile is told, and the state asked for anew")
    func cut() async throws {
        try await PageBench.with(tunnelled: true) { bench in
            let tab = try await bench.open()
            try await bench.connected()
            bench.tunnel?.cut()
            try await bench.wait("cutOff")
            try await tab.waitFor("gavel is out of reach, the meeting goes on")
            bench.session.run(StageCommand("subject", ["x"]), number: 1)
            try await bench.wait("notHandedOver 1: the page is not there")
            try await tab.evaluate("meeting.emit('participantJoined', { id: 'meanwhile' })")
            for number in 0..<2_500 where number % 500 == 0 {
                try await tab.evaluate("for (let i = 0; i < 500; i += 1) meeting.emit('customEvent', { i })")
            }
            try bench.tunnel?.mend()
            try await bench.wait("connected", times: 2)
            _ = try await bench.snapshot()
            try await tab.waitFor("gavel is connected")
            // The oldest events made room for the newest; the snapshot tells what they would have told.
            #expect(bench.news.value.filter { $0 == "event customEvent" }.count == 2_000)
            #expect(!bench.news.value.contains("event participantJoined"))
            bench.session.run(StageCommand("subject", ["y"]), number: 2)
            try await bench.wait("handedOver 2")
            #expect(try await tab.evaluate("meeting.commands.length") == 1)
        }
    }

    @Test("a meeting that ends while gavel is out of reach is told when it is back")
    func endedWhileCut() async throws {
        try await PageBench.with(tunnelled: true) { bench in
            let tab = try await bench.open()
            try await bench.connected()
            bench.tunnel?.cut()
            try await bench.wait("cutOff")
            try await tab.evaluate("meeting.executeCommand('hangup')")
            try await tab.waitFor("The meeting is over")
            try bench.tunnel?.mend()
            try await bench.wait("ended readyToClose")
        }
    }

    @Test("a meeting that ends over a line that is dead, and does not know it, is told over the next one")
    func endedOnDeadLine() async throws {
        try await PageBench.with(tunnelled: true) { bench in
            let tab = try await bench.open()
            try await bench.connected()
            bench.tunnel?.hold()
            try await tab.evaluate("meeting.executeCommand('hangup')")
            try await tab.waitFor("The meeting is over")
            bench.tunnel?.cut()
            try bench.tunnel?.mend()
            try await bench.wait("ended readyToClose")
        }
    }

    @Test("a second tab is told, and takes over when its button is pressed; the first one lets the meeting go")
    func secondTab() async throws {
        try await PageBench.with { bench in
            let first = try await bench.open()
            try await bench.connected()
            let second = try await bench.browser.open(try await first.evaluate("location.href").text ?? "")
            try await second.waitFor("The meeting is open in another tab")
            try await bench.wait("secondTab")
            try await second.evaluate("document.querySelector('#notice button').click()")
            try await bench.wait("connected", times: 2)
            try await first.waitFor("Another tab has taken over")
            #expect(try await first.evaluate("meeting.isDisposed") == true)
            bench.session.run(StageCommand("subject", ["x"]), number: 1)
            try await bench.wait("handedOver 1")
            #expect(try await second.evaluate("meeting.commands.length") == 1)
            // It does not come back by itself.
            #expect(try await first.evaluate("document.querySelector('#notice button').textContent") == "Look again")
        }
    }

    @Test("a page that is loaded anew goes on")
    func reloaded() async throws {
        try await PageBench.with { bench in
            let tab = try await bench.open()
            try await bench.connected()
            try await tab.reload()
            try await bench.wait("connected", times: 2)
            try await tab.wait(until: "meeting.isDisposed === false")
            #expect(!bench.news.value.contains("secondTab"))
        }
    }

    @Test("a tab that is closed, and does not come back, ends the stage")
    func closed() async throws {
        var patience = PageBench.ample
        patience.tabReturn = 1
        // A page that gets no time for half a second is ended by Chromium before it can say that it leaves: it counts as
        // cut off then.
        for isLast in [false, false, true] {
            var hasEnded = false
            try await PageBench.with(patience: patience) { bench in
                let tab = try await bench.open()
                try await bench.connected()
                try await tab.close()
                try await bench.wait("cutOff")
                hasEnded = await bench.news.wait(seconds: 20) { $0.contains("ended tabClosed") ? true : nil } ?? false
                #expect(hasEnded || !isLast, "\(bench.news.value)")
                #expect(bench.news.value.filter { $0.hasPrefix("ended") }.count <= 1)
            }
            if hasEnded { break }
        }
    }

    @Test("a page of another origin gets no WebSocket, though its browser has the cookie")
    func otherOrigin() async throws {
        try await PageBench.with { bench in
            let tab = try await bench.open()
            try await bench.connected()
            let socket =
                try await tab.evaluate("new URL('socket', location.href.replace('http', 'ws')).href").text ?? ""
            let other = try await bench.browser.open("\(bench.origin)/other.html")
            let outcome = try await other.evaluate(
                """
                new Promise((resolve) => {
                    const socket = new WebSocket("\(socket)", "gavel-stage.1");
                    socket.onopen = () => resolve("open");
                    socket.onerror = () => resolve("refused");
                })
                """)
            #expect(outcome == "refused")
            #expect(!bench.news.value.contains("secondTab"))
        }
    }

    @Test("a script that is not there is said to be so, in the page and to gavel")
    func scriptMissing() async throws {
        try await PageBench.with { bench in
            bench.deployment?.cut()
            let tab = try await bench.open()
            let script = "\(bench.origin)/external_api.js"
            try await bench.wait("failed scriptMissing(\(script))")
            try await tab.waitFor("The meeting did not open")
            try await tab.waitFor("\(script) did not load")
            try bench.deployment?.mend()
            try await tab.evaluate("document.querySelector('#notice button').click()")
            try await bench.connected()
        }
    }

    @Test("a script that never comes is given up after its time")
    func scriptLate() async throws {
        var patience = PageBench.ample
        patience.script = 0.2
        let mute = try LoopbackServer { connection, _ in while connection.receive() != nil {} }
        try await PageBench.with(deployment: mute, patience: patience) { bench in
            _ = try await bench.open()
            try await bench.wait(
                "failed scriptMissing(http://127.0.0.1:\(mute.port)/external_api.js)")
        }
    }

    @Test("a script that makes no meeting is said to be so")
    func scriptUnusable() async throws {
        try await PageBench.with(deployment: try FakeDeployment.start(script: FakeDeployment.unusable)) { bench in
            let tab = try await bench.open()
            try await bench.wait(beginning: "failed scriptUnusable(")
            try await tab.waitFor("The meeting did not open")
            bench.session.run(StageCommand("hangup"), number: 1)
            try await bench.wait("notHandedOver 1: the page has no meeting yet")
        }
    }

    @Test("a live object that lists neither commands nor events is heard and told all the same")
    func wordless() async throws {
        try await PageBench.with(deployment: try FakeDeployment.start(script: FakeDeployment.wordless)) { bench in
            let tab = try await bench.open()
            try await bench.connected()
            try await tab.evaluate("meeting.emit('largeVideoChanged', undefined)")
            #expect(try await bench.event("largeVideoChanged").data == [:])
            bench.session.run(StageCommand("subject", ["x"]), number: 1)
            try await bench.wait("handedOver 1")
        }
    }

    @Test("a token that has expired opens nothing, and gavel and the page say so")
    func expired() async throws {
        try await PageBench.with(token: Scene.token(expires: 1_000)) { bench in
            let tab = try await bench.open()
            try await bench.wait("failed tokenExpired")
            try await tab.waitFor("has expired")
            #expect(try await tab.evaluate("typeof JitsiMeetExternalAPI") == "undefined")
        }
    }

    @Test("a browser that falls asleep is cut off, and its meeting is there again when it wakes")
    func asleep() async throws {
        var patience = PageBench.ample
        (patience.heartbeat, patience.silence) = (1, 12)
        try await PageBench.with(patience: patience) { bench in
            let tab = try await bench.open()
            try await bench.connected()
            bench.browser.freeze()
            try await bench.wait("cutOff")
            bench.browser.thaw()
            try await bench.wait("connected", times: 2)
            _ = try await bench.snapshot()
            bench.session.run(StageCommand("subject", ["x"]), number: 1)
            try await bench.wait("handedOver 1")
            #expect(try await tab.evaluate("meeting.commands.length") == 1)
        }
    }

    @Test("who leaves one room for another stays on the stage, and who leaves for good ends it")
    func left() async throws {
        var patience = PageBench.ample
        patience.nextRoom = 0.5
        try await PageBench.with(patience: patience) { bench in
            let tab = try await bench.open()
            try await bench.connected()
            // Twice the time passes in the page after which it would have given up.
            try await tab.evaluate(
                """
                meeting.emit("videoConferenceLeft", { roomName: "room-1" });
                meeting.emit("videoConferenceJoined", { id: "local-2", roomName: "breakout" });
                new Promise((resolve) => { setTimeout(resolve, 1000); })
                """)
            #expect(try await tab.evaluate("meeting.isDisposed") == false)
            try await tab.evaluate("meeting.emit('videoConferenceLeft', { roomName: 'breakout' })")
            try await bench.wait("ended left")
            try await tab.waitFor("The meeting is over")
        }
    }

    @Test("gavel's end is shown in the page in gavel's words, which are text")
    func ended() async throws {
        try await PageBench.with { bench in
            let tab = try await bench.open()
            try await bench.connected()
            await bench.session.end(.closed, saying: "It ended. <img src=x onerror=alert(1)>")
            try await tab.waitFor("It ended. <img src=x onerror=alert(1)>")
            #expect(try await tab.evaluate("meeting.isDisposed") == true)
            try await bench.wait("ended closed")
            try await bench.wait("finished")
            #expect(bench.news.value.last == "finished")
        }
    }

    @Test("500 people who join within ten seconds all come through")
    func crowd() async throws {
        try await PageBench.with { bench in
            let tab = try await bench.open()
            try await bench.connected()
            try await tab.evaluate(
                """
                for (let i = 0; i < 500; i += 1) {
                    meeting.emit("participantJoined", { id: `p${i}`, displayName: `Person ${i}` });
                    meeting.emit("participantRoleChanged", { id: `p${i}`, role: "participant" });
                }
                """)
            try await bench.wait("event participantRoleChanged", times: 500)
            #expect(bench.news.value.filter { $0 == "event participantJoined" }.count == 500)
        }
    }
}
