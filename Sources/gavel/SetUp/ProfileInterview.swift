import Foundation
import Meetings
import Plain
import Store

/// Asks for a new profile, question by question; each answer is checked at once.
@MainActor
struct ProfileInterview {
    let dialogue: Dialogue
    let source: ConfigurationOptions

    /// That the operator has left.
    struct Left: Error {}

    /// Asks for everything.
    ///
    /// - Parameter known: What was answered before, and is offered again.
    /// - Returns: The answers.
    /// - Throws: `Left`.
    func answers(knowing known: ProfileAnswers) async throws -> ProfileAnswers {
        var answers = known
        answers.name = try await value(
            "Name of the profile", at: nil, of: answers, usual: known.name.isEmpty ? "clinic" : known.name)
        repeat {
            try await askForV4H(&answers)
            try await askForProConf(&answers)
            if !answers.hasService { dialogue.say("A profile needs V4H, ProCONF, or both.") }
        } while !answers.hasService
        answers.values["read-only"] =
            try await agrees(
                "Refuse whatever would change something (read-only)?", usual: known.values["read-only"] != nil)
            ? "true" : nil
        return answers
    }

    private func askForV4H(_ answers: inout ProfileAnswers) async throws {
        try await ask(
            "V4H address, such as https://v4h.example.org/v1 (empty for none)", at: "v4h.url", &answers)
        guard answers.values["v4h.url"] != nil else { return answers.forget("v4h.") }
        try await ask(
            "Host where V4H's meetings are opened", at: "v4h.domain", &answers, usual: answers.host(of: "v4h.url"))
        try await askForLogin(to: .v4h, &answers)
    }

    private func askForProConf(_ answers: inout ProfileAnswers) async throws {
        let keys = ["application": "proconf.application-server", "admin": "proconf.admin-control"]
        let before = keys.first { answers.values[$1] != nil }?.key
        let kind = try await choice(
            "ProCONF: an application server, an Admin Control, or none", of: ["application", "admin", "none"],
            usual: before ?? "none")
        if kind != before { answers.forget("proconf.") }
        guard let key = keys[kind] else { return }
        let example = kind == "admin" ? "https://admin.example.org/api" : "https://app.example.org"
        try await ask("ProCONF address, such as \(example)", at: key, &answers, isNeeded: true)
        try await ask(
            "Host where ProCONF's meetings are opened", at: "proconf.domain", &answers, usual: answers.host(of: key))
        if kind == "application" { try await askForLogin(to: .proconf, &answers) }
    }

    private func askForLogin(to service: ServiceKind, _ answers: inout ProfileAnswers) async throws {
        let (user, command) = ("\(service.rawValue).user", "\(service.rawValue).password-command")
        try await ask("\(service.title) user name (empty: typed at each login)", at: user, &answers)
        guard answers.values[user] != nil else {
            answers.values[command] = nil
            return
        }
        try await ask(
            "Command that tells the password, such as pass show \(service.rawValue) (empty: typed at each login)",
            at: command, &answers)
    }
}

extension ProfileInterview {
    /// Asks for the value of a key, and keeps it.
    private func ask(
        _ question: String,
        at path: String,
        _ answers: inout ProfileAnswers,
        usual: String? = nil,
        isNeeded: Bool = false
    ) async throws {
        let known = answers.values[path] ?? usual
        let typed = try await value(
            question, at: path, of: answers, usual: known, isNeeded: isNeeded || usual != nil)
        answers.values[path] = typed.isEmpty ? nil : typed
    }

    /// Asks until the answer will do.
    private func value(
        _ question: String,
        at path: String?,
        of answers: ProfileAnswers,
        usual: String?,
        isNeeded: Bool = true
    ) async throws -> String {
        // What is offered can be refused where nothing need be there.
        let hint = usual.map { " [\($0)\(isNeeded ? "" : "; - for none")]" } ?? ""
        while true {
            let typed = try await line("\(question)\(hint): ")
            if !isNeeded, typed == "-" || (typed.isEmpty && usual == nil) { return "" }
            let value = typed.isEmpty ? usual ?? "" : typed
            guard !value.isEmpty else {
                dialogue.say("This has to be there. q leaves.")
                continue
            }
            guard let complaint = answers.complaint(about: value, at: path, in: source) else { return value }
            dialogue.say(complaint)
        }
    }

    /// Asks for one of some words, of which the beginning will do.
    func choice(_ question: String, of words: [String], usual: String) async throws -> String {
        while true {
            let typed = try await line("\(question) [\(usual)]: ")
            if typed.isEmpty { return usual }
            if let word = typed.meant(among: words) { return word }
            let right = words.nearest(to: typed).map { "Did you mean \($0)?" }
            dialogue.say(right ?? "Answer one of: \(words.joined(separator: ", ")).")
        }
    }

    /// Asks for a yes or a no.
    func agrees(_ question: String, usual: Bool) async throws -> Bool {
        try await choice("\(question) yes/no", of: ["yes", "no"], usual: usual ? "yes" : "no") == "yes"
    }

    /// Asks for a line without the blanks around it.
    private func line(_ prompt: String) async throws -> String {
        guard case .line(let line) = await dialogue.ask(prompt) else { throw Left() }
        let typed = line.trimmingCharacters(in: .whitespaces)
        if typed.lowercased() == "q" { throw Left() }
        return typed
    }
}

extension ProfileAnswers {
    /// Takes every answer away that is about one service.
    fileprivate mutating func forget(_ prefix: String) { values = values.filter { !$0.key.hasPrefix(prefix) } }
}
