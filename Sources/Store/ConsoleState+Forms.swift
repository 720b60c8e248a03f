import Meetings
import Services

extension ConsoleState {
    mutating func submitLogin() -> [Effect] {
        let login = session[service]
        guard login.asksForLogin, !login.isLoggingIn else { return [] }
        let token = login.form.secret(.accessToken)
        let order: Order =
            if service == .v4h, !token.isEmpty {
                .logInWithToken(token, isRemembered: login.form.isRemembering)
            } else {
                .logIn(
                    service, user: login.form.text(.user), password: login.form.secret(.password),
                    isRemembered: login.form.isRemembering)
            }
        return check(order)
    }

    mutating func submitLink() -> [Effect] {
        if linkPane.form.place == .result { return [.send(.perform(.copy))] }
        if let reason = Availability.reason(against: .guestLink, in: self) {
            say(.warning, reason)
            return []
        }
        switch service {
        case .v4h:
            guard let target, !guestLink.link.isLoading || guestLink.subject?.string != target.id.text else {
                return []
            }
            let name = guestLink.form.text(.name)
            return check(.makeGuestLink(target.id, name: name, avatarURL: guestLink.form.text(.avatarURL)))
        case .proconf:
            let request = ProConfTokenRequest(
                role: token.form.text(.role), room: token.form.text(.room),
                participantName: token.form.text(.participantName))
            return token.link.isLoading && token.subject == request.subject ? [] : check(.makeToken(request))
        }
    }

    mutating func submit(_ prompt: Prompt) -> [Effect] {
        let form = prompt.form
        switch prompt.purpose {
        case .request:
            return check(.request(form.draft))
        case .lookUp:
            return check(.lookUp(form.text(.conference).trimmed))
        case .start(let id):
            noteOpening(form, of: id)
            return check(.start(id, name: form.text(.name), avatarURL: form.text(.avatarURL)))
        case .steering(let steering): return submit(steering, form)
        case .export: return submitExport(prompt)
        case .verify(let id): return submitFile(prompt, of: id)
        case .links:
            let links = conferences.marked.filter { !$0.conference.hasEnded }.map { row in
                Order.makeGuestLink(row.id, name: form.text(.name), avatarURL: form.text(.avatarURL))
            }
            return links.isEmpty ? [] : check(.each(links))
        case .join(let id):
            noteOpening(form, of: id)
            return check(.join(id, name: form.text(.name), avatarURL: form.text(.avatarURL)))
        }
    }

    /// Remembers whether a conference that is about to be entered is to have a stage.
    private mutating func noteOpening(_ form: FormState, of id: ConferenceIdentifier) {
        if form.text(.opening) == Opening.Way.stage.rawValue {
            awaitedStages.insert(id)
        } else {
            awaitedStages.remove(id)
        }
    }

    /// Complains at the field where something cannot be sent; sends nothing then.
    private mutating func check(_ order: Order) -> [Effect] {
        do {
            try order.check()
        } catch {
            complain(error)
            return []
        }
        return [.send(.carryOut(order, isConfirmed: false))]
    }

    /// Shows an error at the field it is about, wherever that field is.
    mutating func complain(_ error: ServiceError) {
        guard case .invalidInput(let field, let reason) = error else { return }
        changeActiveForm { $0.complain(field, reason) }
        say(.warning, error.title, advice: error.advice)
    }
}

extension Prompt {
    static func request() -> Prompt {
        Prompt(
            purpose: .request, title: "Request a conference",
            hint: "Enter requests it as it stands. What is left open, the profile and the service decide.",
            form: FormState(
                lines: [
                    .init(.conferenceName, label: "Name", placeholder: "optional"),
                    .init(
                        .joinPolicy, label: "May join", text: unset,
                        choices: [unset, "PUBLIC", "ORG", "ORGUNIT", "RESTRICT", "SESSIONPWD"]),
                    .init(.allowedUnits, label: "Units", placeholder: "for ORGUNIT: ids, with commas"),
                    .init(.password, label: "Password", isSecret: true, placeholder: "for SESSIONPWD"),
                    .init(
                        .listPolicy, label: "Listed for", text: unset,
                        choices: [unset] + ListPolicy.allCases.map(\.rawValue)),
                ],
                button: "Request"))
    }

    static func lookUp(in service: ServiceKind) -> Prompt {
        switch service {
        case .v4h:
            Prompt(
                purpose: .lookUp, title: "Look up a conference",
                hint: "For one that you know the id of, also where the list does not name it.",
                form: FormState(lines: [.init(.conference, label: "Id")], button: "Look up"))
        case .proconf:
            Prompt(
                purpose: .lookUp, title: "Look up a room",
                hint: "For a meeting that goes on now: its status, and what was said so far.",
                form: FormState(lines: [.init(.conference, label: "Room")], button: "Look up"))
        }
    }

    static func links(of count: Int) -> Prompt {
        Prompt(
            purpose: .links, title: "Guest links for \(count == 1 ? "the marked conference" : "\(count) conferences")",
            hint: "They are copied one a line when all have come. Conferences that have ended get none.",
            form: FormState(
                lines: [
                    .init(.name, label: "Name", text: "Guest"),
                    .init(.avatarURL, label: "Avatar", placeholder: "https://… (optional)"),
                ],
                button: "Make links"))
    }

    static func enter(
        _ conference: Conference,
        asModerator: Bool,
        name: String,
        opening: Opening.Way?
    ) -> Prompt {
        let opening = opening.map {
            FormState.Line(
                .opening, label: "Open", text: $0.rawValue, choices: Opening.Way.allCases.map(\.rawValue))
        }
        return Prompt(
            purpose: asModerator ? .start(conference.id) : .join(conference.id),
            title: asModerator ? "Start \(conference.roomName)" : "Join \(conference.roomName)",
            hint: asModerator ? "You will be its moderator." : "You will be a participant.",
            form: FormState(
                lines: [
                    .init(.name, label: "Name", text: name),
                    .init(.avatarURL, label: "Avatar", placeholder: "https://… (optional)"),
                ] + [opening].compactMap(\.self),
                button: asModerator ? "Start" : "Join"))
    }

    /// The choice that leaves the decision to the profile and the service.
    static let unset = "default"
}

extension FormState {
    /// What the form for a new conference asks for.
    var draft: ConferenceDraft {
        let join: JoinPolicy? =
            switch text(.joinPolicy) {
            case "PUBLIC": .everyone
            case "ORG": .organisation
            case "ORGUNIT": .organisationUnits(text(.allowedUnits).split(separator: ",").map { String($0).trimmed })
            case "RESTRICT": .restricted
            case "SESSIONPWD": .password(secret(.password))
            default: nil
            }
        let name = text(.conferenceName).trimmed
        return ConferenceDraft(
            name: name.isEmpty ? nil : name, joinPolicy: join, listPolicy: ListPolicy(rawValue: text(.listPolicy)))
    }
}

extension String {
    fileprivate var trimmed: String { String(drop(while: \.isWhitespace).trimmingSuffix(while: \.isWhitespace)) }
}

extension Substring {
    fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> Substring {
        var rest = self
        while let last = rest.last, isDropped(last) { rest.removeLast() }
        return rest
    }
}
