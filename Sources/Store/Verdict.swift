import Meetings
import Services

/// How it stands with an order that got no answer, as the record of its conference tells it.
struct Verdict {
    var severity = Message.Severity.warning
    var text: String
    var advice: String?

    /// Reads a record.
    ///
    /// - Parameters:
    ///   - order: What was ordered.
    ///   - result: The record, or why there is none.
    ///   - name: What the conference is called.
    ///   - keys: How what can be done is asked for.
    init(on order: Order, _ result: Result<ConferenceRecord, ServiceError>, name: String, keys: CommandKeys) {
        switch result {
        case .success(let record): self.init(on: order, record.conference, name: name, keys: keys)
        case .failure(let error) where error.isGone:
            if case .delete = order {
                self.init(severity: .success, text: "Deleted after all: \(name).")
            } else {
                self.init(text: "It is not there any more: \(name).", advice: "Somebody may have deleted it.")
            }
        case .failure(let error):
            self.init(text: "It cannot be told whether it was done: \(error.title)", advice: error.advice)
        }
    }

    private init(severity: Message.Severity = .warning, text: String, advice: String? = nil) {
        self.severity = severity
        self.text = text
        self.advice = advice
    }

    private init(on order: Order, _ conference: Conference, name: String, keys: CommandKeys) {
        let again = order.command.map(keys.invocation) ?? ""
        let join = keys.invocation(of: .joinConference)
        let standing = conference.hasEnded ? "has ended" : conference.state == .started ? "is live" : "is open"
        switch order {
        case .close where conference.hasEnded: self.init(severity: .success, text: "Closed after all: \(name).")
        case .close: self.init(text: "It is still open: \(name).", advice: "\(again) closes it.")
        case .delete: self.init(text: "It is still there: \(name).", advice: "\(again) deletes it.")
        case .start where conference.state == .started:
            self.init(
                severity: .success, text: "It is live: \(name). Only the way in did not arrive.",
                advice: "\(join) gets one.")
        case .start: self.init(text: "It was not started: it \(standing): \(name).", advice: "\(again) starts it.")
        case .join: self.init(text: "No way in arrived. It \(standing): \(name).", advice: "\(join) gets one.")
        case .leave:
            self.init(
                text: "It \(standing): \(name). Whether your leaving is known, nothing tells.",
                advice: "\(again) says it again.")
        case .makeGuestLink:
            self.init(
                text: "No link arrived. It \(standing): \(name).",
                advice: "One that was made is of no harm. Enter makes another.")
        default: self.init(text: "It \(standing): \(name).")
        }
    }
}

extension ServiceError {
    /// Whether the service does not have what was asked about.
    var isGone: Bool {
        guard case .refused(_, let refusal) = self else { return false }
        return refusal.status == 404 || refusal.status == 410
    }
}

extension Result where Failure == ServiceError {
    var failure: ServiceError? { if case .failure(let error) = self { error } else { nil } }
}

extension Order {
    /// The conference it is about, where there is one already.
    var subject: ConferenceIdentifier? {
        switch self {
        case .start(let id, _, _), .join(let id, _, _), .leave(let id, _), .close(let id), .update(let id, _),
            .delete(let id), .makeGuestLink(let id, _, _):
            id
        case .logIn, .logInWithToken, .request, .lookUp, .makeToken, .steer, .each: nil
        }
    }

    /// Whether it is found out by reading what became of it where no answer came.
    var isChecked: Bool { if case .request = self { true } else { subject != nil } }

    /// Whether it asks for what another has asked for already.
    func repeats(_ other: Order) -> Bool {
        self == other || (subject != nil && subject == other.subject && command == other.command)
    }
}

extension Prompt.Purpose {
    /// The conference it is about, where there is one already.
    var subject: ConferenceIdentifier? {
        switch self {
        case .start(let id), .join(let id): id
        case .request, .lookUp, .links, .export, .verify, .steering: nil
        }
    }
}

extension Prompt {
    /// Whether it is the form that an order was made of, with nothing changed since.
    func isRequest(by order: Order) -> Bool { purpose == .request && order == .request(form.draft) }
}

extension Trouble {
    static let mayHaveBeenMade = Trouble(
        title: "No answer came: it may have been made.", advice: "The list is being asked; nothing is sent twice.")
}
