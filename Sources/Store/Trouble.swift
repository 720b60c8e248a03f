import Services

/// Why something did not work, in the words that are shown: what happened, to what, and what to do.
package struct Trouble: Hashable, Sendable {
    /// What happened, to what, in one line.
    package var title: String

    /// What was asked, the server's words, its name for the request.
    package var detail: String?

    /// What the operator can do now.
    package var advice: String

    /// Whether it is said at a field of a form already.
    package var isAtField: Bool

    /// Whether it is no trouble at all, only that there is nothing to show.
    package var isExpected = false

    /// Whether it was the service's absence or the end of a login, so that asking again helps once that is over.
    var mayPass = false

    package init(title: String, detail: String? = nil, advice: String, isAtField: Bool = false) {
        self.title = title
        self.detail = detail
        self.advice = advice
        self.isAtField = isAtField
    }

    init(_ error: ServiceError) {
        self.init(title: error.title, detail: error.detail, advice: error.advice, isAtField: error.field != nil)
        mayPass = error.isOutage || error.isOfLogin
    }
}
