/// One thing that is told of a subject, under a name that stays.
///
/// Tables, `--json` and `--format` read the same fields, and gavel(1) lists them.
struct Field<Subject>: Sendable {
    /// As `--json` and `--format` call it.
    let name: String

    /// As people read it.
    let title: String

    /// Where people are shown it without asking.
    let place: FieldPlace

    /// How early its column gives way where a table has no room: the last one has the lowest number.
    ///
    /// Those without one give way before those with one.
    let rank: Int?

    /// What it is.
    let summary: String

    let value: @Sendable (Subject) -> FieldValue

    init(
        _ name: String,
        _ title: String,
        in place: FieldPlace = .column,
        rank: Int? = nil,
        _ summary: String,
        _ value: @escaping @Sendable (Subject) -> FieldValue
    ) {
        self.name = name
        self.title = title
        self.place = place
        self.rank = rank
        self.summary = summary
        self.value = value
    }
}

/// Where people are shown a field without asking; programs get all of them.
enum FieldPlace: Sendable {
    /// In a table's column that is never cut or left out: by it the subject is told from others.
    case key

    /// In a table's column, and where there is one subject.
    case column

    /// Where there is one subject.
    case record

    /// Nowhere.
    case document
}
