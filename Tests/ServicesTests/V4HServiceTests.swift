import Foundation
import Meetings
import Sandbox
import Services
import Testing

@Suite("The methods of the V4H contract, in the classic dialect", .timeLimit(.minutes(10)))
struct V4HServiceTests {
    @Test("the list holds every conference under its identifier", arguments: RecordVocabulary.allCases)
    func list(_ vocabulary: RecordVocabulary) async throws {
        try await Hospital.open(SandboxConfiguration(vocabulary: vocabulary)) { hospital in
            let service = try await hospital.service()
            let conferences = try await service.listConferences()
            #expect(conferences.count == 40)
            #expect(Set(conferences.map(\.id)).count == 40)
            #expect(conferences.contains { $0.state == .ready })
            #expect(conferences.contains { $0.state == .started })
            #expect(conferences.contains { $0.state == .finished && $0.ended != nil && !$0.evidence.isEmpty })
            let now = Date.now
            let moments = conferences.flatMap { [$0.created, $0.started, $0.ended].compactMap(\.self) }
            #expect(moments.allSatisfy { $0 <= now && $0 > now - 10 * 365 * 86_400 })
            #expect(hospital.wire.lines == ["GET v1/sessions"])
        }
    }

    @Test("getConference gives everything the list says, and the whole document")
    func get() async throws {
        try await Hospital.open { hospital in
            let service = try await hospital.service()
            for conference in try await service.listConferences() {
                let record = try await service.getConference(conference.id)
                #expect(record.conference == conference)
                #expect(record.document["hash"] != nil)
            }
        }
    }

    @Test("requestConference makes a conference of the draft and the profile")
    func request() async throws {
        try await Hospital.open { hospital in
            let service = try await hospital.service()
            let id = try await service.requestConference(
                ConferenceDraft(name: "Round", joinPolicy: .organisationUnits(["11", "Ensino"]), listPolicy: .shared)
            )
            #expect(hospital.wire.lines == ["POST v1/sessions"])
            #expect(
                hospital.wire.bodies == [
                    [
                        "name": "Round", "org": 1, "orgUnit": 11, "profile": "basico", "skinId": 2,
                        "joinPolicy": "ORGUNIT", "allowJoinOu": [11, "Ensino"], "listPolicy": "SHARED",
                    ]
                ]
            )
            let conference = try await service.requestConference(id).conference
            #expect(conference.state == .ready)
            #expect(conference.name == "Round")
            #expect(conference.joinPolicy == "ORGUNIT")
            #expect(conference.allowedUnits.count == 2)
        }
    }

    @Test("requestConference with an id refuses one that is unknown, and one that is closed")
    func unavailable() async throws {
        try await Hospital.open { hospital in
            let service = try await hospital.service()
            let unknown = try await failure { () async throws(ServiceError) in
                try await service.requestConference(ConferenceIdentifier("nobody-knows-it"))
            }
            #expect(unknown.title.hasPrefix("Session nobody-knows-it is unavailable: There is no conference"))

            let id = try await service.requestConference(ConferenceDraft())
            try await service.closeConference(id)
            let closed = try await failure { () async throws(ServiceError) in try await service.requestConference(id) }
            #expect(closed == .sessionUnavailable(id, "the conference has ended"))
        }
    }

    @Test("a conference is updated, left, closed and deleted")
    func edit() async throws {
        try await Hospital.open { hospital in
            let service = try await hospital.service()
            let id = try await service.requestConference(ConferenceDraft())
            try await service.updateConference(id, ConferenceDraft(listPolicy: .privately))
            #expect(hospital.wire.bodies.last == ["listPolicy": "PRIVATE"])
            #expect(try await service.getConference(id).conference.listPolicy == "PRIVATE")

            let entry = try await service.startConference(id, name: "Ana", avatarURL: "")
            let participation = try #require(entry.ticket.participation)
            try await service.leaveConference(id, participation: participation)
            #expect(hospital.wire.bodies.last == ["partId": .string(participation.sent)])
            try await service.closeConference(id)
            #expect(try await service.getConference(id).conference.hasEnded)

            try await service.deleteConference(id)
            let error = try await failure { () async throws(ServiceError) in try await service.getConference(id) }
            #expect(error.refusal?.status == 404)
            let writes = hospital.wire.lines.filter { !$0.hasPrefix("GET") }
            #expect(
                writes == [
                    "POST v1/sessions", "PUT v1/sessions/\(id)", "POST v1/sessions/\(id)/join",
                    "POST v1/sessions/\(id)/left", "POST v1/sessions/\(id)/close", "DELETE v1/sessions/\(id)",
                ]
            )
        }
    }

    @Test("the organisations and their conferences are listed")
    func organisations() async throws {
        try await Hospital.open { hospital in
            let service = try await hospital.service()
            let organisations = try await service.organisations()
            let first = try #require(organisations.first)
            #expect(try await service.organisation(first.id).id == first.id)
            let all = Set(try await service.listConferences().map(\.id))
            let own = try await service.conferences(of: first.id).map(\.id)
            #expect(!own.isEmpty)
            #expect(all.isSuperset(of: own))
            #expect(
                hospital.wire.lines == [
                    "GET v1/orgs", "GET v1/orgs/\(first.id)", "GET v1/sessions", "GET v1/orgs/\(first.id)/sessions",
                ]
            )
        }
    }

    @Test("recordings are not asked for where the dialect has no route for them, unless the profile has one")
    func recordings() async throws {
        try await Hospital.open(
            script: { request in
                request.path == ["v1", "files", "a/b"]
                    ? .body(#"[{"urlStorage":"https://x.example/1","hash":"00"}]"#) : nil
            },
            test: { hospital in
                let service = hospital.scripted()
                let error = try await failure { () async throws(ServiceError) in
                    try await service.recordings(of: ConferenceIdentifier("1"))
                }
                #expect(error == .unsupported("list recordings"))
                #expect(hospital.wire.all.isEmpty)

                var deployment = hospital.deployment()
                deployment.routes[.recordings] = try RouteTemplate("GET /files/{id}", for: .recordings)
                let other = V4HService(transport: hospital.transport, deployment: deployment, tokens: TokenDesk("t"))
                let recordings = try await other.recordings(of: ConferenceIdentifier("a/b"))
                #expect(recordings.map(\.location) == ["https://x.example/1"])
            }
        )
    }
}
