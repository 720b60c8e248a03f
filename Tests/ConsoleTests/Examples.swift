import Foundation
import Journal
import Login
import Meetings
import Services
import TestSupport
import Transport

extension Organisation {
    static let examples = [
        Organisation(id: "1", name: "Hospital São Lucas do Vale"), Organisation(id: "4", name: "शांति सेवा अस्पताल"),
        Organisation(id: "5", name: "青葉みなと病院"), Organisation(id: "6", name: "مستشفى واحة الشفاء"),
    ]
}

extension Conference {
    /// Some of every state, with names in several scripts and with emoji.
    static let examples: [Conference] = [
        example(
            "410017", "cardiologia-h2k", "Teleconsulta de cardiologia", "1", .started, minutes: -50, started: -35,
            policy: "PUBLIC"),
        example(
            "9f3c61d2a47be805", "plantao-uti-7", "Passagem de plantão da UTI", "1", .ready, minutes: -20, policy: "ORG"),
        example(
            "410019", "imagem-toracica-9", "Segunda opinião: imagem torácica 🫁", "1", .finished, minutes: -1500,
            started: -1490, ended: -1445, policy: "ORGUNIT"),
        example("410021", "हृदय-परामर्श-2", "हृदय परामर्श", "4", .started, minutes: -90, started: -80, policy: "PUBLIC"),
        example("0b77aa10c2d94e61", "術前会議-x", "術前カンファレンス 🏥", "5", .ready, minutes: -130, policy: "RESTRICT"),
        example(
            "410023", "استشارة-القلب-8", "استشارة أمراض القلب", "6", .finished, minutes: -3000, started: -2990,
            ended: -2800, policy: "SESSIONPWD"),
        example(
            "410025", "apoio-diabetico-3", "Grupo de apoio ao diabético 👩🏽‍⚕️💙", "1", .other("ARCHIVED"), minutes: -90_000,
            started: -89_900, ended: -89_800, policy: "PUBLIC"),
        Conference(id: ConferenceIdentifier("410027")),
    ]

    private static func example(
        _ id: String,
        _ room: SafeText,
        _ name: SafeText,
        _ owner: SafeText,
        _ state: ConferenceState,
        minutes created: Double,
        started: Double? = nil,
        ended: Double? = nil,
        policy: SafeText
    ) -> Conference {
        func moment(_ minutes: Double?) -> Date? { minutes.map { Screen.now + $0 * 60 } }
        return Conference(
            id: ConferenceIdentifier(id), room: room, name: name, owner: owner, state: state, created: moment(created),
            started: moment(started), ended: moment(ended), joinPolicy: policy)
    }

    /// The selected one of the examples, as its record tells it.
    static var detailed: Conference {
        var conference = examples[1]
        conference.ownerUnit = "UTI Neonatal"
        conference.listPolicy = "SHARED"
        conference.allowedUnits = ["UTI Neonatal", "Cardiologia"]
        conference.otherFields = ["skin": 2, "tags": .array(["plantão", "uti"]), "watermark": true]
        return conference
    }

    /// One that has ended, with its recording and what proves it.
    static var recorded: Conference {
        var conference = examples[2]
        conference.recordingLocation = "https://storage.example/recordings/410019.mp4"
        conference.evidence = IntegrityEvidence(
            hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", hashType: "SHA-256",
            ledgerIdentifier: "0xabc123", ledgerType: "Ethereum")
        return conference
    }

    var record: ConferenceRecord {
        let document: [String: JSONValue] = [
            "sessionId": .string(id.text), "short": .string(roomName), "state": "READY", "owner": 1,
        ]
        return ConferenceRecord(conference: self, document: .object(document))
    }
}

extension ProConfMeeting {
    static let examples = [
        ProConfMeeting(
            room: "sala-união", identifier: "sala-união_1795330000", created: Screen.now - 9000,
            ended: Screen.now - 7200),
        ProConfMeeting(
            room: "術前会議", identifier: "術前会議_1795340000", created: Screen.now - 90_000,
            ended: Screen.now - 86_400),
    ]
}

