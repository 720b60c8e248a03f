import Foundation

/// The conferences that a sandbox begins with: the same ones each time, but for the moment they are reckoned from.
struct SeedConferences {
    /// What a conference can be about: its name, the beginning of its room's, and whose it can be.
    private struct Topic {
        let name: String
        let room: String
        let organisations: ClosedRange<Int>
    }

    private static let topics = [
        Topic(name: "Teleconsulta de cardiologia", room: "cardiologia", organisations: 1...3),
        Topic(name: "Passagem de plantão da UTI", room: "plantao-uti", organisations: 1...2),
        Topic(name: "Segunda opinião: imagem torácica 🫁", room: "imagem-toracica", organisations: 1...3),
        Topic(name: "Grupo de apoio ao diabético 💙", room: "apoio-diabetico", organisations: 2...3),
        Topic(name: "Telerregulação de leitos", room: "regulacao-leitos", organisations: 3...3),
        Topic(name: "Round multiprofissional", room: "sala-união", organisations: 1...2),
        Topic(name: "हृदय परामर्श", room: "हृदय-परामर्श", organisations: 4...4),
        Topic(name: "शिशु टीकाकरण समीक्षा 💉", room: "tikakaran", organisations: 4...4),
        Topic(name: "術前カンファレンス 🏥", room: "術前会議", organisations: 5...5),
        Topic(name: "遠隔診療 循環器", room: "enkaku-shinryo", organisations: 5...5),
        Topic(name: "استشارة أمراض القلب", room: "استشارة-القلب", organisations: 6...6),
        Topic(name: "مناقشة حالة طبية 🩺", room: "munaqasha", organisations: 6...6),
        Topic(name: "Comitê de ética em pesquisa", room: "comite-etica", organisations: 7...7),
        Topic(name: "Tumour board", room: "tumour-board", organisations: 8...8),
        Topic(name: "Stroke alert drill 🚑", room: "stroke-drill", organisations: 8...8),
    ]

    private let count: Int
    private let now: Date
    private var random = SplitMix64(state: 0x5634_4847)

    /// Prepares conferences.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - now: The moment that all their times are reckoned from.
    init(count: Int, now: Date) {
        self.count = max(0, count)
        self.now = now
    }

    /// All of them, oldest first.
    mutating func make() -> [HostedConference] {
        var made: [HostedConference] = []
        made.reserveCapacity(count)
        for age in 0..<count { made.append(conference(age: age)) }
        made.reverse()
        return made
    }

    /// The conference that `age` others are younger than.
    private mutating func conference(age: Int) -> HostedConference {
        let number = count - age
        let topic = SeedConferences.topics[Int(random.next() % UInt64(SeedConferences.topics.count))]
        let id = identifier(number: number)
        let suffix = String(number, radix: 36) + String(random.next() % 1_296 + 1_296, radix: 36)
        var conference = HostedConference(id: id, short: "\(topic.room)-\(suffix)", number: number)
        guard age != 12 else { return conference }  // the one of which next to nothing is known

        let organisation = HostedOrganisation.all[topic.organisations.randomElement(using: &random).map { $0 - 1 } ?? 0]
        conference.name = topic.name
        conference.organisation = organisation.reference
        conference.unit = organisation.units.randomElement(using: &random)
        conference.profile = String(random.next() % 3 + 1)
        conference.skin = String(random.next() % 2 + 1)
        setPolicies(of: &conference)
        setTimes(of: &conference, age: age)
        return conference
    }

    private mutating func setPolicies(of conference: inout HostedConference) {
        switch random.next() % 8 {
        case 0: conference.policies.joinPolicy = "ORG"
        case 1:
            conference.policies.joinPolicy = "ORGUNIT"
            conference.policies.allowedUnits = conference.unit.map { [$0.name] } ?? []
        case 2: conference.policies.joinPolicy = "RESTRICT"
        case 3:
            conference.policies.joinPolicy = "SESSIONPWD"
            conference.policies.joinPassword = "sala"
        default: conference.policies.joinPolicy = "PUBLIC"
        }
        conference.policies.listPolicy = ["PUBLIC", "SHARED", "PRIVATE"].randomElement(using: &random)
    }

    /// Gives it a state, and the times that belong to it, over the last six weeks.
    private mutating func setTimes(of conference: inout HostedConference, age: Int) {
        let weeks: TimeInterval = 42 * 86_400
        let before = weeks * TimeInterval(age + 1) / TimeInterval(count + 1) + minutes(0, 360)
        // The first ten show every state; after them most have ended.
        switch age < 10 ? age % 3 : (age % 19 == 0 ? 1 : 2) {
        case 0 where age < 9:
            let started = now.addingTimeInterval(-minutes(4, 55))
            conference.state = .started
            conference.started = started
            conference.firstJoined = started.addingTimeInterval(-minutes(0, 3))
            conference.created = conference.firstJoined?.addingTimeInterval(-minutes(1, 240))
        case 1:
            conference.state = .ready
            conference.created = now.addingTimeInterval(-before)
        default:
            let started = now.addingTimeInterval(-before - minutes(180, 200))
            let finished = started.addingTimeInterval(minutes(8, 95))
            conference.created = started.addingTimeInterval(-minutes(1, 600))
            conference.firstJoined = started.addingTimeInterval(-minutes(0, 6))
            conference.started = started
            conference.finished = finished
            conference.state = age == 9 ? .other("ARCHIVED") : .finished
            if age != 5 && age != 17 {
                conference.recording = StoredRecording(of: conference.id, stored: finished)
            }
        }
    }

    /// Text on newer servers, digits on older ones.
    private mutating func identifier(number: Int) -> String {
        let high = random.next()
        let low = random.next()
        guard number % 2 == 0 else { return String(410_000 + number) }
        let digits = [high, low].map { half in
            String(repeating: "0", count: 16 - String(half, radix: 16).count) + String(half, radix: 16)
        }
        return digits.joined()
    }

    /// A span in seconds between two numbers of minutes.
    private mutating func minutes(_ least: Double, _ most: Double) -> TimeInterval {
        Double.random(in: least...most, using: &random) * 60
    }
}
