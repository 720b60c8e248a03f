/// The names and forms that one record is written in.
struct RecordForm: Sendable {
    /// How moments are written (contract: "RFC 3339 text with or without fractions, or epoch seconds or milliseconds").
    enum Moments: Sendable {
        case text
        case textWithFraction
        case seconds
        case milliseconds
    }

    var identifier: StaticString
    var owner: StaticString
    var unit: StaticString
    var state: StaticString
    var ended: StaticString
    var moments: Moments

    /// Whether identifiers of digits are integers, and owners their numbers.
    var isNumeric: Bool

    /// Whether nothing is written that the seed does not name.
    var isSeedOnly: Bool

    /// The form for a conference in a vocabulary.
    init(_ vocabulary: RecordVocabulary, number: Int) {
        switch vocabulary {
        case .seed: self = .seed
        case .client: self = .client
        case .mixed: self = RecordForm.mixed[number % RecordForm.mixed.count]
        }
    }

    private init(
        _ identifier: StaticString,
        owner: StaticString,
        unit: StaticString,
        state: StaticString,
        ended: StaticString,
        _ moments: Moments,
        isNumeric: Bool = false,
        isSeedOnly: Bool = false
    ) {
        self.identifier = identifier
        self.owner = owner
        self.unit = unit
        self.state = state
        self.ended = ended
        self.moments = moments
        self.isNumeric = isNumeric
        self.isSeedOnly = isSeedOnly
    }

    private static let client = RecordForm(
        "id",
        owner: "org",
        unit: "orgUnit",
        state: "status",
        ended: "finished",
        .textWithFraction
    )

    private static let seed = RecordForm(
        "sessionId",
        owner: "owner",
        unit: "",
        state: "state",
        ended: "ended",
        .text,
        isSeedOnly: true
    )

    /// Conferences with an odd number have digits for an identifier: the second and fourth form are theirs.
    private static let mixed = [
        client,
        RecordForm(
            "id",
            owner: "orgId",
            unit: "ouId",
            state: "status",
            ended: "finished",
            .milliseconds,
            isNumeric: true
        ),
        RecordForm("sessionId", owner: "owner", unit: "orgUnit", state: "state", ended: "ended", .text),
        RecordForm("id", owner: "owner", unit: "ouId", state: "state", ended: "endend", .seconds, isNumeric: true),
    ]
}
