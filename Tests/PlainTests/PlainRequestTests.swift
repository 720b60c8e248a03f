import Store
import Testing

@testable import Plain

@Suite("A line in plain mode")
struct PlainRequestTests {
    @Test(
        "is a command by its name, or by the beginning of one that no other has, with what is said behind it",
        arguments: [
            ("close", .perform(.closeConference, nil)), ("CLOSE  410037 ", .perform(.closeConference, "410037")),
            (":sort owner", .perform(.sort, "owner")), ("fil state:live -test", .perform(.filter, "state:live -test")),
            ("log-out", .perform(.logOut, nil)), ("help", .help(nil)), ("help close", .help("close")),
            ("open", .perform(.open, nil)), ("open abc", .open("abc")),
        ] as [(String, PlainRequest)])
    func commands(line: String, request: PlainRequest) { #expect(PlainRequest(line) == request) }

    @Test(
        "is a word of plain mode, a row, a question, or nothing",
        arguments: [
            ("list", .list(nil)), ("li 21", .list("21")), ("list all", .list("all")), ("login", .logIn),
            ("17", .open("17")), ("sort ?", .possibilities(of: "sort ")), ("", .nothing), ("  : ", .nothing),
        ] as [(String, PlainRequest)])
    func words(line: String, request: PlainRequest) { #expect(PlainRequest(line) == request) }

    @Test("that says nothing is told what is near, and never said back, since it may be a password")
    func wrong() {
        for (line, words) in [
            ("clsoe", "Did you mean close?"), ("lisst", "Did you mean list?"), ("lgin", "Did you mean login?"),
            ("log", "login, log-out"), ("s", "start"), ("frobnicate", "help lists all"),
            ("login sesame", "stands alone"),
        ] {
            guard case .wrong(let reason) = PlainRequest(line) else {
                Issue.record("“\(line)” is \(PlainRequest(line))")
                continue
            }
            #expect(reason.contains(words), "\(line): \(reason)")
            #expect(!reason.contains("sesame") && !reason.contains("frobnicate"))
        }
    }

    @Test("reaches every command, or says why it has no meaning without a screen")
    func everyCommand() {
        for declaration in CommandTable.all {
            switch (declaration.command, PlainRequest(declaration.name)) {
            case (.help, .help(nil)): break
            case (let command, let request): #expect(request == .perform(command, nil), "\(declaration.name)")
            }
            if let reason = declaration.command.reasonWithoutScreen { #expect(reason.hasSuffix(".")) }
        }
        #expect(CommandTable.all.count { $0.command.reasonWithoutScreen != nil } < CommandTable.all.count / 4)
        #expect(CommandTable.all.allSatisfy { $0.safety == .read || $0.command.reasonWithoutScreen == nil })
    }
}
