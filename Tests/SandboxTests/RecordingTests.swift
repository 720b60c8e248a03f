import Crypto
import Foundation
import HTTPTypes
import Meetings
import Sandbox
import Testing

@Suite("Records and recordings", .timeLimit(.minutes(10)))
struct RecordingTests {
    /// A record's member under any of its names.
    private func member(_ record: JSONValue, _ names: String...) -> JSONValue? {
        names.lazy.compactMap { record[$0] }.first
    }

    private func records(_ caller: SandboxCaller) async throws -> [JSONValue] {
        let token = try await caller.login()
        let list = try await caller.call(.get, "\(caller.address.v4h)/sessions", token: token)
        guard case .array(let records) = list.json else { return [] }
        return records
    }

    @Test("Every recording has the digest that its record says")
    func digest() async throws {
        try await SandboxCaller.withSandbox { caller in
            var checked = 0
            for record in try await records(caller) {
                guard let location = record["urlStorage"]?.text else { continue }
                let recording = try await caller.call(.get, location)
                #expect(recording.status == 200)
                let digest = SHA256.hash(data: recording.body).map { String(format: "%02x", Int($0)) }.joined()
                #expect(record["hash"]?.text == digest)
                #expect(record["hashType"] == "SHA-256")
                #expect(record["DLTId"]?.text != nil && record["DLTType"]?.text != nil)
                checked += 1
            }
            #expect(checked > 20)
        }
    }

    @Test("A recording is there some time after the end, where that is asked for")
    func delay() async throws {
        let clock = StandingClock()
        let configuration = SandboxConfiguration(recordingDelay: .seconds(5), clock: { clock.read() })
        try await SandboxCaller.withSandbox(configuration) { caller in
            let token = try await caller.login()
            let session = "\(caller.address.v4h)/sessions/\(try await caller.create(token: token).id)"
            #expect(try await caller.call(.post, "\(session)/join", token: token).status == 200)
            #expect(try await caller.call(.post, "\(session)/close", token: token).status == 204)
            #expect(try await caller.call(.get, session, token: token).json["urlStorage"] == .null)
            clock.advance(by: 5)
            #expect(try await caller.call(.get, session, token: token).json["urlStorage"]?.text != nil)
        }
    }

    @Test("The first conferences show every state and every gap", arguments: RecordVocabulary.allCases)
    func states(vocabulary: RecordVocabulary) async throws {
        try await SandboxCaller.withSandbox(SandboxConfiguration(vocabulary: vocabulary)) { caller in
            let records = try await records(caller)
            #expect(records.count == 40)
            let states = records.map { member($0, "status", "state")?.text }
            for state in ["READY", "STARTED", "FINISHED", "ARCHIVED", nil] { #expect(states.contains(state)) }
            let identifiers = Set(records.compactMap { member($0, "id", "sessionId")?.text })
            #expect(identifiers.count == 40)
            let unrecorded = records.filter {
                member($0, "status", "state") == "FINISHED" && $0["urlStorage"] == .null
            }
            #expect(unrecorded.count == 2)
            let names = records.reduce(into: Set<String>()) { names, record in
                if case .object(let members) = record { names.formUnion(members.keys) }
            }
            switch vocabulary {
            case .seed:
                #expect(
                    names == [
                        "sessionId", "owner", "state", "created", "ended", "urlStorage", "hash", "hashType", "DLTId",
                        "DLTType",
                    ]
                )
            case .client:
                #expect(names.isSuperset(of: ["id", "short", "org", "status", "firstJoin", "started", "finished"]))
                #expect(names.isDisjoint(with: ["sessionId", "owner", "state", "ended"]))
            case .mixed:
                #expect(names.isSuperset(of: ["id", "sessionId", "org", "orgId", "owner", "ended", "endend"]))
                let moments = records.compactMap { $0["created"] }
                let numbers = moments.compactMap { if case .integer(let number) = $0 { number } else { nil } }
                #expect(numbers.contains { $0 < 10_000_000_000 }, "seconds")
                #expect(numbers.contains { $0 > 10_000_000_000 }, "milliseconds")
                #expect(moments.contains { $0.text?.hasSuffix("Z") == true && $0.text?.contains(".") == true })
                #expect(moments.contains { $0.text?.hasSuffix("Z") == true && $0.text?.contains(".") == false })
                #expect(records.contains { if case .integer? = $0["id"] { true } else { false } })
            }
        }
    }

    @Test("The seed is the same each time")
    func repetition() async throws {
        let clock = StandingClock()
        var bodies: [[JSONValue]] = []
        for _ in 0..<2 {
            let configuration = SandboxConfiguration(vocabulary: .client, clock: { clock.read() })
            try await SandboxCaller.withSandbox(configuration) { caller in
                // The address of a recording has the port in it, which is another each time.
                bodies.append(
                    try await records(caller).map { record in
                        guard case .object(var members) = record else { return record }
                        members["urlStorage"] = nil
                        return .object(members)
                    }
                )
            }
        }
        #expect(!bodies[0].isEmpty && bodies[0] == bodies[1])
    }

    @Test("A guest's link opens the meeting's page, with the room's name made harmless")
    func page() async throws {
        try await SandboxCaller.withSandbox { caller in
            let token = try await caller.login()
            let made = try await caller.create(token: token)
            let guest: JSONValue = .object(["name": "Ana", "avatarUrl": "https://clinic.example/ana.png"])
            let link = try await caller.call(
                .post,
                "\(caller.address.v4h)/sessions/\(made.id)/guest",
                token: token,
                guest
            )
            let jwt = try link.member("jwt")
            let url = try link.member("url")
            #expect(url == "\(caller.address.origin)/\(made.room)?jwt=\(jwt)")
            let page = try await caller.call(.get, url)
            #expect(page.status == 200)
            #expect(page.text.contains("This is the sandbox's meeting room \(made.room)"))
            let odd: JSONValue = .object(["role": "owner", "room": "<b>", "participantName": "Ana"])
            _ = try await caller.call(.post, "\(caller.address.adminControl)/proconf-token", odd)
            let oddPage = try await caller.call(.get, "\(caller.address.origin)/%3Cb%3E")
            #expect(oddPage.text.contains("meeting room &lt;b&gt;"))
            #expect(try await caller.call(.get, "\(caller.address.origin)/nowhere").status == 404)
        }
    }
}