extension LoginStatus {
    static let valid = LoginStatus(
        phase: .valid(until: Screen.now + 240), until: Screen.now + 240, nextRefresh: Screen.now + 180,
        lastRefresh: Screen.now - 60, hasRefreshToken: true)

    static let ended = LoginStatus(phase: .failed, lastProblem: .loginEnded("The refresh token is used or expired."))
}

extension MeetingLink {
    /// A link whose token says what Jitsi's tokens say.
    static func example(name: String = "João da Silva", role: String = "guest") -> MeetingLink {
        let token = "eyJhbGciOiJIUzI1NiJ9.eyJyb29tIjoicGxhbnRhby11dGktNyJ9.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg"
        let user: JSONValue = .object(["name": .string(name), "role": .string(role)])
        let now = Int64(Screen.now.timeIntervalSince1970)
        return MeetingLink(
            url: "https://meet.hospital.example/plantao-uti-7?jwt=\(token)", token: Secret(token),
            claims: Claims(
                header: .object(["alg": "HS256", "typ": "JWT"]),
                payload: .object([
                    "iss": "v4h", "room": "plantao-uti-7", "iat": .integer(now), "exp": .integer(now + 7200),
                    "context": .object(["user": user]),
                ])))
    }
}

extension ServiceError {
    static let noConnection = ServiceError.unreachable(
        ServiceCall(purpose: "list conferences", method: "GET", url: "https://v4h.hospital.example/v1/sessions"),
        .cannotConnect(to: "v4h.hospital.example:443", reason: "Connection refused"))

    static let noAnswer = ServiceError.unreachable(
        ServiceCall(purpose: "request a conference", method: "POST", url: "https://v4h.hospital.example/v1/sessions"),
        .timedOut(phase: .waiting, after: .seconds(30)))

    static func refused(_ status: Int, _ words: SafeText, purpose: String = "list the conferences") -> ServiceError {
        let call = ServiceCall(purpose: purpose, method: "GET", url: "https://v4h.hospital.example/v1/sessions")
        return .refused(call, Refusal(status: status, words: words, requestIdentifier: "r-77"))
    }
}

extension JournalEntry {
    /// All that can come of an order, the newest last.
    static let examples: [JournalEntry] = [
        example("logIn", minutes: -1500, nil, took: 212, status: 200, "r-1"),
        example("lookUpConference", minutes: -61, Conference.examples[3], took: 40, status: 200, "r-2"),
        example("startConference", minutes: -60, Conference.examples[0], took: 1250, status: 200, "r-3"),
        example(
            "closeConference", minutes: -30, Conference.examples[1], .refused, "only its owner may close it", took: 95,
            status: 403, "r-4"),
        example(
            "requestConference", minutes: -20, nil, .unknown,
            "Could not request a conference: the connection was lost (reset by peer).", took: 61_000),
        example(
            "guestLink", minutes: -10, Conference.examples[4], .failed,
            "Could not make a guest link: nothing answers at v4h.hospital.example.", took: 3),
        example("deleteConference", minutes: -1, Conference.examples[6], took: 340, status: 204, "r-7"),
    ]

    private static func example(
        _ action: SafeText,
        minutes: Double,
        _ conference: Conference?,
        _ outcome: Outcome = .done,
        _ words: SafeText? = nil,
        took: Int,
        status: Int? = nil,
        _ request: SafeText? = nil
    ) -> JournalEntry {
        JournalEntry(
            when: Screen.now + minutes * 60, profile: "hospital", who: "ana.souza", service: "v4h", action: action,
            target: conference.map { JournalTarget($0) }, outcome: outcome, words: words, milliseconds: took,
            status: status, request: request)
    }
}

extension MeetingEntry {
    /// A way into a meeting of a deployment that every test has.
    init(link: MeetingLink, ticket: MeetingTicket) {
        self.init(
            link: link, ticket: ticket, origin: "https://meet.example", displayName: "Ana", avatarURL: "")
    }
}
