/// Something that goes wrong with a call.
package enum Fault: Hashable, Sendable {
    /// The call gets no answer, and for a while nothing listens.
    case refuse(Duration)

    /// The connection is closed before a byte of an answer, and the call is not carried out.
    case cut

    /// The call is carried out; then the connection is closed before a byte of the answer.
    case unanswered

    /// The call is carried out; then the connection is reset in the middle of the answer's body.
    case reset

    /// Nothing is answered for as long as the client waits.
    case silence

    /// The body comes one byte at a time, with a pause before each.
    case drip(Duration)

    /// The answer comes late.
    case slow(Duration)

    /// The call is not carried out but answered with an error status.
    case status(Int, retryAfter: Int?)

    /// The call is not carried out, and after a while its token is said to be invalid.
    case unauthorized(after: Duration)

    /// The call is not carried out but sent to another origin.
    case redirect

    /// Half of the document is there, as if it were all.
    case truncated

    /// A document of another shape.
    case wrongJSON

    /// The right document, said to be a web page.
    case wrongType

    /// A web page in place of the document, as networks with a login page send.
    case webPage

    /// Blanks before the document.
    case huge(megabytes: Int)

    /// A `Date` that is some seconds off.
    case date(Int)

    /// The right document without its tokens.
    case noToken

    /// Every record of a list twice.
    case duplicates

    /// A list of so many records.
    case many(Int)

    /// Control characters, escape sequences and invisible characters in every text but identifiers and tokens.
    case hostile

    /// Bytes that are no UTF-8 in every text but identifiers and tokens.
    case invalidUTF8
}

/// What a fault is called in a rule, and what may follow its name.
package struct FaultWord: Sendable {
    /// What stands behind the colon.
    struct Parameter: Sendable {
        let range: ClosedRange<Double>
        let usual: Double?
        let isWhole: Bool
    }

    /// The name, such as `slow`.
    package let word: String

    /// The name with what may follow it, such as `slow:SECONDS`.
    package let form: String

    /// What happens, as the manual says it.
    package let meaning: String

    let parameter: Parameter?
    let make: @Sendable (Double?) -> Fault
}

extension FaultWord {
    /// Every fault there is, in the order of the manual.
    package static let all: [FaultWord] =
        [
            seconds("refuse", 10, "The connection is closed, and for so long (10) nothing listens on the port.") {
                .refuse($0)
            },
            plain("cut", .cut, "The connection is closed before a byte of an answer; nothing was carried out."),
            plain("unanswered", .unanswered, "The call is carried out; its answer never comes."),
            plain("reset", .reset, "The call is carried out; the connection is reset in the middle of the body."),
            plain("silence", .silence, "No answer, for as long as the client waits."),
            seconds("drip", 1, "One byte of the body, then a pause of so long (1).") { .drip($0) },
            seconds("slow", 5, "The answer comes so much later (5).") { .slow($0) },
        ] + statuses + [
            plain("redirect", .redirect, "307, to the same path on another origin."),
            plain("truncated", .truncated, "The first half of the document."),
            plain("wrong-json", .wrongJSON, "JSON of another shape."),
            plain("wrong-type", .wrongType, "The right JSON with the content type of a web page."),
            plain("web-page", .webPage, "200 with a web page, as networks with a login page send."),
            number("huge", "MEGABYTES", 1...10_000, 100, "So many megabytes (100) of blanks before the document.") {
                .huge(megabytes: $0)
            },
            number("date", "SECONDS", -86_400...86_400, 600, "The Date field is so far off (600), to either side.") {
                .date($0)
            },
            plain("no-token", .noToken, "The right document without its tokens."),
            plain("duplicates", .duplicates, "Every record of a list twice."),
            number("many", "RECORDS", 1...1_000_000, 100_000, "A list of so many records (100000).") { .many($0) },
            plain("hostile", .hostile, "Escape sequences and invisible characters in every text."),
            plain("invalid-utf8", .invalidUTF8, "Bytes that are no UTF-8 in every text."),
        ]

    private static let statuses: [FaultWord] =
        [
            status(400, "The request is said to be wrong."),
            seconds("401", 0, "The token is said to be invalid, so much later (0).") { .unauthorized(after: $0) },
            status(403, "The call is forbidden."), status(404, "Nothing is there."),
            status(409, "The state of things does not allow it."), status(410, "What was there is gone."),
            waiting(429, 5, "Too many calls, with Retry-After (5)."), status(500, "The server failed."),
            status(502, "A proxy's web page."),
            waiting(503, nil, "Out of service, with Retry-After where it is given."),
            status(504, "A proxy's web page."),
        ]

    private static func plain(_ word: String, _ fault: Fault, _ meaning: String) -> FaultWord {
        FaultWord(word: word, form: word, meaning: meaning, parameter: nil) { _ in fault }
    }

    private static func seconds(
        _ word: String,
        _ usual: Double,
        _ meaning: String,
        _ make: @escaping @Sendable (Duration) -> Fault
    ) -> FaultWord {
        let parameter = Parameter(range: 0...86_400, usual: usual, isWhole: false)
        return FaultWord(word: word, form: "\(word):SECONDS", meaning: meaning, parameter: parameter) {
            make(.seconds($0 ?? usual))
        }
    }

    private static func number(
        _ word: String,
        _ unit: String,
        _ range: ClosedRange<Double>,
        _ usual: Double,
        _ meaning: String,
        _ make: @escaping @Sendable (Int) -> Fault
    ) -> FaultWord {
        let parameter = Parameter(range: range, usual: usual, isWhole: true)
        return FaultWord(word: word, form: "\(word):\(unit)", meaning: meaning, parameter: parameter) {
            make(Int($0 ?? usual))
        }
    }

    private static func status(_ status: Int, _ meaning: String) -> FaultWord {
        plain(String(status), .status(status, retryAfter: nil), meaning)
    }

    private static func waiting(_ status: Int, _ usual: Double?, _ meaning: String) -> FaultWord {
        let parameter = Parameter(range: 0...86_400, usual: usual, isWhole: true)
        return FaultWord(word: "\(status)", form: "\(status):SECONDS", meaning: meaning, parameter: parameter) {
            .status(status, retryAfter: ($0 ?? usual).map { Int($0) })
        }
    }
}
