import Foundation
import Meetings
import Sandbox
import Synchronization
import Testing
import Transport

@testable import Services

@Suite("Who waits for the end of a conference", .timeLimit(.minutes(10)))
struct EndedListenerTests {
    private static let quick = EndedListenerPace(
        interval: .milliseconds(1), backOff: BackOff(first: 0.002, longest: 0.004, least: 0.001))

    @Test("is told once, with the record as it then is")
    func closed() async throws {
        try await Hospital.open { hospital in
            let service = try await hospital.service()
            let id = try await service.requestConference(ConferenceDraft())
            _ = try await service.startConference(id, name: "Ana", avatarURL: "")
            let (ends, report) = AsyncStream.makeStream(of: ConferenceRecord.self)
            let listener = service.registerEndedListener(id, pace: EndedListenerTests.quick) { report.yield($0) }
            try await service.closeConference(id)
            var iterator = ends.makeAsyncIterator()
            let record = try #require(await iterator.next())
            #expect(record.conference.id == id)
            #expect(record.conference.ended != nil)
            listener.cancel()
            report.finish()
            #expect(await iterator.next() == nil)
        }
    }

    @Test("is told of one that was deleted meanwhile, through failures and a renewed login")
    func deleted() async throws {
        let looks = Mutex(0)
        let script: @Sendable (SandboxRequest) -> SandboxAnswer? = { request in
            let look = looks.withLock {
                $0 += 1
                return $0
            }
            switch look {
            case 1: return .body(#"{"id":"7","state":"STARTED","short":"r"}"#)
            case 2: return .body("busy", 503, headers: ["Retry-After": "0"])
            case 3: return .body("expired", 401)
            case 4: return request.headers["authorization"] == "Bearer access-2" ? .body("{") : .body("?", 500)
            default: return .body("gone", 404)
            }
        }
        try await Hospital.open(
            script: script,
            test: { hospital in
                let (ends, report) = AsyncStream.makeStream(of: ConferenceRecord.self)
                let service = hospital.scripted()
                let listener = service.registerEndedListener(ConferenceIdentifier("7"), pace: EndedListenerTests.quick)
                {
                    report.yield($0)
                }
                var iterator = ends.makeAsyncIterator()
                let record = try #require(await iterator.next())
                #expect(record.conference.state == .finished)
                #expect(record.conference.room == "r")
                #expect(looks.withLock { $0 } == 5)
                listener.cancel()
            }
        )
    }

    @Test("hears nothing after cancelling, even where the answer is on its way")
    func cancelled() async throws {
        let (looks, looked) = AsyncStream.makeStream(of: Void.self)
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        let (done, finished) = AsyncStream.makeStream(of: Void.self)
        let told = Mutex(0)
        let id = ConferenceIdentifier("7")
        let listener = EndedListener(
            id: id,
            pace: EndedListenerTests.quick,
            look: { () async throws(ServiceError) in
                looked.yield()
                // Cancelling ends the wait, as it ends a transfer; the answer comes all the same.
                for await _ in gate { break }
                finished.yield()
                return ConferenceRecord(conference: Conference(id: id, state: .finished), document: .null)
            },
            onEnded: { _ in told.withLock { $0 += 1 } }
        )
        var iterator = looks.makeAsyncIterator()
        _ = await iterator.next()
        listener.cancel()
        open.yield()
        var end = done.makeAsyncIterator()
        _ = await end.next()
        #expect(told.withLock { $0 } == 0)
    }

    @Test("waits longer with every failure, up to a limit, and no two alike")
    func pace() {
        let pace = EndedListenerPace(
            interval: .seconds(10), jitter: 0.2, backOff: BackOff(first: 20, longest: 60, least: 10))
        #expect(
            [0, 0.5, 1].map { pace.wait(afterFailures: 0, chance: $0) } == [.seconds(8), .seconds(10), .seconds(12)])
        #expect(
            [1, 2, 3, .max].map { pace.wait(afterFailures: $0, chance: 1) } == [20, 40, 60, 60].map { .seconds($0) })
        #expect(pace.wait(afterFailures: 3, chance: 0.5) == .seconds(30))
        #expect(pace.wait(afterFailures: 3, chance: 0) == .seconds(10), "never more often than while it answers")
        #expect(pace.wait(afterFailures: 1, asked: 90, chance: 0) == .seconds(90), "as the service asks")
    }

    @Test("goes on without a login, counts 410 as an end, and gives up only on what can never be asked")
    func verdicts() {
        let id = ConferenceIdentifier("7")
        let call = ServiceCall(purpose: "get the conference", method: "GET", url: "http://a.example")
        var watch = EndedWatch(id: id, pace: EndedListenerPace(interval: .seconds(1), backOff: BackOff(first: 2)))
        let running = ConferenceRecord(conference: Conference(id: id, state: .started), document: .null)
        #expect(watch.next(after: .failure(.notLoggedIn), chance: 1) == .wait(.seconds(2)))
        #expect(watch.next(after: .failure(.loginEnded("over")), chance: 1) == .wait(.seconds(4)))
        #expect(watch.next(after: .failure(.unreachable(call, .cancelled)), chance: 1) == .wait(.seconds(8)))
        #expect(watch.next(after: .success(running), chance: 0.5) == .wait(.seconds(1)))
        #expect(watch.next(after: .failure(.cancelled), chance: 1) == .wait(.seconds(2)))
        var ended = running
        ended.conference.state = .finished
        let gone = ServiceError.refused(call, Refusal(status: 410, words: "gone"))
        #expect(watch.next(after: .failure(gone), chance: 0) == .ended(ended))
        #expect(watch.next(after: .failure(.invalidInput(.conference, reason: "is empty")), chance: 0) == .giveUp)
    }
}
