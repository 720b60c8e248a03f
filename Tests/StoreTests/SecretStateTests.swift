import Foundation
import Meetings
import Sandbox
import Services
import TestSupport
import Testing

@testable import Store

@Suite("The state of a console", .timeLimit(.minutes(10)))
@MainActor
struct SecretStateTests {
    @Test("shows no password and no token, however it is printed")
    func printed() async throws {
        let password = "planted-\(UUID().uuidString)"
        let secrets = PlantedSecrets(passwords: password)
        let configuration = SandboxConfiguration(
            password: password,
            middleware: { request, next in
                let answer = await next(request)
                secrets.takeTokens(of: answer.body)
                return answer
            })
        try await LiveConsole.open(configuration) { console in
            console.type(console.address.user)
            console.press(.down)
            console.type(password)
            expectNoTraces(of: secrets, in: console, "typed")
            try await console.logIn(password: password)
            try await console.eventually("the list is there") { $0.conferencesLoading.value == 40 }
            expectNoTraces(of: secrets, in: console, "logged in")
            try console.select { $0.state == .started }
            console.press(.guestLink, .open)
            try await console.said("Guest link ready.")
            console.press(.copy, .openInBrowser)
            try await console.said("The link was sent to the clipboard.")
            expectNoTraces(of: secrets, in: console, "with a link")
            console.press(.reveal)
            expectNoTraces(of: secrets, in: console, "with a link that is shown")
            #expect(!secrets.traces(in: console.surface.copied.joined()).isEmpty, "the search finds nothing")
            console.press(.reveal, .switchService)
            try await console.logIn(password: "\(password)-mistyped")
            try await console.logIn(password: password)
            try await console.eventually("ProCONF is logged in to") { $0.session[.proconf].isUsable }
            expectNoTraces(of: secrets, in: console, "logged in to ProCONF")
        }
        #expect(secrets.count >= 5, "tokens were seen on the wire")
    }

    private func expectNoTraces(of secrets: PlantedSecrets, in console: LiveConsole, _ moment: Comment) {
        var texts = ["\(console.state)", String(reflecting: console.state), "\(console.connection)"]
        texts.append("\(console.state.messages)")
        var text = ""
        dump(console.state, to: &text)
        texts.append(text)
        text = ""
        dump(console.connection, to: &text)
        texts.append(text)
        for text in texts { #expect(secrets.traces(in: text).isEmpty, moment) }
    }
}
